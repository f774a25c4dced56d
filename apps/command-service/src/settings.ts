import { required } from './environment.ts';

/** What the service is told by its environment. */
export interface Settings {
  readonly databaseUrl: string;
  /** Empty: no relay runs, readers tail the ledger itself. */
  readonly kafkaBrokers: readonly string[];
  /** Of calls between services; null: those calls are refused. */
  readonly internalToken: string | null;
  /** No key is asked for. */
  readonly open: boolean;
}

export const SETTINGS = Symbol('settings');

/** @throws Error for what is missing or contradicts itself */
export function readSettings(): Settings {
  const log = process.env.OFFTAKE_LOG || 'kafka';
  if (log !== 'kafka' && log !== 'postgres') throw new Error(`OFFTAKE_LOG is kafka or postgres, not ${log}.`);
  return {
    databaseUrl: required('DATABASE_URL'),
    kafkaBrokers: log === 'kafka' ? required('KAFKA_BROKERS').split(',') : [],
    internalToken: process.env.OFFTAKE_INTERNAL_TOKEN || null,
    open: process.env.OFFTAKE_OPEN === '1',
  };
}
