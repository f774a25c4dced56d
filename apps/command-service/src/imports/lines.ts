/** A line of an import: 1, 2, 3 …; without a text where it is longer than MAX_LINE_BYTES, or not UTF-8. */
export interface Line {
  readonly number: number;
  readonly text: string | null;
}

/** An event of 256 KiB, spelled generously. */
const MAX_LINE_BYTES = 1024 * 1024;
const LINE_FEED = 0x0a;

/** Splits bytes into lines as they come in; blank lines count, and are left out. */
export async function* linesOf(source: AsyncIterable<Buffer>): AsyncGenerator<readonly Line[]> {
  let number = 0;
  let rest: Buffer = Buffer.alloc(0);
  let tooLong = false;
  const take = (bytes: Buffer): readonly Line[] => {
    number += 1;
    const line = { number, text: tooLong ? null : decode(bytes) };
    tooLong = false;
    return line.text?.trim() === '' ? [] : [line];
  };
  for await (const bytes of source) {
    const lines: Line[] = [];
    let from = 0;
    for (let end = bytes.indexOf(LINE_FEED); end !== -1; end = bytes.indexOf(LINE_FEED, from)) {
      lines.push(...take(Buffer.concat([rest, bytes.subarray(from, end)])));
      rest = Buffer.alloc(0);
      from = end + 1;
    }
    rest = tooLong ? rest : Buffer.concat([rest, bytes.subarray(from)]);
    if (rest.length > MAX_LINE_BYTES) {
      tooLong = true;
      rest = Buffer.alloc(0);
    }
    if (lines.length > 0) yield lines;
  }
  const last = rest.length > 0 || tooLong ? take(rest) : [];
  if (last.length > 0) yield last;
}

function decode(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
