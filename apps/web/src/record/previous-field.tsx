import { Trans } from '@lingui/react/macro';
import { useEffect } from 'react';
import { AmountText } from '../numbers/amount-text.tsx';
import type { AmountRow } from '../numbers/format-amount.ts';
import { isQuantity, QuantityText } from '../numbers/quantity-text.tsx';
import type { SpecFieldProps } from './field-spec.ts';
import { useFormState } from './form-context.tsx';
import type { Values } from './form-values.ts';
import { ViolationNotes } from './violation-notes.tsx';

/** In other words for an event that is recorded, the total that it replaced stays as it was. */
export function PreviousField(field: SpecFieldProps) {
  const isOfOther = /^\/data\/(data|alternative)\//.test(field.pointer);
  return isOfOther ? <RecordedPrevious {...field} /> : <PresentPrevious {...field} />;
}

function RecordedPrevious({ pointer }: SpecFieldProps) {
  const { read } = useFormState();
  const previous = read(pointer);
  return (
    <div className="col-span-full min-w-0">
      <p className="eyebrow mb-1">
        <Trans>Replaced a total of</Trans>
      </p>
      <p className="font-medium">
        {isQuantity(previous) ? <QuantityText quantity={previous} /> : <Total total={previous} />}
      </p>
      <ViolationNotes pointer={pointer} />
    </div>
  );
}

function Total({ total }: { readonly total: unknown }) {
  if (typeof total !== 'object' || total === null) return <Trans>none</Trans>;
  const { unit = '', ...amount } = total as AmountRow & { readonly unit?: string };
  return <AmountText amount={amount} unit={unit} showUnit />;
}

/** The total that a replacement replaces: read from the deal, so that a stale form is refused and not obeyed. */
function PresentPrevious({ pointer }: SpecFieldProps) {
  const { read, write, suggestions } = useFormState();
  const change = (read(pointer.slice(0, pointer.lastIndexOf('/'))) ?? {}) as Values;
  const leg = suggestions.deal?.legs.find((each) => each.leg === change['leg']);
  const total = leg ? printed(leg.total, leg.unit) : null;
  const seen = JSON.stringify(read(pointer) ?? null);
  const now = JSON.stringify(total);
  useEffect(() => {
    if (seen !== now) write(pointer, total);
  });
  return (
    <div className="col-span-full min-w-0">
      <p className="eyebrow mb-1">
        <Trans>Replaces the present total of</Trans>
      </p>
      <p className="font-medium">
        {leg ? <AmountText amount={leg.total} unit={leg.unit} showUnit /> : <Trans>choose a leg of the deal</Trans>}
      </p>
      <ViolationNotes pointer={pointer} />
    </div>
  );
}

function printed(
  { low, stated, high, unstated }: { low: string; stated: string; high: string | null; unstated: number },
  unit: string,
) {
  return { low, stated, high, unstated, unit };
}
