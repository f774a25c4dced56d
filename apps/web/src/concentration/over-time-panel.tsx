import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { Side } from '../api/concentration.ts';
import { useCurrentBook } from '../app/current-book.tsx';
import { Panel } from '../design/panel.tsx';
import type { Selection } from '../explain/selection.ts';
import { useExplanation } from '../explain/use-explanation.ts';
import { measure, percent } from '../numbers/format-ratio.ts';
import { TableTwin } from '../pictures/table-twin.tsx';
import { useBookHistory, usePartyName } from '../time/book-history.tsx';
import { useWords } from '../words/use-words.ts';
import { type ConcentrationMoment, concentrationOverTime, knownDays, MOST_MOMENTS } from './over-time.ts';
import { OverTimePlot } from './over-time-plot.tsx';

interface OverTimeProps {
  readonly side: Side;
  /** All that is firm and performed on this side. */
  readonly where: Selection;
}

/** How the concentration of one side came about, on the known axis. */
export function OverTime({ side, where }: OverTimeProps) {
  const { book } = useCurrentBook();
  const { timeline } = useBookHistory();
  const reading = useExplanation(book, where);
  const days = knownDays(timeline);
  return (
    <div data-testid="over-time" className="grid gap-3 border-t border-line px-4 pt-3 pb-4">
      <h3 className="font-medium">
        <Trans>As the book learned of it</Trans>
      </h3>
      <Panel reading={reading} lines={4}>
        {({ postings }) => {
          const moments = concentrationOverTime(postings, side, (position) => days.get(position) ?? '');
          const drawn = moments.filter(({ day }) => day !== '');
          return drawn.length === 0 ? null : (
            <>
              <OverTimePlot moments={drawn} where={where} />
              {drawn.length === MOST_MOMENTS ? (
                <p className="text-soft">
                  <Plural
                    value={MOST_MOMENTS}
                    one="At most # day is drawn, chosen evenly."
                    other="At most # days are drawn, chosen evenly."
                  />
                </p>
              ) : null}
              <TableTwin>
                <MomentTable moments={drawn} />
              </TableTwin>
            </>
          );
        }}
      </Panel>
    </div>
  );
}

const HEAD = 'py-1 pl-3 text-right font-medium';
const CELL = 'border-t border-line py-1.5 pl-3 text-right align-top';

function MomentTable({ moments }: { readonly moments: readonly ConcentrationMoment[] }) {
  const { i18n } = useLingui();
  const { day } = useWords();
  const nameOf = usePartyName();
  const said = (text: string | null, print: (locale: string, text: string) => string) =>
    text === null ? '–' : print(i18n.locale, text);
  return (
    <table className="w-full border-separate border-spacing-0">
      <caption className="sr-only">
        <Trans>Concentration, day by day</Trans>
      </caption>
      <thead className="text-label text-faint">
        <tr>
          <th scope="col" className="py-1 text-left font-medium">
            <Trans>Known on</Trans>
          </th>
          <th scope="col" className={HEAD}>
            <Trans>Largest</Trans>
          </th>
          <th scope="col" className={HEAD}>
            <Trans>Three largest</Trans>
          </th>
          <th scope="col" className={HEAD}>
            HHI
          </th>
          <th scope="col" className={HEAD}>
            <Trans>undisclosed</Trans>
          </th>
        </tr>
      </thead>
      <tbody>
        {moments.map(({ position, day: on, largest, top1, top3, hhi, unstated }) => (
          <tr key={position} data-testid="moment" data-position={position}>
            <th scope="row" className="border-t border-line py-1.5 text-left align-top font-normal whitespace-nowrap">
              {day(on)}
            </th>
            <td className={CELL}>
              {said(top1, percent)}
              {largest ? <span className="block text-label text-faint">{nameOf(largest)}</span> : null}
            </td>
            <td className={CELL}>{said(top3, percent)}</td>
            <td className={CELL}>{said(hhi, measure)}</td>
            <td className={CELL}>{unstated === 0 ? '–' : `× ${unstated}`}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
