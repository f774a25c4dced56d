import { Trans } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { keysRead, type ListedKey, revokeKey } from '../api/access.ts';
import { useBook } from '../app/place.ts';
import { useWords } from '../words/use-words.ts';
import { ConfirmedButton } from './confirmed-button.tsx';
import type { KeyState } from './key-terms.ts';
import { Refusal } from './refusal.tsx';

/** Whom a key speaks for, where it is good and until when; its secret is known to nobody but its holder. */
export function KeyRow({ of, state }: { readonly of: ListedKey; readonly state: KeyState }) {
  const queries = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => revokeKey(of.id),
    onSuccess: () => queries.invalidateQueries({ queryKey: keysRead.queryKey }),
  });
  return (
    <li
      data-testid="key"
      data-id={of.id}
      data-state={state}
      className="grid gap-x-6 gap-y-1 border-b border-line px-4 py-2.5 last:border-b-0 md:grid-cols-[minmax(11rem,1fr)_minmax(0,2fr)_auto] md:items-start"
    >
      <p className="min-w-0 [overflow-wrap:anywhere]">
        <span className="font-medium">{of.principal}</span>
        {of.name ? <span className="block text-soft">{of.name}</span> : null}
        <code className="block text-label text-faint">{of.id}</code>
      </p>
      <div className="min-w-0 text-soft">
        <Where of={of} />
        <Times of={of} state={state} />
      </div>
      {state === 'good' ? (
        <ConfirmedButton
          question={<Trans>Whoever uses it is refused from then on, for good.</Trans>}
          doIt={<Trans>Revoke it</Trans>}
          onConfirmed={() => revoke.mutate()}
        >
          <Trans>Revoke</Trans> <span className="sr-only">{`${of.principal} ${of.name ?? ''} ${of.id}`}</span>
        </ConfirmedButton>
      ) : null}
      {revoke.error ? (
        <div className="col-span-full">
          <Refusal error={revoke.error} forbidden={<Trans>Only an operator of the book may do this.</Trans>} />
        </div>
      ) : null}
    </li>
  );
}

function Where({ of: { platformOperator, book } }: { readonly of: ListedKey }) {
  const { books } = useBook();
  if (platformOperator)
    return (
      <p>
        <Trans>everywhere, as the platform operator</Trans>
      </p>
    );
  if (book === null)
    return (
      <p>
        <Trans>in every book that they are a member of</Trans>
      </p>
    );
  const name = books.find((each) => each.book === book)?.name ?? book;
  return (
    <p>
      <Trans>only in {name}</Trans>
    </p>
  );
}

function Times({ of, state }: { readonly of: ListedKey; readonly state: KeyState }) {
  const { day, moment } = useWords();
  const { createdAt, createdBy, lastUsedAt, expiresAt, revokedAt } = of;
  return (
    <ul className="flex flex-wrap gap-x-4">
      <li>
        {createdBy ? (
          <Trans>
            made {day(createdAt)} by {createdBy}
          </Trans>
        ) : (
          <Trans>made {day(createdAt)} by a start</Trans>
        )}
      </li>
      <li>{lastUsedAt ? <Trans>last used {moment(lastUsedAt)}</Trans> : <Trans>never used</Trans>}</li>
      <li className={state === 'good' ? '' : 'font-medium text-warn'}>
        {state === 'revoked' ? <Trans>revoked {day(revokedAt)}</Trans> : null}
        {state === 'expired' ? <Trans>ended {day(expiresAt)}</Trans> : null}
        {state === 'good' && expiresAt ? <Trans>good until {day(expiresAt)}</Trans> : null}
        {state === 'good' && !expiresAt ? <Trans>good until it is revoked</Trans> : null}
      </li>
    </ul>
  );
}
