/** What the environment says about this process. */
export interface Config {
  readonly databaseUrl: string;
  /** No key is required. */
  readonly open: boolean;
  /** The base URL of the command service, which knows the heads of the books; null: heads are unknown. */
  readonly commandUrl: string | null;
  /** Bearer token of calls between the services. */
  readonly internalToken: string;
  readonly log: { readonly kind: 'postgres' } | { readonly kind: 'kafka'; readonly brokers: readonly string[] };
}

/** Token of dependency injection. */
export const CONFIG = Symbol('config');

/** @throws Error that names the variable which is missing or wrong */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const databaseUrl = environment.DATABASE_URL;
  if (!databaseUrl) throw new Error('DATABASE_URL is missing: the connection of the projection service');
  return {
    databaseUrl,
    open: environment.OFFTAKE_OPEN === '1',
    commandUrl: environment.OFFTAKE_COMMAND_URL || null,
    internalToken: environment.OFFTAKE_INTERNAL_TOKEN ?? '',
    log: readLog(environment.OFFTAKE_LOG || 'kafka', environment.KAFKA_BROKERS ?? ''),
  };
}

function readLog(kind: string, brokerList: string): Config['log'] {
  if (kind === 'postgres') return { kind };
  if (kind !== 'kafka') throw new Error(`OFFTAKE_LOG is ${kind}: it must be kafka or postgres`);
  const brokers = brokerList.split(',').filter((broker) => broker !== '');
  if (brokers.length === 0) throw new Error('KAFKA_BROKERS is missing; OFFTAKE_LOG=postgres does without a broker');
  return { kind, brokers };
}
