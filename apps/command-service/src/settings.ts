import { required } from './environment.ts';
import { readSigningKeys, type SigningKeys } from './ledger/signing-keys.ts';

/** What the service is told by its environment. */
export interface Settings {
  readonly databaseUrl: string;
  /** Empty: no relay runs, readers tail the ledger itself. */
  readonly kafkaBrokers: readonly string[];
  /** How long the relay waits for one answer of a broker; null: 10 s. Tests that lose answers wait for less. */
  readonly kafkaRequestTimeoutMs: number | null;
  /** Of calls between services; null: those calls are refused. */
  readonly internalToken: string | null;
  /** Sign checkpoints; null: none are signed. */
  readonly signingKeys: SigningKeys | null;
  /** No key is asked for. */
  readonly open: boolean;
}

export const SETTINGS = Symbol('settings');

/** @throws Error for what is missing or contradicts itself */
export function readSettings(): Settings {
  const log = process.env.OFFTAKE_LOG || 'kafka';
  if (log !== 'kafka' && log !== 'postgres') throw new Error(`OFFTAKE_LOG is kafka or postgres, not ${log}.`);
  const signingKey = process.env.OFFTAKE_SIGNING_KEY;
  return {
    databaseUrl: required('DATABASE_URL'),
    kafkaBrokers: log === 'kafka' ? required('KAFKA_BROKERS').split(',') : [],
    kafkaRequestTimeoutMs: Number(process.env.KAFKA_REQUEST_TIMEOUT_MS) || null,
    internalToken: process.env.OFFTAKE_INTERNAL_TOKEN || null,
    signingKeys: signingKey ? readSigningKeys(signingKey) : null,
    open: process.env.OFFTAKE_OPEN === '1',
  };
}
