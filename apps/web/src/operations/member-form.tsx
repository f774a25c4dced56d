import { Trans, useLingui } from '@lingui/react/macro';
import { useId, useState } from 'react';
import type { Role } from '../api/shapes.ts';
import { Refusal } from './refusal.tsx';
import { RoleChoice } from './role-choice.tsx';
import { useMemberChange } from './use-member-change.ts';

/** Makes somebody a member; one who is already gets the role in place of theirs. */
export function MemberForm({ book }: { readonly book: string }) {
  const { t } = useLingui();
  const id = useId();
  const [principal, setPrincipal] = useState('');
  const [role, setRole] = useState<Role>('reader');
  const change = useMemberChange(book);
  return (
    <form
      data-testid="member-form"
      className="grid max-w-2xl gap-2 px-4 py-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!change.isPending)
          change.mutate(
            { principal: principal.trim(), role },
            { onSuccess: () => setPrincipal((now) => (now === principal ? '' : now)) },
          );
      }}
    >
      <div className="flex flex-wrap items-end gap-2">
        <label className="min-w-40 flex-1">
          <span className="eyebrow mb-1 block">
            <Trans>Name of a new member</Trans>
          </span>
          <input
            className="field"
            required
            autoComplete="off"
            spellCheck={false}
            value={principal}
            aria-invalid={change.error !== null}
            aria-describedby={`${id}why`}
            onChange={(event) => setPrincipal(event.target.value)}
          />
        </label>
        <RoleChoice label={t`Role of the new member`} value={role} onChange={setRole} />
        <button type="submit" className="button min-h-9" aria-disabled={change.isPending}>
          <Trans>Add</Trans>
        </button>
      </div>
      <Refusal
        id={`${id}why`}
        error={change.error}
        forbidden={<Trans>Only an operator of the book may do this.</Trans>}
      />
    </form>
  );
}
