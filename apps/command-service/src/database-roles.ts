import pg from 'pg';

/** Two migrations at the same time would both create a role. */
const LOCK = 'offtake roles';

/**
 * Creates the roles that are missing and gives all of them their passwords. The projection service makes schemas of its
 * own, so its role may create them.
 */
export async function prepareRoles(
  adminUrl: string,
  passwords: Readonly<Record<'offtake_command' | 'offtake_projection', string>>,
): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock(hashtext($1))', [LOCK]);
    for (const [role, password] of Object.entries(passwords)) {
      const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role]);
      if (rowCount === 0) await client.query(`create role ${role}`);
      await client.query(`alter role ${role} login password ${client.escapeLiteral(password)}`);
    }
    const { rows } = await client.query<{ name: string }>('select current_database() as name');
    const database = client.escapeIdentifier(rows[0]?.name ?? '');
    await client.query(`grant connect on database ${database} to offtake_command, offtake_projection`);
    await client.query(`grant create on database ${database} to offtake_projection`);
    // A book that is restored waits in a temporary table until all of it has come.
    await client.query(`grant temporary on database ${database} to offtake_command`);
    await client.query('commit');
  } finally {
    await client.end();
  }
}
