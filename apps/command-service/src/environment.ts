/** The environment variable's value. @throws Error that names it where it is missing or empty */
export function required(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`The environment variable ${name} is missing.`);
  return value;
}

export interface Settings {
  readonly databaseUrl: string;
  /** Empty: no relay runs, readers tail the ledger itself. */
  readonly kafkaBrokers: readonly string[];
  /** Of calls between services; null: those calls are refused. */
  readonly internalToken: string | null;
}

/** @throws Error for what is missing or contradicts itself */
export function readSettings(): Settings {
  const log = process.env.OFFTAKE_LOG || 'kafka';
  if (log !== 'kafka' && log !== 'postgres') throw new Error(`OFFTAKE_LOG is kafka or postgres, not ${log}.`);
  return {
    databaseUrl: required('DATABASE_URL'),
    kafkaBrokers: log === 'kafka' ? required('KAFKA_BROKERS').split(',') : [],
    internalToken: process.env.OFFTAKE_INTERNAL_TOKEN || null,
  };
}
