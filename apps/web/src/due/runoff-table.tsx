import { Trans, useLingui } from '@lingui/react/macro';
import type { RunoffPeriod, RunoffRow } from '../api/runoff.ts';
import { ExplainedAmount } from '../explain/explained-amount.tsx';
import type { Selection } from '../explain/selection.ts';
import { DisputedMark } from '../numbers/disputed-mark.tsx';
import { exactNumber, shortNumber } from '../numbers/format-amount.ts';
import { LATER } from '../time/periods.ts';
import { usePeriodName } from '../time/use-period-name.ts';

interface RunoffTableProps {
  readonly row: RunoffRow;
  readonly where: Selection;
}

/** The columns of the chart, as a table. */
export function RunoffTable({ row, where }: RunoffTableProps) {
  return (
    <details data-testid="runoff-table">
      <summary className="linklike w-fit">
        <Trans>As a table</Trans>
      </summary>
      <table className="mt-2 w-full border-separate border-spacing-0">
        <caption className="sr-only">
          <Trans>What is due, period by period</Trans>
        </caption>
        <thead className="text-label text-faint">
          <tr>
            <th scope="col" className="py-1 text-left font-medium">
              <Trans>Due in</Trans>
            </th>
            <th scope="col" className="py-1 text-right font-medium">
              {row.unit}
            </th>
            <th scope="col" className="py-1 pl-4 text-right font-medium">
              <Trans>of it assumed</Trans>
            </th>
          </tr>
        </thead>
        <tbody>
          {row.periods.map((period) => (
            <PeriodRow key={period.period} period={period} isWall={row.wall?.period === period.period} where={where} />
          ))}
        </tbody>
      </table>
    </details>
  );
}

interface PeriodRowProps {
  readonly period: RunoffPeriod;
  readonly isWall: boolean;
  readonly where: Selection;
}

function PeriodRow({ period, isWall, where }: PeriodRowProps) {
  const { i18n } = useLingui();
  const periodName = usePeriodName();
  const selection = period.period === LATER ? where : { ...where, due: period.period };
  return (
    <tr data-testid="runoff-period" data-period={period.period}>
      <th scope="row" className="border-t border-line py-1.5 text-left align-top font-normal">
        {periodName(period.period)}
        {isWall ? (
          <span className="ml-2 rounded-sm bg-sunken px-1.5 text-label font-medium">
            <Trans>wall</Trans>
          </span>
        ) : null}
        <DisputedMark disputed={period.disputed} />
      </th>
      <td className="border-t border-line py-1 text-right align-top">
        <ExplainedAmount amount={period} selection={selection} />
      </td>
      <td className="border-t border-line py-1.5 pl-4 text-right align-top whitespace-nowrap text-soft">
        {period.assumed === '0' ? null : (
          <span data-exact={exactNumber(i18n.locale, period.assumed)} title={exactNumber(i18n.locale, period.assumed)}>
            {shortNumber(i18n.locale, period.assumed)}
          </span>
        )}
      </td>
    </tr>
  );
}
