export const ROLES = ['reader', 'recorder', 'operator'] as const;
export type Role = (typeof ROLES)[number];
/** What is done to a book; each role may do what the ones before it may. */
export type Act = 'read' | 'record' | 'operate';

/** Somebody who was recognised, and the roles that they have, by book. */
export interface Principal {
  readonly principal: string;
  /** May do everything in every book, and what concerns no book: create, restore, rebuild. */
  readonly platformOperator: boolean;
  readonly roles: ReadonlyMap<string, Role>;
}

/** Who everybody is on a local trial without keys. */
export const ANYBODY: Principal = { principal: 'anybody', platformOperator: true, roles: new Map() };

const LEAST_ROLE: Readonly<Record<Act, Role>> = { read: 'reader', record: 'recorder', operate: 'operator' };

/** Whether somebody may do this in a book. Who may not even read it is not to learn that it exists. */
export function may({ platformOperator, roles }: Principal, book: string, act: Act): boolean {
  const role = roles.get(book);
  return platformOperator || (role !== undefined && ROLES.indexOf(role) >= ROLES.indexOf(LEAST_ROLE[act]));
}
