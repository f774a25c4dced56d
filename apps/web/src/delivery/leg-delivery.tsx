import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { DeliveryRow } from '../api/delivery.ts';
import { keepPlace } from '../app/place.ts';
import { Explained } from '../explain/explained-amount.tsx';
import type { Selection } from '../explain/selection.ts';
import { DecimalText } from '../numbers/decimal-text.tsx';
import { DisputedMark } from '../numbers/disputed-mark.tsx';
import { percent } from '../numbers/format-ratio.ts';
import { PartyLink } from '../parties/party-link.tsx';
import { useBookHistory } from '../time/book-history.tsx';
import { useWords } from '../words/use-words.ts';
import { KIND_WORDS } from '../words/vocabulary.ts';
import { PerformancePicture } from './performance-picture.tsx';
import { StepsTable } from './steps-table.tsx';

interface LegDeliveryProps {
  readonly row: DeliveryRow;
  readonly today: string;
  /** Whether the deal is what the page is about, and needs no name. */
  readonly ofDeal: boolean;
}

/** One leg: its steps over time, its figures, and the steps as a table. */
export function LegDelivery({ row, today, ofDeal }: LegDeliveryProps) {
  const { word } = useWords();
  const { titleOf } = useBookHistory();
  const { deal, leg, kind, unit, obligor, obligee, steps } = row;
  return (
    <li
      data-testid="leg-delivery"
      data-deal={deal}
      data-leg={leg}
      className="grid gap-x-6 gap-y-3 px-4 py-4 md:grid-cols-[minmax(0,1fr)_minmax(14rem,18rem)]"
    >
      <div className="min-w-0">
        <h3 className="flex flex-wrap items-baseline gap-x-3">
          {ofDeal ? (
            <span className="text-body font-medium">{leg}</span>
          ) : (
            <Link
              to="/deals/$deal"
              params={{ deal }}
              search={keepPlace()}
              className="linklike inline-block text-body font-medium"
            >
              {titleOf(`deal/${deal}`)}
            </Link>
          )}
          <span className="text-soft">
            {word(KIND_WORDS, kind)} {unit}
            {ofDeal ? null : ` · ${leg}`}
            <DisputedMark disputed={row.disputed} />
          </span>
        </h3>
        <p className="mt-1.5 text-soft">
          <PartyLink party={obligor} /> <span className="text-faint">→</span> <PartyLink party={obligee} />
        </p>
        <PerformancePicture row={row} today={today} />
        {steps.length > 0 ? <StepsTable steps={steps} unit={unit} /> : null}
      </div>
      <Figures row={row} />
    </li>
  );
}

function Figures({ row }: { readonly row: DeliveryRow }) {
  const { i18n } = useLingui();
  const { deal, leg, kind, unit, performed, scheduled, ratio, overdue, daysOverdue, unstated } = row;
  const where: Selection = { kind, unit, deal, leg };
  return (
    <dl className="grid content-start gap-1">
      <Figure name={<Trans>Performed</Trans>}>
        {performed === '0' ? (
          <span className="text-soft">
            <Trans>nothing</Trans>
          </span>
        ) : (
          <Explained selection={{ ...where, account: 'performed' }}>
            <DecimalText value={performed} unit={unit} />
          </Explained>
        )}
      </Figure>
      <Figure name={<Trans>Scheduled until today</Trans>}>
        {scheduled === null ? (
          <span className="text-soft">
            <Trans>no date</Trans>
          </span>
        ) : (
          <DecimalText value={scheduled} unit={unit} />
        )}
      </Figure>
      <Figure name={<Trans>Ratio</Trans>}>
        {ratio === null ? <span className="text-soft">–</span> : percent(i18n.locale, ratio)}
      </Figure>
      {overdue === '0' && daysOverdue === 0 ? null : (
        <Figure name={<Trans>Overdue</Trans>}>
          <span data-testid="overdue" className="text-bad">
            {overdue === '0' ? (
              <Trans>an unknown part</Trans>
            ) : (
              <Explained selection={{ ...where, account: 'firm' }}>
                <DecimalText value={overdue} unit={unit} />
              </Explained>
            )}
            <span className="block text-label">
              <Plural value={daysOverdue} one="by # day" other="by # days" />
            </span>
          </span>
        </Figure>
      )}
      {unstated > 0 ? (
        <Figure name={<Trans>Firm without a figure</Trans>}>
          <span className="text-soft">
            <Trans>undisclosed</Trans>
            {unstated > 1 ? ` × ${unstated}` : null}
          </span>
        </Figure>
      ) : null}
    </dl>
  );
}

function Figure({ name, children }: { readonly name: React.ReactNode; readonly children: React.ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-4 border-b border-line pb-1">
      <dt className="text-soft">{name}</dt>
      <dd className="text-right font-medium">{children}</dd>
    </div>
  );
}
