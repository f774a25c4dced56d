import { Trans } from '@lingui/react/macro';
import type { FieldChange } from '../api/shapes.ts';
import { isQuantity, QuantityText } from '../numbers/quantity-text.tsx';

/** What an event changed in the term sheet, field by field: old, new. */
export function FieldChanges({ changes }: { readonly changes: readonly FieldChange[] }) {
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
                  <Value value={change.before} />
                </del>
                <span className="text-faint"> → </span>
              </>
            )}
            {isAbsent(change.after) ? <Trans>none</Trans> : <Value value={change.after} />}
          </dd>
        </div>
      ))}
    </dl>
  );
}

const isAbsent = (value: unknown): boolean => value === null || value === undefined;

/** `/legs/price/quantity` → "legs › price › quantity" */
function wordsOf(path: string): string {
  return path.split('/').filter(Boolean).join(' › ');
}

function Value({ value }: { readonly value: unknown }) {
  if (isQuantity(value)) return <QuantityText quantity={value} />;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return <>{String(value)}</>;
  if (Array.isArray(value)) {
    return (
      <>
        {value.map((each, i) => (
          <span key={i}>
            {i > 0 ? '; ' : ''}
            <Value value={each} />
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
          <span className="text-faint">{key}</span> <Value value={each} />
        </span>
      ))}
    </>
  );
}
