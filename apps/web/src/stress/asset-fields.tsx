import { Trans } from '@lingui/react/macro';
import { useId } from 'react';
import type { Violation } from '../api/request.ts';
import type { Stress } from '../api/stress.ts';
import { useSetUrl, useUrl } from '../app/place.ts';
import { useTyped } from '../design/use-typed.ts';
import { wordyNumber } from '../numbers/format-amount.ts';
import { usePartyName } from '../time/book-history.tsx';
import { useWords } from '../words/use-words.ts';
import { isAmountText, parseAssets, printAssets } from './assumptions.ts';

interface AssetFieldsProps {
  readonly unit: string;
  readonly violations: readonly Violation[];
  readonly result: Stress | undefined;
}

/** A field for every party that owes something; those that the computation cannot do without come first, marked. */
export function AssetFields({ unit, violations, result }: AssetFieldsProps) {
  const { assets: text } = useUrl();
  const setUrl = useSetUrl();
  const given = parseAssets(text);
  const asked = new Map(
    violations.filter(({ path }) => path.startsWith('/assets/')).map(({ path, ...rest }) => [path.slice(8), rest]),
  );
  const known = new Map(result?.parties.map(({ party, assets }) => [party, assets]));
  const owing = result?.parties.filter(({ owed }) => owed !== '0').map(({ party }) => party) ?? [];
  const parties = [...new Set([...asked.keys(), ...owing, ...Object.keys(given)])];
  if (parties.length === 0) {
    return (
      <p className="px-4 py-3 text-soft">
        <Trans>Nobody owes anything in this time. Whoever has something firm to pay within it gets a field here.</Trans>
      </p>
    );
  }
  return (
    <ul className="mt-2 grid gap-3 px-4 pb-4 sm:grid-cols-2 xl:grid-cols-1">
      {parties.map((party) => (
        <AssetField
          key={party}
          party={party}
          unit={unit}
          given={given[party] ?? ''}
          known={given[party] === undefined ? (known.get(party) ?? null) : null}
          isAsked={asked.has(party)}
          onCommit={(amount) => void setUrl({ assets: printAssets({ ...given, [party]: amount }) })}
        />
      ))}
    </ul>
  );
}

interface AssetFieldProps {
  readonly party: string;
  readonly unit: string;
  readonly given: string;
  /** What the book knows, where the reader has said nothing else. */
  readonly known: string | null;
  readonly isAsked: boolean;
  readonly onCommit: (amount: string) => void;
}

function AssetField({ party, unit, given, known, isAsked, onCommit }: AssetFieldProps) {
  const id = useId();
  const { locale } = useWords();
  const nameOf = usePartyName();
  const typed = useTyped(given, (text) => {
    const amount = text.replaceAll(/[\s_]/g, '');
    if (amount === '' || isAmountText(amount)) onCommit(amount);
  });
  const figure = typed.value.replaceAll(/[\s_]/g, '');
  const isWrong = figure !== '' && !isAmountText(figure);
  const inWords = figure === '' ? known : isWrong ? null : figure;
  return (
    <li data-testid="asset" data-party={party} data-asked={isAsked}>
      <label htmlFor={id} className="eyebrow mb-1 block">
        {nameOf(party)}
      </label>
      <input
        id={id}
        name={`assets/${party}`}
        inputMode="decimal"
        autoComplete="off"
        aria-invalid={isWrong || isAsked}
        aria-describedby={`${id}-says`}
        placeholder={known ?? ''}
        className="field text-right"
        {...typed}
      />
      <p
        id={`${id}-says`}
        className={`mt-1 text-right ${isWrong || isAsked ? 'font-medium text-bad' : 'text-label text-faint'}`}
      >
        {isWrong ? (
          <Trans>An amount in figures: 20000000000.</Trans>
        ) : isAsked && figure === '' ? (
          <Trans>not known: say what it has</Trans>
        ) : inWords === null ? null : figure === '' ? (
          <Trans>
            from the book: {wordyNumber(locale, inWords)} {unit}
          </Trans>
        ) : (
          `${wordyNumber(locale, inWords)} ${unit}`
        )}
      </p>
    </li>
  );
}
