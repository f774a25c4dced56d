import { createRequire } from 'node:module';

/** What kafkajs writes bytes with, as far as it is used here. */
export interface Encoder {
  readonly buffer: Buffer;
  writeInt8(value: number): Encoder;
  writeVarInt(value: number): Encoder;
  writeVarLong(value: number): Encoder;
  writeVarIntBytes(value: Buffer | string | null | undefined): Encoder;
}

interface EncoderClass {
  new (size: number): Encoder;
  sizeOfVarInt(value: number): number;
  sizeOfVarLong(value: number): number;
  sizeOfVarIntBytes(value: Buffer | string | null | undefined): number;
}

interface Message {
  readonly offsetDelta?: number;
  readonly timestampDelta?: number;
  readonly key?: Buffer | string | null;
  readonly value: Buffer | string | null;
  readonly headers?: Readonly<Record<string, HeaderValue | readonly HeaderValue[]>>;
}
type HeaderValue = Buffer | string;

const KafkaEncoder = createRequire(import.meta.url)('kafkajs/src/protocol/encoder') as EncoderClass;
/** Of a number with a variable length, at most. */
export const NUMBER_BYTES = 5;

/** A message as a record of a batch (version 2 of the format), in one buffer. */
export function recordOf({ offsetDelta = 0, timestampDelta = 0, key, value, headers = {} }: Message): Encoder {
  const said = Object.entries(headers).flatMap(([name, values]) =>
    typeof values === 'string' || Buffer.isBuffer(values)
      ? [{ name, value: values }]
      : values.map((one) => ({ name, value: one })),
  );
  let size =
    1 +
    KafkaEncoder.sizeOfVarLong(timestampDelta) +
    KafkaEncoder.sizeOfVarInt(offsetDelta) +
    KafkaEncoder.sizeOfVarInt(said.length);
  size += KafkaEncoder.sizeOfVarIntBytes(key) + KafkaEncoder.sizeOfVarIntBytes(value);
  for (const header of said) {
    size += KafkaEncoder.sizeOfVarIntBytes(header.name) + KafkaEncoder.sizeOfVarIntBytes(header.value);
  }
  const record = new KafkaEncoder(size + NUMBER_BYTES).writeVarInt(size);
  record.writeInt8(0).writeVarLong(timestampDelta).writeVarInt(offsetDelta);
  record.writeVarIntBytes(key).writeVarIntBytes(value).writeVarInt(said.length);
  for (const header of said) record.writeVarIntBytes(header.name).writeVarIntBytes(header.value);
  return record;
}
