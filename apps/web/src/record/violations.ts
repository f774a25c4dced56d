import type { Violation } from '../api/request.ts';

/** Refusals find their fields: by JSON Pointer, and where a field is not on the form, at the nearest one that is. */

/** The path of an issue in a schema as a JSON Pointer (RFC 6901). */
export function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

export interface SchemaIssue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly code?: string | undefined;
}

export function violationsOf(issues: readonly SchemaIssue[]): readonly Violation[] {
  return issues.map(({ path, message, code }) => ({ rule: code ?? 'schema', path: pointerOf(path), message }));
}

/**
 * Which violations each field shows.
 * @param fields the pointers of the fields on the form; '' is the form itself and takes what no field takes
 */
export function placeViolations(
  violations: readonly Violation[],
  fields: ReadonlySet<string>,
): ReadonlyMap<string, readonly Violation[]> {
  const placed = new Map<string, Violation[]>();
  for (const violation of violations) {
    const at = nearest(violation.path, fields);
    placed.set(at, [...(placed.get(at) ?? []), violation]);
  }
  return placed;
}

function nearest(path: string, fields: ReadonlySet<string>): string {
  for (let at = path; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) if (fields.has(at)) return at;
  return '';
}
