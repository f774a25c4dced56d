import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { readLine } from '../src/imports/import-line.ts';
import { type Line, linesOf } from '../src/imports/lines.ts';
import { registered } from './commands.ts';

async function split(...chunks: readonly (string | Buffer)[]): Promise<readonly Line[]> {
  const lines: Line[] = [];
  for await (const some of linesOf(Readable.from(chunks.map((chunk) => Buffer.from(chunk))))) lines.push(...some);
  return lines;
}

describe('bytes of an import', () => {
  it('are lines wherever the chunks are cut, also within a character', async () => {
    const bytes = Buffer.from('{"a":"ñ"}\n\n{"b":1}\n{"c":2}');
    const whole = await split(bytes);
    expect(whole).toEqual([
      { number: 1, text: '{"a":"ñ"}' },
      { number: 3, text: '{"b":1}' },
      { number: 4, text: '{"c":2}' },
    ]);
    for (let at = 1; at < bytes.length; at += 1) {
      expect(await split(bytes.subarray(0, at), bytes.subarray(at))).toEqual(whole);
    }
  });

  it('that are no UTF-8, or never end, are lines without a text', async () => {
    const endless = Array.from({ length: 40 }, () => 'x'.repeat(64 * 1024));
    expect(await split(Buffer.from([0xff, 0x0a]), ...endless, 'y\n{}\n')).toEqual([
      { number: 1, text: null },
      { number: 2, text: null },
      { number: 3, text: '{}' },
    ]);
  });
});

describe('a line of an import', () => {
  const read = (text: string | null) => readLine({ number: 1, text });

  it('is a command, with its key', () => {
    const { data, ...rest } = registered('openai');
    expect(read(JSON.stringify({ ...rest, data, idempotencyKey: 'k' }))).toEqual({
      number: 1,
      command: registered('openai'),
      key: 'k',
    });
  });

  it('is refused with the place where it is wrong', () => {
    expect(read('{')).toMatchObject({ violations: [{ rule: 'malformed', path: '' }] });
    expect(read('[]')).toMatchObject({ violations: [{ rule: 'malformed', path: '' }] });
    expect(read(null)).toMatchObject({ violations: [{ rule: 'malformed' }] });
    const nameless = { ...registered('openai'), data: {} };
    expect(read(JSON.stringify(nameless))).toMatchObject({ violations: [{ path: '/data/name' }] });
    expect(read(JSON.stringify({ ...registered('openai'), idempotencyKey: '' }))).toMatchObject({
      violations: [{ path: '/idempotencyKey' }],
    });
  });
});
