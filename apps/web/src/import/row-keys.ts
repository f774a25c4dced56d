import type { KeyOf } from './import-file.ts';

/** Keys for the events of one file: from what they say, and which of those that say the same they are. */
export function rowKeys(): KeyOf {
  const seen = new Map<string, number>();
  return async (content) => {
    const time = (seen.get(content) ?? 0) + 1;
    seen.set(content, time);
    const bytes = new TextEncoder().encode(`${time}\n${content}`);
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    return `row-${Array.from(hash.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
  };
}
