import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { keepPlace } from '../app/place.ts';
import { usePartyName } from '../time/book-history.tsx';

/** A party by its name, leading to its page. */
export function PartyLink({ party, children }: { readonly party: string; readonly children?: ReactNode }) {
  const nameOf = usePartyName();
  return (
    <Link
      to="/parties/$party"
      params={{ party }}
      search={keepPlace()}
      className="-my-0.5 inline-block py-0.5 underline decoration-transparent underline-offset-3 hover:decoration-current"
    >
      {children ?? nameOf(party)}
    </Link>
  );
}
