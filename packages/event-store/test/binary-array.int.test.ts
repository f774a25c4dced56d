import { randomUUID } from 'node:crypto';
import { startTemporaryPostgres } from '@offtake/local/postgres';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { byteaArray, intArray, textArray, uuidArray } from '../src/binary-array.ts';

let close: () => Promise<unknown>;
let client: pg.Client;
beforeAll(async () => {
  const postgres = await startTemporaryPostgres({ durable: false });
  client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  close = () => client.end().then(postgres.stop);
});
afterAll(() => close());

/** What PostgreSQL reads of a parameter of this type. */
async function read(type: string, array: Buffer): Promise<unknown> {
  return (await client.query(`select $1::${type}[] as read`, [array])).rows[0].read;
}

it('says to PostgreSQL what the same array says as text', async () => {
  const texts = ['', 'a,"b"\\{}', 'NULL', null, '€ 😀\n', 'x'.repeat(70_000)];
  expect(await read('text', textArray(texts))).toEqual(texts);
  expect(await read('int4', intArray([0, -1, 2 ** 31 - 1]))).toEqual([0, -1, 2 ** 31 - 1]);
  const ids = [randomUUID(), null, randomUUID()];
  expect(await read('uuid', uuidArray(ids))).toEqual(ids);
  const bytes = [Buffer.from([0, 255, 7]), null, Buffer.alloc(0)];
  expect(await read('bytea', byteaArray(bytes))).toEqual(bytes);
});

it('says nothing where there is nothing, and nothing but nulls', async () => {
  expect(await read('text', textArray([]))).toEqual([]);
  expect(await read('uuid', uuidArray([null, null]))).toEqual([null, null]);
});
