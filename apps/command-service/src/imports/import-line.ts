import { type Command, commandSchema } from '@offtake/deals/command';
import type { Violation } from '@offtake/http-edge/problem';
import { violationsOf } from '@offtake/http-edge/validation';
import type { Line } from './lines.ts';

/** A line that is a command, with its key where it has one; or what is wrong with it. */
export type ImportLine = { readonly number: number } & (
  | { readonly command: Command; readonly key: string | null }
  | { readonly violations: readonly Violation[] }
);

const KEY = /^[\x21-\x7e]{1,200}$/;

export function readLine({ number, text }: Line): ImportLine {
  const wrong = (rule: string, path: string, message: string) => ({ number, violations: [{ rule, path, message }] });
  if (text === null) return wrong('malformed', '', 'the line is not UTF-8, or longer than 1 MiB');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return wrong('malformed', '', `not JSON: ${(error as Error).message}`);
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return wrong('malformed', '', 'a line is a JSON object');
  }
  const { idempotencyKey: key = null, ...event } = json as Record<string, unknown>;
  if (key !== null && (typeof key !== 'string' || !KEY.test(key))) {
    return wrong('schema', '/idempotencyKey', '1 to 200 printable ASCII characters without spaces');
  }
  const parsed = commandSchema.safeParse(event);
  if (!parsed.success) return { number, violations: violationsOf(parsed.error.issues) };
  return { number, command: parsed.data, key };
}
