/** The state of the one event stream, as a total table: every input has an answer in every state. */

export const CONNECTION_STATES = ['connecting', 'live', 'lagging', 'reconnecting', 'offline', 'signed-out'] as const;
export type ConnectionState = (typeof CONNECTION_STATES)[number];

export const CONNECTION_INPUTS = [
  /** An attempt to open the stream begins. */
  'attempt',
  /** The stream has sent everything that was recorded before it was opened. */
  'caught-up',
  /** The read models stand behind the ledger. */
  'behind',
  /** The read models stand where the ledger stands. */
  'level',
  /** The stream broke off, or an attempt failed. */
  'dropped',
  /** The attempts in a row, or the browser's own word, say that nothing is reachable. */
  'unreachable',
  /** The server asks who this is (401). */
  'refused',
] as const;
export type ConnectionInput = (typeof CONNECTION_INPUTS)[number];

type Row = Readonly<Record<ConnectionInput, ConnectionState>>;

const always = { dropped: 'reconnecting', unreachable: 'offline', refused: 'signed-out' } as const;

export const TRANSITIONS: Readonly<Record<ConnectionState, Row>> = {
  connecting: { ...always, attempt: 'connecting', 'caught-up': 'live', behind: 'lagging', level: 'connecting' },
  live: { ...always, attempt: 'connecting', 'caught-up': 'live', behind: 'lagging', level: 'live' },
  lagging: { ...always, attempt: 'connecting', 'caught-up': 'live', behind: 'lagging', level: 'live' },
  // A new attempt after a break is still "reconnecting" to the reader, until the stream has caught up.
  reconnecting: { ...always, attempt: 'reconnecting', 'caught-up': 'live', behind: 'lagging', level: 'reconnecting' },
  offline: {
    ...always,
    attempt: 'offline',
    'caught-up': 'live',
    behind: 'lagging',
    level: 'offline',
    dropped: 'offline',
  },
  // Only an attempt, which follows a sign-in, leads out of here: what a closing stream still says does not.
  'signed-out': {
    attempt: 'connecting',
    'caught-up': 'live',
    behind: 'signed-out',
    level: 'signed-out',
    dropped: 'signed-out',
    unreachable: 'signed-out',
    refused: 'signed-out',
  },
};

export interface Connection {
  readonly state: ConnectionState;
  /** Events that the read models stand behind; null where nobody knows. */
  readonly lag: number | null;
  /** Milliseconds since the epoch at which this state began; offline counts from the break. */
  readonly since: number;
}

export interface Signal {
  readonly input: ConnectionInput;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly lag?: number | null;
}

export function startConnection(at: number): Connection {
  return { state: 'connecting', lag: null, since: at };
}

/** The connection after one signal; the same object where nothing changed. */
export function transition(connection: Connection, { input, at, lag }: Signal): Connection {
  const state = TRANSITIONS[connection.state][input];
  const known = state === 'live' ? 0 : state === 'lagging' ? (lag === undefined ? connection.lag : lag) : null;
  if (state === connection.state && known === connection.lag) return connection;
  // What is offline has been so since it broke off, and not only since it is called so.
  const continues = state === connection.state || (connection.state === 'reconnecting' && state === 'offline');
  return { state, lag: known, since: continues ? connection.since : at };
}

/** Why numbers of the present may be out of date. */
export type Staleness =
  | { readonly is: 'cut-off'; readonly since: number }
  | { readonly is: 'behind'; readonly lag: number | null };

/** Every event is behind for a moment; only who stays there is called so. */
export const LAG_PATIENCE_MS = 2_000;

/** null where the numbers follow the ledger. `now` in milliseconds since the epoch. */
export function staleness({ state, lag, since }: Connection, now: number): Staleness | null {
  switch (state) {
    case 'reconnecting':
    case 'offline':
    case 'signed-out':
      return { is: 'cut-off', since };
    case 'lagging':
      return now - since >= LAG_PATIENCE_MS ? { is: 'behind', lag } : null;
    case 'connecting':
    case 'live':
      return null;
  }
}
