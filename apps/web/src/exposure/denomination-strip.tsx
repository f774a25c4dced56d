import { useLingui } from '@lingui/react/macro';
import type { ExposureRow } from '../api/shapes.ts';
import { useSetUrl } from '../app/place.ts';
import { AccountBar } from '../numbers/account-mark.tsx';
import { AmountText } from '../numbers/amount-text.tsx';
import { sumRows } from '../numbers/sum-rows.ts';
import { useWords } from '../words/use-words.ts';
import { KIND_WORDS } from '../words/vocabulary.ts';
import { byAccount, type Denomination } from './matrix.ts';

interface StripProps {
  readonly groups: readonly (Denomination & { readonly rows: readonly ExposureRow[] })[];
  readonly chosen: Denomination | null;
}

/** Every kind and unit in the book, each with its own headline: units are never added to each other. */
export function DenominationStrip({ groups, chosen }: StripProps) {
  const { t } = useLingui();
  const { word } = useWords();
  const setUrl = useSetUrl();
  return (
    <nav
      aria-label={t`Kinds and units`}
      className="-mx-4 flex snap-x gap-2 overflow-x-auto px-4 py-px md:-mx-6 md:px-6 lg:mx-0 lg:grid lg:grid-cols-[repeat(auto-fit,minmax(9.5rem,1fr))] lg:overflow-visible lg:p-0"
    >
      {groups.map(({ kind, unit, rows }) => {
        const current = chosen?.kind === kind && chosen?.unit === unit;
        const held = rows.filter((row) => row.account !== 'lapsed');
        return (
          <button
            key={`${kind}/${unit}`}
            type="button"
            data-testid="denomination"
            data-kind={kind}
            data-unit={unit}
            aria-pressed={current}
            onClick={() => void setUrl({ kind, unit, sel: undefined })}
            className="panel grid w-40 flex-none snap-center content-start gap-1 lg:w-auto px-3 py-2.5 text-left hover:border-rule aria-pressed:border-accent aria-pressed:shadow-[inset_0_0_0_1px_var(--accent)]"
          >
            <span className="flex items-baseline justify-between gap-2">
              <span className="truncate font-medium">{word(KIND_WORDS, kind)}</span>
              <span className="text-label text-faint">{unit}</span>
            </span>
            <span className="text-section font-semibold tracking-tight [&_span]:tracking-normal">
              <Headline rows={held} unit={unit} />
            </span>
            <AccountBar rows={byAccount(held)} />
          </button>
        );
      })}
    </nav>
  );
}

function Headline({ rows, unit }: { readonly rows: readonly ExposureRow[]; readonly unit: string }) {
  const sum = sumRows(rows);
  // The strip says the headline alone; the bounds stand in the table.
  const amount = sum.stated === '0' ? sum : { ...sum, low: sum.stated, high: sum.stated };
  return (
    <span className="[&_.font-normal]:text-label">
      <AmountText amount={amount} unit={unit} stacked />
    </span>
  );
}
