import pg from 'pg';

/** Any number, the same in every process that may relay. */
const LOCK = 4_207_001;
const HEARTBEAT_MS = 1_000;
const ANSWER_WITHIN_MS = 3_000;
/** A process that is stopped, and not dead, would keep its lock as long as its connection: the server ends that. */
const IDLE_SESSION_TIMEOUT_MS = 5_000;

/** The right to relay: one process has it at a time, until its connection ends. */
export interface Leadership {
  /** Aborted when the right is lost. */
  readonly lost: AbortSignal;
  release(): Promise<void>;
}

/** Null where another process has it, or where the database cannot be asked. */
export async function seekLeadership(databaseUrl: string): Promise<Leadership | null> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    application_name: 'offtake-relay',
    connectionTimeoutMillis: ANSWER_WITHIN_MS,
    query_timeout: ANSWER_WITHIN_MS,
    options: `-c idle_session_timeout=${IDLE_SESSION_TIMEOUT_MS}`,
    keepAlive: true,
  });
  const losing = new AbortController();
  const lose = () => losing.abort();
  client.on('error', lose);
  client.once('end', lose);
  const end = () => client.end().catch(() => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [LOCK]);
    if (rows[0]?.held !== true) {
      await end();
      return null;
    }
  } catch {
    void end();
    return null;
  }
  const heartbeat = setInterval(() => {
    client.query('select 1').catch(() => {
      lose();
      void end();
    });
  }, HEARTBEAT_MS);
  losing.signal.addEventListener('abort', () => clearInterval(heartbeat));
  return {
    lost: losing.signal,
    async release() {
      lose();
      await end();
    },
  };
}
