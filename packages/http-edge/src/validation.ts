import { StandardSchemaValidationPipe } from '@nestjs/common';
import { type Problem, problem, type Violation } from './problem.ts';

/** What a schema found, as zod says it; keys that it does not know are listed in one issue. */
interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
  readonly code?: string | undefined;
  readonly keys?: readonly string[];
}

/** The most violations that one answer lists. */
const MOST_VIOLATIONS = 100;

/** Validates every parameter that names a schema; what does not fit is a 400 with a violation for each place. */
export function validationPipe(): StandardSchemaValidationPipe {
  return new StandardSchemaValidationPipe({ exceptionFactory: invalid });
}

/** The problem for what a schema found. */
export function invalid(issues: readonly Issue[]): Problem {
  const violations = violationsOf(issues);
  const [first] = violations;
  const detail = first ? `${first.path || '/'}: ${first.message}` : 'The request does not fit its schema.';
  return problem(400, 'invalid', detail, { violations });
}

/** One violation for each place (JSON Pointer). */
export function violationsOf(issues: readonly Issue[]): readonly Violation[] {
  return issues.flatMap(toViolations).slice(0, MOST_VIOLATIONS);
}

function toViolations({ code, keys, message, path = [] }: Issue): readonly Violation[] {
  const at = path.map((part) => pointer(typeof part === 'object' ? part.key : part)).join('');
  if (code !== 'unrecognized_keys' || !keys) return [{ rule: 'schema', path: at, message }];
  return keys.map((key) => ({ rule: 'unknown-field', path: `${at}${pointer(key)}`, message: `unknown field ${key}` }));
}

function pointer(part: PropertyKey): string {
  return `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
