import { text } from 'node:stream/consumers';
import { upsertOperatorKey } from '@offtake/access/operator';
import pg from 'pg';
import { required } from './environment.ts';

/** Takes the platform operator's key from the standard input and stores its hash. */
const pool = new pg.Pool({ connectionString: required('OFFTAKE_ADMIN_DATABASE_URL'), max: 1 });
try {
  await upsertOperatorKey(pool, (await text(process.stdin)).trim());
} finally {
  await pool.end();
}
