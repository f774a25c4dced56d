import { Trans, useLingui } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import type { Member } from '../api/access.ts';
import type { Role } from '../api/shapes.ts';
import { ConfirmedButton } from './confirmed-button.tsx';
import { Refusal } from './refusal.tsx';
import { RoleChoice } from './role-choice.tsx';
import { useMemberChange } from './use-member-change.ts';

/** A member, and their role; another one holds when it is saved, not when it is only looked at in the list. */
export function MemberRow({ book, member: { principal, role } }: { readonly book: string; readonly member: Member }) {
  const { t } = useLingui();
  const [chosen, choose] = useState<Role | null>(null);
  const select = useRef<HTMLSelectElement>(null);
  const change = useMemberChange(book);
  return (
    <li
      data-testid="member"
      data-principal={principal}
      data-role={role}
      className="grid items-center gap-x-4 gap-y-2 border-b border-line px-4 py-2 md:grid-cols-[minmax(0,1fr)_auto_auto]"
    >
      <span className="min-w-0 font-medium [overflow-wrap:anywhere]">{principal}</span>
      <span className="flex flex-wrap items-center gap-2">
        <RoleChoice label={t`Role of ${principal}`} ref={select} value={chosen ?? role} onChange={choose} />
        {chosen === null || chosen === role ? null : (
          <>
            <button
              type="button"
              className="button button-strong"
              onClick={() => {
                select.current?.focus();
                change.mutate({ principal, role: chosen }, { onSuccess: () => choose(null) });
              }}
            >
              <Trans>Save</Trans>
            </button>
            <button
              type="button"
              className="button"
              onClick={() => {
                select.current?.focus();
                choose(null);
              }}
            >
              <Trans>Leave it</Trans>
            </button>
          </>
        )}
      </span>
      <ConfirmedButton
        question={<Trans>Take away what {principal} may do here?</Trans>}
        doIt={<Trans>Remove</Trans>}
        onConfirmed={() => change.mutate({ principal, role: null })}
      >
        <Trans>Remove</Trans> <span className="sr-only">{principal}</span>
      </ConfirmedButton>
      {change.error ? (
        <div className="col-span-full">
          <Refusal error={change.error} forbidden={<Trans>Only an operator of the book may do this.</Trans>} />
        </div>
      ) : null}
    </li>
  );
}
