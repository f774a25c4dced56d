import pg from 'pg';

/** Rows of a query on a connection of its own: the database may have been killed since the last one. */
export async function rowsOf<R extends object>(
  url: string,
  text: string,
  values: readonly unknown[] = [],
): Promise<R[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query<R>(text, values as unknown[])).rows;
  } finally {
    await client.end();
  }
}

/** The schema of the read models that are read now. */
export async function activeSchema(url: string): Promise<string> {
  const text = `select 'exposure_' || active_generation as schema from exposure.pointer`;
  return (await rowsOf<{ schema: string }>(url, text))[0]?.schema ?? '';
}
