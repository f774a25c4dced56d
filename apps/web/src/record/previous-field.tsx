import { Trans } from '@lingui/react/macro';
import { useEffect } from 'react';
import { AmountText } from '../numbers/amount-text.tsx';
import type { SpecFieldProps } from './field-spec.ts';
import { useFormState } from './form-context.tsx';
import type { Values } from './form-values.ts';
import { ViolationNotes } from './violation-notes.tsx';

/** The total that a replacement replaces: read from the deal, so that a stale form is refused and not obeyed. */
export function PreviousField({ pointer }: SpecFieldProps) {
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
