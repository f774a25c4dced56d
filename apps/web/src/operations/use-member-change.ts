import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type Member, membersRead, removeMember, setMember } from '../api/access.ts';
import { sessionRead } from '../api/reads.ts';

/** Gives a role, or takes it away where none is given. It may be one's own: who may do what is asked again. */
export function useMemberChange(book: string) {
  const queries = useQueryClient();
  return useMutation<unknown, Error, { readonly principal: string; readonly role: Member['role'] | null }>({
    mutationFn: ({ principal, role }) =>
      role === null ? removeMember(book, principal) : setMember(book, { principal, role }),
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: membersRead(book).queryKey }),
        queries.invalidateQueries({ queryKey: sessionRead.queryKey }),
      ]),
  });
}
