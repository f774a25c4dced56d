export const ROLES = ['reader', 'recorder', 'operator'] as const;
export type Role = (typeof ROLES)[number];
/** What is done to a book; each role may do what the ones before it may. */
export type Act = 'read' | 'record' | 'operate';

/** What somebody was recognised by. */
export interface Credential {
  readonly kind: 'key' | 'session' | 'none';
  /** Of a key its id, of a session its hash: neither is a secret. */
  readonly id: string;
  readonly expiresAt: Date | null;
}

/** Somebody who was recognised, and the roles that they have, by book. */
export interface Principal {
  readonly principal: string;
  /** May do everything in every book, and what concerns no book: create, restore, rebuild. */
  readonly platformOperator: boolean;
  /** With the key of one book, only the role in that book. */
  readonly roles: ReadonlyMap<string, Role>;
  readonly credential: Credential;
}

/** Who everybody is on a local trial without keys. */
export const ANYBODY: Principal = {
  principal: 'anybody',
  platformOperator: true,
  roles: new Map(),
  credential: { kind: 'none', id: '', expiresAt: null },
};

/** Who the keys and codes of a start speak for. */
export const PLATFORM_OPERATOR = 'platform-operator';
export const PRINCIPAL_NAME = /^[A-Za-z0-9][A-Za-z0-9._@+-]{0,99}$/;
const RESERVED = new Set([PLATFORM_OPERATOR, ANYBODY.principal]);

/** Whether a name says who somebody is by itself, so that no member may have it. */
export function isReserved(principal: string): boolean {
  return RESERVED.has(principal);
}

const LEAST_ROLE: Readonly<Record<Act, Role>> = { read: 'reader', record: 'recorder', operate: 'operator' };

/** Whether somebody may do this in a book. Who may not even read it is not to learn that it exists. */
export function may({ platformOperator, roles }: Principal, book: string, act: Act): boolean {
  const role = roles.get(book);
  return platformOperator || (role !== undefined && ROLES.indexOf(role) >= ROLES.indexOf(LEAST_ROLE[act]));
}

/** The books that somebody operates; null: all of them. */
export function operated({ platformOperator, roles }: Principal): readonly string[] | null {
  return platformOperator ? null : [...roles].flatMap(([book, role]) => (role === 'operator' ? [book] : []));
}
