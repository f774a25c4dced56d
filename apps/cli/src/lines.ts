import { Failure } from './failure.ts';

/** An event is at most 256 KiB of body; what is longer is no export. */
const MAX_LINE = 1024 * 1024;

/** The lines of a text as it comes, in UTF-8, without their ends; an empty last one is none. */
export async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string, void, void> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let rest = '';
  for await (const chunk of bytes) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > MAX_LINE) throw new Failure('A line is longer than 1 MiB: this is no export of a book.');
    yield* lines;
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
}
