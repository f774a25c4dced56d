import { issueSignInCode } from '@offtake/access/operator';
import pg from 'pg';
import { required } from './environment.ts';

/** Prints a code that signs the platform operator in, once, within a day. */
const pool = new pg.Pool({ connectionString: required('OFFTAKE_ADMIN_DATABASE_URL'), max: 1 });
try {
  process.stdout.write(`${await issueSignInCode(pool)}\n`);
} finally {
  await pool.end();
}
