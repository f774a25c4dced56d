import { Plural, Trans } from '@lingui/react/macro';
import { Icon } from '../design/icon.tsx';
import { AmountText } from '../numbers/amount-text.tsx';
import type { SumCheck } from './explanation.ts';

/** The sum of the postings, added up in the browser, against the number on screen. */
export function SumCheckLine({
  check: { agrees, count, sum },
  unit,
}: {
  readonly check: SumCheck;
  readonly unit: string;
}) {
  return (
    <p
      data-testid="explain-check"
      data-agrees={agrees}
      className={`flex items-baseline gap-2 rounded-md px-3 py-2 font-medium ${agrees ? 'bg-wash text-accent' : 'bg-bad-wash text-bad'}`}
    >
      <span aria-hidden>{agrees ? '✓' : <Icon name="cross" />}</span>
      <span className="min-w-0">
        <Plural value={count} one="sum of # posting" other="sum of # postings" />
        {agrees ? ' = ' : ' ≠ '}
        <AmountText amount={sum} unit={unit} stacked showUnit />
      </span>
      {agrees ? null : <Trans>The postings do not add up to the number shown.</Trans>}
    </p>
  );
}
