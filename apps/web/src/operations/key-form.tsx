import { Trans, useLingui } from '@lingui/react/macro';
import { type ReactNode, useId } from 'react';
import type { NewKey } from '../api/access.ts';
import { Problem } from '../api/request.ts';
import { useCurrentBook } from '../app/current-book.tsx';
import { may, useSession } from '../app/may.ts';
import { endOf, SPANS, type Span } from './key-terms.ts';
import { Refusal } from './refusal.tsx';

interface KeyFormProps {
  readonly make: {
    readonly mutate: (key: NewKey) => void;
    readonly isPending: boolean;
    readonly error: Error | null;
  };
}

/** Asks for a new key. Where it is good is offered as far as whoever asks may give that. */
export function KeyForm({ make }: KeyFormProps) {
  const { t } = useLingui();
  const why = useId();
  const { book, name } = useCurrentBook();
  const session = useSession();
  if (!session || !may(session, book, 'operate')) return <OtherBook />;
  const refused = refusedAt(make.error);
  const refusal = (
    <Refusal id={why} error={make.error} forbidden={<Trans>Only an operator of the book may do this.</Trans>} />
  );
  const wrong = (at: Place) => ({
    'aria-invalid': refused === at,
    ...(refused === at ? { 'aria-describedby': why } : {}),
  });
  const spans: Readonly<Record<Span, string>> = {
    30: t`30 days`,
    90: t`90 days`,
    365: t`a year`,
    never: t`until revoked`,
  };
  return (
    <form
      data-testid="key-form"
      className="grid gap-3 px-4 py-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!make.isPending) make.mutate(askedIn(new FormData(event.currentTarget), book));
      }}
    >
      <div className="grid items-start gap-3 sm:grid-cols-2">
        <Named name={t`For whom`} refusal={refused === 'principal' ? refusal : null}>
          <input
            name="principal"
            className="field"
            required
            autoComplete="off"
            spellCheck={false}
            {...wrong('principal')}
          />
        </Named>
        <Named name={t`What for (if you like)`}>
          <input name="name" className="field" maxLength={200} autoComplete="off" />
        </Named>
        <Named name={t`Where it is good`}>
          <select name="scope" className="field">
            <option value="book">{t`only in ${name}`}</option>
            {session.platformOperator ? (
              <>
                <option value="member">{t`in every book that they are a member of`}</option>
                <option value="platform">{t`everywhere, as the platform operator`}</option>
              </>
            ) : null}
          </select>
        </Named>
        <Named name={t`For how long`} refusal={refused === 'span' ? refusal : null}>
          <select name="span" className="field" defaultValue="90" {...wrong('span')}>
            {SPANS.map((span) => (
              <option key={span} value={span}>
                {spans[span]}
              </option>
            ))}
          </select>
        </Named>
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <button type="submit" className="button" aria-disabled={make.isPending}>
          <Trans>Make a key</Trans>
        </button>
        {refused === 'form' ? refusal : null}
      </div>
    </form>
  );
}

interface NamedProps {
  readonly name: string;
  readonly refusal?: ReactNode;
  readonly children: ReactNode;
}

function Named({ name, refusal, children }: NamedProps) {
  return (
    <div className="grid min-w-0 gap-1">
      {/* biome-ignore lint/a11y/noLabelWithoutControl: the control is among the children */}
      <label>
        <span className="eyebrow mb-1 block">{name}</span>
        {children}
      </label>
      {refusal}
    </div>
  );
}

function OtherBook() {
  return (
    <p className="px-4 py-4 text-soft">
      <Trans>To make a key, choose a book that you operate.</Trans>
    </p>
  );
}

type Place = 'principal' | 'span' | 'form';
const PLACES: Readonly<Record<string, Place>> = { '/principal': 'principal', '/expiresAt': 'span' };

/** Where a refusal is shown. */
function refusedAt(error: Error | null): Place | null {
  if (!error) return null;
  const path = error instanceof Problem ? error.violations[0]?.path : undefined;
  return PLACES[path ?? ''] ?? 'form';
}

function askedIn(form: FormData, book: string): NewKey {
  const text = (field: string) => String(form.get(field) ?? '').trim();
  const expiresAt = endOf(text('span') as Span, Date.now());
  const scope = text('scope');
  return {
    principal: text('principal'),
    ...(text('name') ? { name: text('name') } : {}),
    ...(scope === 'book' ? { book } : {}),
    ...(scope === 'platform' ? { platformOperator: true } : {}),
    ...(expiresAt ? { expiresAt } : {}),
  };
}
