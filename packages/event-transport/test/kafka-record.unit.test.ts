import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Encoder } from '../src/kafka-record.ts';

const load = createRequire(import.meta.url);
// Before the repair takes its place.
const theirs = load('kafkajs/src/protocol/recordBatch/record/v0') as (message: object) => Encoder;
const UNSIGNED = [0, 1, 0x7f, 0x80, 0x3fff, 0x4000, 0x1fffff, 0x200000, 0x7fffffff, 0xffffffff];
const Writer = load('kafkajs/src/protocol/encoder') as new () => Encoder & { writeUVarInt(value: number): Encoder };
const written = UNSIGNED.map((value) => new Writer().writeUVarInt(value).buffer);
const header = fc.oneof(fc.string({ unit: 'grapheme' }), fc.array(fc.string(), { maxLength: 3 }));
const messages = fc.record(
  {
    offsetDelta: fc.nat(100_000),
    timestampDelta: fc.nat(100_000),
    key: fc.option(fc.string({ unit: 'grapheme' })),
    value: fc.option(fc.string({ unit: 'grapheme', maxLength: 2_000 })),
    headers: fc.dictionary(fc.string({ unit: 'grapheme', minLength: 1 }), header),
  },
  { requiredKeys: ['value'] },
);
const samples = fc.sample(messages, 300).map((message) => ({ message, bytes: theirs(message).buffer }));

describe('what is written to the log in place', () => {
  it('is byte for byte what kafkajs itself writes', async () => {
    const { kafkajs } = await import('../src/kafkajs-repairs.ts');
    expect(kafkajs.Kafka).toBeTypeOf('function');
    expect(UNSIGNED.map((value) => new Writer().writeUVarInt(value).buffer)).toEqual(written);
    const ours = load('kafkajs/src/protocol/recordBatch/record/v0') as typeof theirs;
    expect(ours).not.toBe(theirs);
    for (const { message, bytes } of samples) expect(ours(message).buffer.equals(bytes)).toBe(true);
  });
});
