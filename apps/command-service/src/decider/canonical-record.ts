import { canonicalBody } from '@offtake/event-store/chain';

/** What a command words stands in its request and in its event: it is written once, for it does not change any more. */
const written = new WeakMap<object, string>();

/** The same as `canonicalBody`, for an object whose members may have been written before. */
export function canonicalRecord(record: object): string {
  const members = Object.entries(record).filter(([, member]) => member !== undefined);
  // No two names are equal: so their order is that of RFC 8785, by UTF-16 units.
  members.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${textOf(member)}`).join()}}`;
}

function textOf(member: unknown): string {
  if (typeof member !== 'object' || member === null) return canonicalBody(member);
  const known = written.get(member);
  if (known !== undefined) return known;
  const text = canonicalBody(member);
  written.set(member, text);
  return text;
}
