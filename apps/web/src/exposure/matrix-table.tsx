import './heat.css';
import { Trans, useLingui } from '@lingui/react/macro';
import { useUrl } from '../app/place.ts';
import { PartyLink } from '../parties/party-link.tsx';
import { useWords } from '../words/use-words.ts';
import { KIND_WORDS } from '../words/vocabulary.ts';
import { ExposureCell } from './exposure-cell.tsx';
import { HeatLegend } from './heat-legend.tsx';
import { type HeatScale, heatScale } from './heat-scale.ts';
import { type Denomination, type Matrix, sidesOfTotal } from './matrix.ts';
import { COLUMN_PX, type Stretch, useMatrixWindow } from './matrix-window.ts';

interface MatrixTableProps extends Denomination {
  readonly matrix: Matrix;
}

const HEAD = 'border-b border-rule px-3 py-2 align-bottom font-medium';
const EDGE = 'sticky left-0 z-10 bg-surface';

/** Who owes whom: obligors down, obligees across, totals at the edges with a ledger's rules. */
export function MatrixTable({ matrix, kind, unit }: MatrixTableProps) {
  const { t } = useLingui();
  const { word } = useWords();
  const { party } = useUrl();
  const heat = heatScale(matrix.amounts);
  const { region, body, isWindowed, rows, columns, measureRow } = useMatrixWindow(matrix);
  const width = isWindowed ? { width: COLUMN_PX } : {};
  return (
    <>
      <div
        ref={region}
        role="region"
        aria-label={t`${word(KIND_WORDS, kind)} in ${unit}: obligors by obligees`}
        tabIndex={0}
        className="overflow-x-auto rounded-b-lg"
      >
        <table
          className={`w-full border-separate border-spacing-0 ${isWindowed ? 'table-fixed' : ''}`}
          {...(isWindowed
            ? { 'aria-rowcount': matrix.obligors.length + 2, 'aria-colcount': matrix.obligees.length + 2 }
            : {})}
        >
          <caption className="sr-only">
            <Trans>Each row owes each column</Trans>
          </caption>
          <thead>
            <tr aria-rowindex={1}>
              <th
                scope="col"
                style={width}
                aria-colindex={1}
                className={`${EDGE} ${HEAD} min-w-32 pl-4 text-left text-label text-faint`}
              >
                <Trans>owes ↓ &nbsp; to →</Trans>
              </th>
              <Gap px={columns.before} />
              {columns.shown.map(({ party: obligee, index }) => (
                <th
                  key={obligee}
                  scope="col"
                  style={width}
                  aria-colindex={index + 2}
                  className={`${HEAD} min-w-28 text-right`}
                >
                  <PartyLink party={obligee} />
                </th>
              ))}
              <Gap px={columns.after} />
              <th
                scope="col"
                style={width}
                aria-colindex={matrix.obligees.length + 2}
                className={`${HEAD} min-w-32 border-l border-l-line pr-4 text-right`}
              >
                <Trans>Total owed</Trans>
              </th>
            </tr>
          </thead>
          <tbody ref={body}>
            <GapRow px={rows.before} />
            {rows.shown.map(({ party: obligor, index }) => (
              <MatrixRow
                key={obligor}
                matrix={matrix}
                obligor={obligor}
                index={index}
                columns={columns}
                heat={heat}
                kind={kind}
                unit={unit}
                measure={isWindowed ? measureRow : null}
              />
            ))}
            <GapRow px={rows.after} />
          </tbody>
          <tfoot>
            <tr aria-rowindex={matrix.obligors.length + 2}>
              <th
                scope="row"
                aria-colindex={1}
                className={`${EDGE} border-t border-rule px-3 py-2.5 pl-4 text-left align-top font-semibold`}
              >
                <Trans>Total due</Trans>
              </th>
              <Gap px={columns.before} />
              {columns.shown.map(({ party: obligee, index }) => (
                <td
                  key={obligee}
                  aria-colindex={index + 2}
                  className="border-t border-rule px-3 py-2 align-top font-medium"
                >
                  <ExposureCell
                    amounts={matrix.ofObligee(obligee)}
                    kind={kind}
                    unit={unit}
                    {...sidesOfTotal({ obligee }, party)}
                  />
                </td>
              ))}
              <Gap px={columns.after} />
              <td
                aria-colindex={matrix.obligees.length + 2}
                className="border-t border-l border-t-rule border-l-line px-3 py-2 pr-4 align-top font-semibold"
              >
                <div className="double-rule-below pb-1">
                  <ExposureCell amounts={matrix.total} kind={kind} unit={unit} {...sidesOfTotal({}, party)} />
                </div>
              </td>
            </tr>
          </tfoot>
        </table>
      </div>
      {heat ? <HeatLegend scale={heat} unit={unit} /> : null}
    </>
  );
}

interface MatrixRowProps extends MatrixTableProps {
  readonly obligor: string;
  readonly index: number;
  readonly columns: Stretch;
  readonly heat: HeatScale | null;
  /** Of a matrix that is drawn where it is in sight. */
  readonly measure: ((element: Element | null) => void) | null;
}

function MatrixRow({ matrix, obligor, index, columns, heat, kind, unit, measure }: MatrixRowProps) {
  const { party } = useUrl();
  return (
    <tr ref={measure} data-index={index} aria-rowindex={index + 2} className="group">
      <th
        scope="row"
        aria-colindex={1}
        className={`${EDGE} border-b border-line px-3 py-2 pl-4 text-left align-top font-medium group-hover:bg-page`}
      >
        <PartyLink party={obligor} />
      </th>
      <Gap px={columns.before} />
      {columns.shown.map(({ party: obligee, index: column }) => (
        <td
          key={obligee}
          aria-colindex={column + 2}
          className="border-b border-line px-3 py-1.5 align-top group-hover:bg-page"
        >
          <ExposureCell
            amounts={matrix.cell(obligor, obligee)}
            obligor={obligor}
            obligee={obligee}
            heat={heat}
            kind={kind}
            unit={unit}
          />
        </td>
      ))}
      <Gap px={columns.after} />
      <td
        aria-colindex={matrix.obligees.length + 2}
        className="border-b border-l border-line px-3 py-1.5 pr-4 align-top font-medium group-hover:bg-page"
      >
        <ExposureCell
          amounts={matrix.ofObligor(obligor)}
          kind={kind}
          unit={unit}
          {...sidesOfTotal({ obligor }, party)}
        />
      </td>
    </tr>
  );
}

/** The room of columns that are not in sight. */
function Gap({ px }: { readonly px: number }) {
  return px > 0 ? <td aria-hidden style={{ width: px }} /> : null;
}

/** The room of rows that are not in sight. */
function GapRow({ px }: { readonly px: number }) {
  if (px <= 0) return null;
  return (
    <tr aria-hidden>
      <td style={{ height: px }} />
    </tr>
  );
}
