/**
 * Arrays in PostgreSQL's binary format. As text, every quotation mark of every body is escaped here and unescaped there,
 * which costs both sides more than anything else of an append.
 */

/** How PostgreSQL knows the type of the elements. */
const TYPES = { int4: 23, bytea: 17, text: 25, uuid: 2950 } as const;

/** Dimensions, whether there are nulls, type, length, lower bound. */
const HEAD_BYTES = 20;
const LENGTH_BYTES = 4;
const NULL_LENGTH = -1;

export function textArray(values: readonly (string | null)[]): Buffer {
  const sizes = values.map((value) => (value === null ? 0 : Buffer.byteLength(value)));
  return arrayOf(
    'text',
    values,
    (i) => sizes[i] as number,
    (array, value, at) => array.write(value, at),
  );
}

export function intArray(values: readonly number[]): Buffer {
  return arrayOf(
    'int4',
    values,
    () => 4,
    (array, value, at) => array.writeInt32BE(value, at),
  );
}

/** @param values in hex digits, with hyphens anywhere */
export function uuidArray(values: readonly (string | null)[]): Buffer {
  return arrayOf(
    'uuid',
    values,
    () => 16,
    (array, value, at) => array.write(value.replaceAll('-', ''), at, 'hex'),
  );
}

export function byteaArray(values: readonly (Uint8Array | null)[]): Buffer {
  return arrayOf(
    'bytea',
    values,
    (i) => values[i]?.length ?? 0,
    (array, value, at) => array.set(value, at),
  );
}

function arrayOf<T>(
  type: keyof typeof TYPES,
  values: readonly (T | null)[],
  sizeOf: (i: number) => number,
  write: (array: Buffer, value: T, at: number) => void,
): Buffer {
  let size = HEAD_BYTES + values.length * LENGTH_BYTES;
  values.forEach((value, i) => {
    if (value !== null) size += sizeOf(i);
  });
  const array = Buffer.allocUnsafe(size);
  array.writeInt32BE(values.length === 0 ? 0 : 1, 0);
  array.writeInt32BE(values.includes(null) ? 1 : 0, 4);
  array.writeInt32BE(TYPES[type], 8);
  array.writeInt32BE(values.length, 12);
  array.writeInt32BE(1, 16);
  let at = HEAD_BYTES;
  values.forEach((value, i) => {
    const length = value === null ? NULL_LENGTH : sizeOf(i);
    at = array.writeInt32BE(length, at);
    if (value === null) return;
    write(array, value, at);
    at += length;
  });
  // Nothing at all has no dimension, and so neither length nor bound.
  return values.length === 0 ? array.subarray(0, 12) : array;
}
