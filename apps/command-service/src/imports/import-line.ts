import { type Command, commandSchema } from '@offtake/deals/command';
import type { Violation } from '@offtake/http-edge/problem';
import { violationsOf } from '@offtake/http-edge/validation';
import { type Line, linesOf } from './lines.ts';

/** A line that is a command, with its key where it has one; or what is wrong with it. */
export type ImportLine = { readonly number: number } & (
  | {
      readonly command: Command;
      readonly key: string | null;
      /** Says in the words of the file where a violation comes from. */
      readonly explain?: (violation: Violation) => Violation;
    }
  | {
      readonly violations: readonly Violation[];
      /** Why no line after this one can be read. */
      readonly end?: string;
    }
);

/** The lines of a file, as they come in. */
export type ReadLines = (source: AsyncIterable<Buffer>) => AsyncGenerator<readonly ImportLine[], void, void>;

export async function* ndjsonLines(source: AsyncIterable<Buffer>): AsyncGenerator<readonly ImportLine[], void, void> {
  for await (const lines of linesOf(source)) yield lines.map(readLine);
}

const KEY = /^[\x21-\x7e]{1,200}$/;

export function readLine({ number, text }: Line): ImportLine {
  const wrong = (message: string) => ({ number, violations: [{ rule: 'malformed', path: '', message }] });
  if (text === null) return wrong('the line is not UTF-8, or longer than 1 MiB');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return wrong(`not JSON: ${(error as Error).message}`);
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return wrong('a line is a JSON object');
  }
  return readFields(number, json as Record<string, unknown>);
}

/** The event that these fields make, with the line's own key. */
export function readFields(number: number, fields: Readonly<Record<string, unknown>>): ImportLine {
  const { idempotencyKey: key = null, ...event } = fields;
  if (key !== null && (typeof key !== 'string' || !KEY.test(key))) {
    const message = '1 to 200 printable ASCII characters without spaces';
    return { number, violations: [{ rule: 'schema', path: '/idempotencyKey', message }] };
  }
  const parsed = commandSchema.safeParse(event);
  if (!parsed.success) return { number, violations: violationsOf(parsed.error.issues) };
  return { number, command: parsed.data, key };
}
