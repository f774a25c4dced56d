import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { type Runoff, type RunoffRow, runoffRead } from '../api/runoff.ts';
import { useCurrentBook } from '../app/current-book.tsx';
import { useSetUrl, useUrl } from '../app/place.ts';
import { Panel } from '../design/panel.tsx';
import { Section } from '../design/section.tsx';
import { ExplainedAmount } from '../explain/explained-amount.tsx';
import type { Selection } from '../explain/selection.ts';
import type { Denomination } from '../exposure/matrix.ts';
import { InternalFold } from '../flows/internal-flows.tsx';
import { DisputedMark } from '../numbers/disputed-mark.tsx';
import { shortNumber } from '../numbers/format-amount.ts';
import { useConsolidate } from '../parties/group-choice.tsx';
import { useCoordinates } from '../time/coordinates.ts';
import type { By } from '../time/periods.ts';
import { usePeriodName } from '../time/use-period-name.ts';
import { BY_WORDS, SIDE_WORDS } from '../words/read-model-words.ts';
import { useWords } from '../words/use-words.ts';
import { KIND_WORDS } from '../words/vocabulary.ts';
import { RunoffChart } from './runoff-chart.tsx';
import { runoffSheet } from './runoff-sheet.ts';
import { RunoffTable } from './runoff-table.tsx';

const PERIODS: readonly By[] = ['month', 'quarter', 'year'];

interface RunoffPanelProps {
  readonly party: string;
  readonly chosen: Denomination;
}

/** When what is firm falls due: what the party owes, and what it is owed, apart. */
export function RunoffPanel({ party, chosen }: RunoffPanelProps) {
  const { book } = useCurrentBook();
  const { word } = useWords();
  const { by = 'quarter' } = useUrl();
  const consolidate = useConsolidate();
  const reading = useQuery(runoffRead(book, useCoordinates(), { party, by, consolidate }));
  return (
    <Section
      testId="runoff"
      title={<Trans>Run-off</Trans>}
      note={
        <Trans>
          {word(KIND_WORDS, chosen.kind)} · {chosen.unit} · firm, by when it is due
        </Trans>
      }
      controls={<ByChoice by={by} />}
      sheet={reading.data && (() => runoffSheet(rowsOf(reading.data, chosen)))}
    >
      <Panel
        reading={reading}
        isEmpty={(runoff) => rowsOf(runoff, chosen).length === 0}
        empty={<Trans>Nothing of this kind is firm. A firm leg stands here by when it is due.</Trans>}
      >
        {(runoff) => (
          <div className="divide-y divide-line">
            {rowsOf(runoff, chosen).map((row) => (
              <Side
                key={row.side}
                row={row}
                where={{ ...whereOf(row, party), ...(consolidate ? { consolidate } : {}) }}
              />
            ))}
            <InternalFold flows={inside(runoff, chosen)} account="firm" />
          </div>
        )}
      </Panel>
    </Section>
  );
}

function rowsOf({ rows }: Runoff, { kind, unit }: Denomination): readonly RunoffRow[] {
  return rows.filter((row) => row.kind === kind && row.unit === unit);
}

/** What is owed inside the group: in no period, and not lost either. */
function inside({ internal }: Runoff, { kind, unit }: Denomination) {
  return (internal ?? []).filter((leg) => leg.kind === kind && leg.unit === unit);
}

function whereOf({ side, kind, unit }: RunoffRow, party: string): Selection {
  return { kind, unit, account: 'firm', ...(side ? { [side]: party } : { party }) };
}

function ByChoice({ by }: { readonly by: By }) {
  const { t } = useLingui();
  const { word } = useWords();
  const setUrl = useSetUrl();
  return (
    <fieldset className="segments" aria-label={t`Periods`}>
      {PERIODS.map((each) => (
        <button key={each} type="button" aria-pressed={by === each} onClick={() => void setUrl({ by: each })}>
          {word(BY_WORDS, each)}
        </button>
      ))}
    </fieldset>
  );
}

function Side({ row, where }: { readonly row: RunoffRow; readonly where: Selection }) {
  const { word } = useWords();
  return (
    <div data-testid="runoff-side" data-side={row.side} className="grid gap-3 px-4 py-4">
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <h3 className="text-body font-semibold">
          {row.side ? word(SIDE_WORDS, row.side) : null}
          <DisputedMark disputed={row.disputed} />
        </h3>
        <WallLine row={row} />
      </div>
      {row.periods.length > 0 ? (
        <>
          <RunoffChart row={row} where={where} />
          <RunoffTable row={row} where={where} />
        </>
      ) : (
        <p className="text-soft">
          <Trans>Nothing of it has a date. A term or a schedule puts it on the axis.</Trans>
        </p>
      )}
      {row.undated ? (
        <p data-testid="undated" className="flex items-baseline justify-between gap-4 border-t border-line pt-3">
          <span className="text-soft">
            <Trans>Due on no known date, and in no period above</Trans>
          </span>
          <ExplainedAmount amount={row.undated} selection={{ ...where, due: 'undated' }} showUnit />
        </p>
      ) : null}
    </div>
  );
}

/** The wall in words: the period in which most is due. */
function WallLine({ row: { wall, unit } }: { readonly row: RunoffRow }) {
  const { i18n } = useLingui();
  const periodName = usePeriodName();
  if (!wall) return null;
  return (
    <p data-testid="wall" data-period={wall.period} className="text-soft">
      <span aria-hidden className="text-ink">
        ▼{' '}
      </span>
      <Trans>
        Maturity wall: <strong className="font-semibold text-ink">{periodName(wall.period)}</strong>,{' '}
        {shortNumber(i18n.locale, wall.stated)} {unit}
      </Trans>
    </p>
  );
}
