import { type Postgres, startTemporaryPostgres } from '@offtake/local/postgres';
import pg from 'pg';
import { generationText, prepareSchemas } from '../../src/schema/prepare.ts';

/** A server that hands out databases, each with an empty first generation. */
export interface Server {
  readonly postgres: Postgres;
  openDatabase(): Promise<Database>;
}

export interface Database {
  readonly url: string;
  rows<R extends object = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<R[]>;
  createGeneration(generation: number): Promise<void>;
  close(): Promise<void>;
}

export async function startServer(): Promise<Server> {
  const postgres = await startTemporaryPostgres({ durable: false });
  let databases = 0;
  return {
    postgres,
    async openDatabase() {
      databases += 1;
      const url = new URL(postgres.url);
      url.pathname = `/reads_${databases}`;
      const owner = new pg.Client({ connectionString: postgres.url });
      await owner.connect();
      await owner.query(`create database reads_${databases}`).finally(() => owner.end());
      await prepareSchemas(url.href);
      return databaseAt(url.href);
    },
  };
}

export function databaseAt(url: string): Database {
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  pool.on('error', () => {});
  return {
    url,
    rows: async (text, values = []) => (await pool.query(text, values as unknown[])).rows,
    createGeneration: async (generation) => void (await pool.query(generationText(generation))),
    close: () => pool.end(),
  };
}

/** All that a generation says, as text: equal text means byte-identical read models. Offsets are of the log, not of it. */
export async function contentOf(database: Database, schema: string): Promise<string> {
  const named = `select table_name::text as name from information_schema.tables
    where table_schema = $1 and table_name <> 'mark' order by 1`;
  const tables = (await database.rows<{ name: string }>(named, [schema])).map(({ name }) => name);
  const texts = tables.map((name) => {
    const columns = name === 'checkpoint' ? 'book, position, hash, state, reason, event' : '*';
    const text = `select t::text collate "C" as line from (select ${columns} from ${schema}.${name}) t order by 1`;
    return database.rows<{ line: string }>(text);
  });
  return (await Promise.all(texts)).map((rows) => rows.map(({ line }) => line).join('\n')).join('\n\n');
}
