import { Trans } from '@lingui/react/macro';
import type { FieldChange } from '../api/shapes.ts';
import { AmountText } from '../numbers/amount-text.tsx';
import type { AmountRow } from '../numbers/format-amount.ts';
import { isQuantity, QuantityText } from '../numbers/quantity-text.tsx';
import { usePartyName } from '../time/book-history.tsx';
import { isDate } from '../time/timeline.ts';
import { CHOICE_WORDS, FIELD_WORDS, STATE_FIELD_WORDS } from '../words/field-words.ts';
import { useWords } from '../words/use-words.ts';
import { ACCOUNT_WORDS, KIND_WORDS, STATE_WORDS } from '../words/vocabulary.ts';

/** What an event changed in the term sheet, field by field: old, new. */
export function FieldChanges({ changes }: { readonly changes: readonly FieldChange[] }) {
  const wordsOf = usePathWords();
  if (changes.length === 0) return null;
  return (
    <dl data-testid="field-changes" className="grid gap-1">
      {changes.map((change) => (
        <div key={change.path} className="grid gap-x-3 sm:grid-cols-[minmax(0,14rem)_minmax(0,1fr)]">
          <dt className="truncate text-faint" title={change.path}>
            {wordsOf(change.path)}
          </dt>
          <dd className="min-w-0 [overflow-wrap:anywhere]">
            {isAbsent(change.before) ? null : (
              <>
                <del className="text-soft decoration-lapsed">
                  <Value value={change.before} field={fieldOf(change)} />
                </del>
                <span className="text-faint"> → </span>
              </>
            )}
            {isAbsent(change.after) ? <Trans>none</Trans> : <Value value={change.after} field={fieldOf(change)} />}
          </dd>
        </div>
      ))}
    </dl>
  );
}

const isAbsent = (value: unknown): boolean => value === null || value === undefined;

const VALUE_WORDS = { ...CHOICE_WORDS, ...KIND_WORDS, ...ACCOUNT_WORDS, ...STATE_WORDS };
const PATH_WORDS = { ...ACCOUNT_WORDS, ...FIELD_WORDS, ...STATE_FIELD_WORDS };

/** What there are several of, each with a name of its own. */
const OF_MANY: ReadonlySet<string> = new Set(['legs', 'rights', 'metrics', 'targets']);

/** `/legs/price/firm` → "price · firm": names as they stand in the data, fields in the reader's language. */
function usePathWords(): (path: string) => string {
  const { word } = useWords();
  return (path) => {
    const steps = path.split('/').filter(Boolean);
    const named = OF_MANY.has(steps[0] ?? '') ? steps.slice(1) : steps;
    return named.map((step, i) => (i === 0 && named.length > 1 ? step : word(PATH_WORDS, step))).join(' · ');
  };
}

/** The fields that name parties. */
const OF_PARTIES: ReadonlySet<string> = new Set([
  'obligor',
  'obligee',
  'holder',
  'grantor',
  'by',
  'parent',
  'parties',
  'mergedInto',
  'into',
]);
const fieldOf = ({ path }: FieldChange): string => path.slice(path.lastIndexOf('/') + 1);

interface ValueProps {
  readonly value: unknown;
  /** The name of the field that it stands in. */
  readonly field?: string;
}

/** Whether a value is an amount as the API prints it. */
function isAmount(value: unknown): value is AmountRow & { readonly unit?: string } {
  return typeof value === 'object' && value !== null && 'stated' in value && 'unstated' in value;
}

/** A value of an event's data or a term sheet, in the reader's words. */
export function Value({ value, field = '' }: ValueProps) {
  const { day, word } = useWords();
  const nameOf = usePartyName();
  if (typeof value === 'string' && isDate(value)) return <>{day(value)}</>;
  if (typeof value === 'string' && OF_PARTIES.has(field)) return <>{nameOf(value)}</>;
  if (typeof value === 'string') return <>{word(VALUE_WORDS, value)}</>;
  if (typeof value === 'boolean') return value ? <Trans>yes</Trans> : <Trans>no</Trans>;
  if (isAmount(value)) return <AmountText amount={value} unit={value.unit ?? ''} showUnit />;
  if (isQuantity(value)) return <QuantityText quantity={value} />;
  if (typeof value === 'number') return <>{String(value)}</>;
  if (Array.isArray(value)) {
    return (
      <>
        {value.map((each, i) => (
          <span key={i}>
            {i > 0 ? '; ' : ''}
            <Value value={each} field={field} />
          </span>
        ))}
      </>
    );
  }
  const fields = Object.entries((value ?? {}) as Record<string, unknown>).filter(([, each]) => !isAbsent(each));
  return (
    <>
      {fields.map(([key, each], i) => (
        <span key={key}>
          {i > 0 ? ', ' : ''}
          <span className="text-faint">{word(PATH_WORDS, key).toLocaleLowerCase()}</span>{' '}
          <Value value={each} field={key} />
        </span>
      ))}
    </>
  );
}
