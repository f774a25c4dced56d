import { Trans } from '@lingui/react/macro';
import { DEAL_EVENTS } from '@offtake/deals/events';
import { useEffect } from 'react';
import { AmountText } from '../numbers/amount-text.tsx';
import { isQuantity, QuantityText } from '../numbers/quantity-text.tsx';
import { dataSpecOf } from './event-forms.ts';
import type { SpecFieldProps } from './field-spec.ts';
import { type FormState, useFormState } from './form-context.tsx';
import { filledIn, type Values } from './form-values.ts';
import { placeOfEvent, type Total, totalAtPlace } from './total-at-place.ts';
import { ViolationNotes } from './violation-notes.tsx';

/** The total that a replacement replaces: read from the book, so that a stale form is refused and not obeyed. */
export function PreviousField(field: SpecFieldProps) {
  // The other version of a dispute is compared with nothing: what it replaced stays as it was said.
  return field.pointer.startsWith('/data/alternative/') ? <SaidPrevious {...field} /> : <PresentPrevious {...field} />;
}

function SaidPrevious({ pointer }: SpecFieldProps) {
  const { read } = useFormState();
  const previous = read(pointer);
  return (
    <div className="col-span-full min-w-0">
      <p className="eyebrow mb-1">
        <Trans>Replaced a total of</Trans>
      </p>
      <p className="font-medium">
        {isQuantity(previous) ? (
          <QuantityText quantity={previous} />
        ) : (
          <TotalText total={(previous ?? null) as Total | null} />
        )}
      </p>
      <ViolationNotes pointer={pointer} />
    </div>
  );
}

function PresentPrevious({ pointer }: SpecFieldProps) {
  const form = useFormState();
  const { read, write } = form;
  const total = previousOf(form, pointer);
  const seen = JSON.stringify(read(pointer) ?? null);
  const now = JSON.stringify(total);
  useEffect(() => {
    if (seen !== now) write(pointer, total);
  });
  return (
    <div className="col-span-full min-w-0">
      <p className="eyebrow mb-1">
        <Trans>Replaces the total at that date of</Trans>
      </p>
      <p className="font-medium">{total ? <TotalText total={total} /> : <Trans>choose a leg of the deal</Trans>}</p>
      <ViolationNotes pointer={pointer} />
    </div>
  );
}

function TotalText({ total }: { readonly total: Total | null }) {
  if (total === null) return <Trans>none</Trans>;
  const { unit, ...amount } = total;
  return <AmountText amount={amount} unit={unit} showUnit />;
}

/** @param pointer of `previous` in one of the changes of an amendment, or of a correction of one */
function previousOf({ read, type, suggestions }: FormState, pointer: string): Total | null {
  const [changes = '', index = '0'] = pointer.split(/\/(\d+)\/previous$/);
  const earlier = whole(((read(changes) ?? []) as readonly Values[]).slice(0, Number(index)));
  const { leg } = (read(`${changes}/${index}`) ?? {}) as Values;
  const [announcedOn, effectiveOn, data] = ['/announcedOn', '/effectiveOn', '/data'].map(read);
  if (type !== 'EventCorrected') {
    const place = { effectiveOn: String(effectiveOn || announcedOn), version: Number.POSITIVE_INFINITY };
    return totalAtPlace(suggestions.events, { place, leg: String(leg), earlier });
  }
  const { event: instead, effectiveOn: moved } = (data ?? {}) as { readonly event?: string; effectiveOn?: string };
  const recorded = instead === undefined ? null : placeOfEvent(suggestions.events, instead);
  if (!recorded || instead === undefined) return null;
  const place = { ...recorded, effectiveOn: moved || recorded.effectiveOn };
  return totalAtPlace(suggestions.events, { place, instead, leg: String(leg), earlier });
}

/** The changes as they would be sent; none of them while one is not filled in. */
function whole(changes: readonly Values[]): readonly unknown[] {
  const spec = dataSpecOf('DealAmended');
  const filled = spec ? filledIn(spec, { changes }) : {};
  const { data } = DEAL_EVENTS.DealAmended.safeParse(filled);
  return data?.changes ?? [];
}
