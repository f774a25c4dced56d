import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Access } from '@offtake/access/access';
import { grant, migrate } from '@offtake/access/migrate';
import { may } from '@offtake/access/principal';
import { hashSecret } from '@offtake/access/secrets';
import { type Postgres, startTemporaryPostgres } from '@offtake/local/postgres';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OpenRequests } from '../src/open-requests.ts';

const EVERY_MS = 50;
const SECRET = 'abcdefghijklmnopqrstuvwx';
let postgres: Postgres;
let pool: pg.Pool;
let server: Server;
let requests: OpenRequests;
let access: Access;
let answers: ServerResponse[] = [];
let name = '';
let names = 0;

beforeAll(async () => {
  postgres = await startTemporaryPostgres({ durable: false });
  pool = new pg.Pool({ connectionString: postgres.url });
  // The server may end before a connection has heard that it is to.
  pool.on('error', () => {});
  await pool.query('create role offtake_command; create role offtake_projection');
  await migrate(postgres.url);
  await grant(postgres.url);
  access = new Access(pool);
  requests = new OpenRequests(access, EVERY_MS);
  server = createServer((_, answer) => {
    answer.writeHead(200).write('begun');
    answers.push(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  requests.onApplicationShutdown();
  server.closeAllConnections();
  server.close();
  await pool.end();
  await postgres.stop();
});

/** A stream of the book that a reader with a key of his own has opened. */
beforeEach(async () => {
  names += 1;
  name = `reader${names}`;
  const { hash, salt } = await hashSecret(SECRET);
  await pool.query('insert into access.key (id, principal, hash, salt) values ($1, $1, $2, $3)', [name, hash, salt]);
  await pool.query("insert into access.member values ('mine', $1, 'recorder')", [name]);
});
async function open(): Promise<{ readonly ended: Promise<string>; readonly answer: ServerResponse }> {
  answers = [];
  const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const principal = await access.whoIs({ bearer: `ofk_${name}_${SECRET}` });
  const [answer] = answers;
  if (!principal || !answer) throw new Error('nobody is known');
  requests.add(answer, principal, (now) => may(now, 'mine', 'read'));
  const ended = response.text().then(
    () => 'whole',
    () => 'cut',
  );
  return { ended, answer };
}

describe('a request that is still under way', () => {
  it.each([
    ['the key is revoked', 'update access.key set revoked_at = now() where id = $1'],
    ['the key expires', "update access.key set expires_at = now() - interval '1 second' where id = $1"],
    ['the role is taken away', 'delete from access.member where principal = $1'],
  ])('is cut off when %s', async (_, change) => {
    const { ended } = await open();
    await pool.query(change, [name]);
    expect(await ended).toBe('cut');
  });

  it('goes on where the role that is left is enough', async () => {
    const { ended, answer } = await open();
    await pool.query("update access.member set role = 'reader' where principal = $1", [name]);
    await new Promise((resolve) => setTimeout(resolve, 5 * EVERY_MS));
    answer.end();
    expect(await ended).toBe('whole');
  });
});
