import { Plural, Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { Due, Leg } from '../api/shapes.ts';
import { QuantityText } from '../numbers/quantity-text.tsx';
import { useWords } from '../words/use-words.ts';

/** What a contract says about a leg besides its quantity; what it does not say is not listed. */
export function LegTerms({ leg }: { readonly leg: Leg }) {
  const { day } = useWords();
  const { product, term, window, exit, schedule, conditions } = leg;
  return (
    <dl className="mt-2 grid gap-1.5">
      {product ? <Term name={<Trans>Product</Trans>}>{product}</Term> : null}
      {term?.from || term?.to ? (
        <Term name={<Trans>Term</Trans>}>
          <Period period={term} />
        </Term>
      ) : null}
      {window?.from || window?.to ? (
        <Term name={<Trans>Window of the option</Trans>}>
          <Period period={window} />
        </Term>
      ) : null}
      {exit ? (
        <Term name={<Trans>Exit</Trans>}>
          <Trans>from {day(exit.earliest)}</Trans>
          {exit.noticeDays ? (
            <>
              , <Plural value={exit.noticeDays} one="# day of notice" other="# days of notice" />
            </>
          ) : null}
        </Term>
      ) : null}
      {schedule?.length ? (
        <Term name={<Trans>Schedule</Trans>}>
          <ul>
            {schedule.map((step, i) => (
              <li key={i}>
                <Period period={step.due} />:{' '}
                {step.quantity ? <QuantityText quantity={step.quantity} /> : <Trans>the rest</Trans>}
              </li>
            ))}
          </ul>
        </Term>
      ) : null}
      {conditions?.length ? (
        <Term name={<Trans>Conditions</Trans>}>
          <ul>
            {conditions.map((condition, i) => (
              <li key={i}>{condition.text}</li>
            ))}
          </ul>
        </Term>
      ) : null}
    </dl>
  );
}

function Term({ name, children }: { readonly name: ReactNode; readonly children: ReactNode }) {
  return (
    <div className="grid grid-cols-[7rem_minmax(0,1fr)] gap-2">
      <dt className="text-faint">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  );
}

export function Period({ period: { from, to } }: { readonly period: Due }) {
  const { day } = useWords();
  if (from && to) return <>{`${day(from)} – ${day(to)}`}</>;
  if (from) return <Trans>from {day(from)}</Trans>;
  return to ? <Trans>until {day(to)}</Trans> : <Trans>open</Trans>;
}
