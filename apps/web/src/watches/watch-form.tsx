import { Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, useId, useState } from 'react';
import type { Problem } from '../api/request.ts';
import type { WatchTerms } from '../api/watches.ts';
import { ACCOUNTS_BY_CERTAINTY } from '../words/accounts.ts';
import { SIDE_TITLES } from '../words/read-model-words.ts';
import { useWords } from '../words/use-words.ts';
import { ACCOUNT_WORDS, KIND_WORDS } from '../words/vocabulary.ts';
import { IS_WORDS, MEASURE_MEANINGS, MEASURE_WORDS } from '../words/watch-words.ts';
import { FieldNotes, Labelled } from './form-field.tsx';
import {
  type Fields,
  missingIn,
  needsSide,
  OF_DEALS,
  OF_PARTIES,
  termsOf,
  withMeasure,
  withSubject,
} from './form-fields.ts';
import { ThresholdField } from './threshold-field.tsx';
import type { Choices } from './use-choices.ts';

interface WatchFormProps {
  readonly fields: Fields;
  readonly onChange: (fields: Fields) => void;
  readonly choices: Choices;
  readonly problem: Problem | null;
  readonly busy: boolean;
  readonly isNew: boolean;
  readonly onSubmit: (terms: WatchTerms) => void;
  readonly onCancel: () => void;
}

/** What is watched, of whom, and the threshold; what was refused stands at its field. */
export function WatchForm({ fields, onChange, choices, problem, busy, isNew, onSubmit, onCancel }: WatchFormProps) {
  const { t } = useLingui();
  const { word } = useWords();
  const id = useId();
  const [tried, setTried] = useState(false);
  const missing = tried ? missingIn(fields) : [];
  const { subject, measure, side, denomination, accounts, is, name } = fields;
  const isOfDeal = subject.startsWith('deal/');
  const set = (change: Partial<Fields>) => onChange({ ...fields, ...change });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    const [first] = missingIn(fields);
    if (first) event.currentTarget.querySelector<HTMLElement>(`[data-path="${first}"]`)?.focus();
    else onSubmit(termsOf(fields));
  };
  const at = { id, missing, violations: problem?.violations ?? [] };
  return (
    <form data-testid="watch-form" className="grid gap-4 px-4 pt-2 pb-4" onSubmit={submit} noValidate>
      <Labelled {...at} path="/party" also="/deal" label={<Trans>Watch</Trans>}>
        {(given) => (
          <select {...given} value={subject} onChange={(event) => onChange(withSubject(fields, event.target.value))}>
            <option value="">{t`choose`}</option>
            <optgroup label={t`Parties`}>
              {choices.parties.map((each) => (
                <option key={each.value} value={each.value}>
                  {each.label}
                </option>
              ))}
            </optgroup>
            <optgroup label={t`Deals`}>
              {choices.deals.map((each) => (
                <option key={each.value} value={each.value}>
                  {each.label}
                </option>
              ))}
            </optgroup>
          </select>
        )}
      </Labelled>
      <Labelled {...at} path="/measure" label={<Trans>What of it</Trans>} hint={word(MEASURE_MEANINGS, measure)}>
        {(given) => (
          <select
            {...given}
            value={measure}
            onChange={(event) => onChange(withMeasure(fields, event.target.value as Fields['measure']))}
          >
            {(isOfDeal ? OF_DEALS : OF_PARTIES).map((each) => (
              <option key={each} value={each}>
                {word(MEASURE_WORDS, each)}
              </option>
            ))}
          </select>
        )}
      </Labelled>
      {isOfDeal || measure === 'coverage' ? null : (
        <Labelled {...at} path="/side" label={<Trans>Side</Trans>}>
          {(given) => (
            <select {...given} value={side} onChange={(event) => set({ side: event.target.value as Fields['side'] })}>
              {needsSide(measure) ? null : <option value="">{t`either side`}</option>}
              {(['obligor', 'obligee'] as const).map((each) => (
                <option key={each} value={each}>
                  {word(SIDE_TITLES, each)}
                </option>
              ))}
            </select>
          )}
        </Labelled>
      )}
      {measure === 'overdue-legs' ? null : (
        <Labelled {...at} path="/unit" also="/kind" label={<Trans>Kind and unit</Trans>}>
          {(given) => (
            <select {...given} value={denomination} onChange={(event) => set({ denomination: event.target.value })}>
              <option value="">{t`choose`}</option>
              {choices.denominations(measure, denomination).map(({ kind, unit }) => (
                <option key={`${kind} ${unit}`} value={`${kind} ${unit}`}>
                  {word(KIND_WORDS, kind)} · {unit}
                </option>
              ))}
            </select>
          )}
        </Labelled>
      )}
      {measure === 'exposure' ? (
        <fieldset className="min-w-0">
          <legend className="eyebrow mb-1">
            <Trans>Accounts</Trans>
          </legend>
          <div className="flex flex-wrap gap-x-4 gap-y-1">
            {ACCOUNTS_BY_CERTAINTY.map((account, i) => (
              <label key={account} className="inline-flex items-center gap-2 py-1">
                <input
                  type="checkbox"
                  name={`account-${account}`}
                  data-path={i === 0 ? '/accounts' : undefined}
                  className="size-4 accent-accent"
                  checked={accounts.includes(account)}
                  onChange={(event) =>
                    set({
                      accounts: ACCOUNTS_BY_CERTAINTY.filter((each) =>
                        each === account ? event.target.checked : accounts.includes(each),
                      ),
                    })
                  }
                />
                {word(ACCOUNT_WORDS, account)}
              </label>
            ))}
          </div>
          <FieldNotes {...at} path="/accounts" />
        </fieldset>
      ) : null}
      <div className="grid grid-cols-[8rem_minmax(0,1fr)] items-start gap-3">
        <Labelled {...at} path="/is" label={<Trans>Tell me</Trans>}>
          {(given) => (
            <select {...given} value={is} onChange={(event) => set({ is: event.target.value as Fields['is'] })}>
              {(['above', 'below'] as const).map((each) => (
                <option key={each} value={each}>
                  {word(IS_WORDS, each)}
                </option>
              ))}
            </select>
          )}
        </Labelled>
        <ThresholdField {...at} fields={fields} onChange={(threshold) => set({ threshold })} />
      </div>
      <Labelled {...at} path="/name" label={<Trans>Name, if you like</Trans>}>
        {(given) => (
          <input
            {...given}
            autoComplete="off"
            maxLength={120}
            value={name}
            onChange={(event) => set({ name: event.target.value })}
          />
        )}
      </Labelled>
      {problem && problem.violations.every(({ path }) => path === '') ? (
        <p role="alert" className="font-medium text-bad">
          {problem.message}
        </p>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <button type="submit" className="button button-strong" disabled={busy}>
          {isNew ? <Trans>Watch this</Trans> : <Trans>Save the watch</Trans>}
        </button>
        <button type="button" className="button" onClick={onCancel}>
          <Trans>Cancel</Trans>
        </button>
      </div>
    </form>
  );
}
