import { useQuery } from '@tanstack/react-query';
import { sessionRead } from '../api/reads.ts';
import type { Role, Session } from '../api/shapes.ts';

export type Act = 'read' | 'record' | 'operate';

/** Each role may do what the ones before it may. */
export const ROLES: readonly Role[] = ['reader', 'recorder', 'operator'];
const LEAST_ROLE: Readonly<Record<Act, Role>> = { read: 'reader', record: 'recorder', operate: 'operator' };

/** Whether somebody may do this in a book, as the services judge it: it decides what is offered, never what is allowed. */
export function may({ platformOperator, roles }: Session, book: string, act: Act): boolean {
  const role = roles[book];
  return platformOperator || (role !== undefined && ROLES.indexOf(role) >= ROLES.indexOf(LEAST_ROLE[act]));
}

/** Who is asking. Inside the shell it is always known. */
export function useSession(): Session | undefined {
  return useQuery(sessionRead).data;
}
