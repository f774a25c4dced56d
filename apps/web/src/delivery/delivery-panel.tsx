import { Plural, Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { type Delivery, type DeliveryRow, deliveryRead } from '../api/delivery.ts';
import { useCurrentBook } from '../app/current-book.tsx';
import { Panel } from '../design/panel.tsx';
import { Section } from '../design/section.tsx';
import { useCoordinates } from '../time/coordinates.ts';
import { useWords } from '../words/use-words.ts';
import { deliverySheet } from './delivery-sheet.ts';
import { DeliveryTotals } from './delivery-totals.tsx';
import { LegDelivery } from './leg-delivery.tsx';
import { byUrgency } from './urgency.ts';

interface DeliveryPanelProps {
  readonly of: { readonly party: string } | { readonly deal: string };
}

/** What was paid and delivered against what the schedules say until today. */
export function DeliveryPanel({ of }: DeliveryPanelProps) {
  const { book } = useCurrentBook();
  const reading = useQuery(deliveryRead(book, useCoordinates(), of));
  return (
    <Section
      testId="delivery"
      title={<Trans>Performed against schedule</Trans>}
      note={reading.data ? <ToDate delivery={reading.data} /> : null}
      sheet={reading.data && (() => deliverySheet(reading.data.rows))}
    >
      <Panel
        reading={reading}
        isEmpty={({ rows }) => rows.length === 0}
        empty={
          <Trans>
            Nothing is firm or performed. A firm leg brings its schedule here, and each performance is held against it.
          </Trans>
        }
      >
        {(delivery) => (
          <>
            {'party' in of ? <DeliveryTotals totals={delivery.totals} /> : null}
            <Legs rows={delivery.rows} today={delivery.today} ofDeal={'deal' in of} />
          </>
        )}
      </Panel>
    </Section>
  );
}

function ToDate({ delivery: { today } }: { readonly delivery: Delivery }) {
  const { day } = useWords();
  return <Trans>Scheduled until {day(today)}, and what is overdue then.</Trans>;
}

interface LegsProps {
  readonly rows: readonly DeliveryRow[];
  readonly today: string;
  readonly ofDeal: boolean;
}

function Legs({ rows, today, ofDeal }: LegsProps) {
  const sorted = [...rows].sort(byUrgency);
  const dated = sorted.filter(({ steps }) => steps.length > 0);
  const undated = sorted.filter(({ steps }) => steps.length === 0);
  return (
    <>
      <ul className="divide-y divide-line">
        {dated.map((row) => (
          <LegDelivery key={`${row.deal}/${row.leg}`} row={row} today={today} ofDeal={ofDeal} />
        ))}
      </ul>
      {undated.length > 0 ? (
        <details className="border-t border-line px-4 py-3" open={dated.length === 0}>
          <summary className="text-soft">
            <Plural value={undated.length} one="# leg without any date" other="# legs without any date" />
          </summary>
          <ul className="-mx-4 divide-y divide-line">
            {undated.map((row) => (
              <LegDelivery key={`${row.deal}/${row.leg}`} row={row} today={today} ofDeal={ofDeal} />
            ))}
          </ul>
        </details>
      ) : null}
    </>
  );
}
