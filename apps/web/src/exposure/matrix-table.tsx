import './heat.css';
import { Trans, useLingui } from '@lingui/react/macro';
import { PartyLink } from '../parties/party-link.tsx';
import { usePartyName } from '../time/book-history.tsx';
import { useWords } from '../words/use-words.ts';
import { KIND_WORDS } from '../words/vocabulary.ts';
import { ExposureCell } from './exposure-cell.tsx';
import { HeatLegend } from './heat-legend.tsx';
import { heatScale } from './heat-scale.ts';
import type { Denomination, Matrix } from './matrix.ts';

interface MatrixTableProps extends Denomination {
  readonly matrix: Matrix;
}

const HEAD = 'border-b border-rule px-3 py-2 align-bottom font-medium';
const EDGE = 'sticky left-0 z-10 bg-surface';

/** Who owes whom: obligors down, obligees across, totals at the edges with a ledger's rules. */
export function MatrixTable({ matrix, kind, unit }: MatrixTableProps) {
  const { t } = useLingui();
  const { word } = useWords();
  const nameOf = usePartyName();
  const where = { kind, unit };
  const pairs = matrix.obligors.flatMap((obligor) => matrix.obligees.flatMap((to) => matrix.cell(obligor, to)));
  const heat = heatScale(pairs);
  return (
    <>
      <div
        role="region"
        aria-label={t`${word(KIND_WORDS, kind)} in ${unit}: obligors by obligees`}
        tabIndex={0}
        className="overflow-x-auto rounded-b-lg"
      >
        <table className="w-full border-separate border-spacing-0">
          <caption className="sr-only">
            <Trans>Each row owes each column</Trans>
          </caption>
          <thead>
            <tr>
              <th scope="col" className={`${EDGE} ${HEAD} min-w-32 pl-4 text-left text-label text-faint`}>
                <Trans>owes ↓ &nbsp; to →</Trans>
              </th>
              {matrix.obligees.map((obligee) => (
                <th key={obligee} scope="col" className={`${HEAD} min-w-28 text-right`}>
                  <PartyLink party={obligee}>{nameOf(obligee)}</PartyLink>
                </th>
              ))}
              <th scope="col" className={`${HEAD} min-w-32 border-l border-l-line pr-4 text-right`}>
                <Trans>Total owed</Trans>
              </th>
            </tr>
          </thead>
          <tbody>
            {matrix.obligors.map((obligor) => (
              <tr key={obligor} className="group">
                <th
                  scope="row"
                  className={`${EDGE} border-b border-line px-3 py-2 pl-4 text-left align-top font-medium group-hover:bg-page`}
                >
                  <PartyLink party={obligor}>{nameOf(obligor)}</PartyLink>
                </th>
                {matrix.obligees.map((obligee) => (
                  <td key={obligee} className="border-b border-line px-3 py-1.5 align-top group-hover:bg-page">
                    <ExposureCell
                      amounts={matrix.cell(obligor, obligee)}
                      obligor={obligor}
                      obligee={obligee}
                      heat={heat}
                      {...where}
                    />
                  </td>
                ))}
                <td className="border-b border-l border-line px-3 py-1.5 pr-4 align-top font-medium group-hover:bg-page">
                  <ExposureCell amounts={matrix.ofObligor(obligor)} obligor={obligor} {...where} />
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th
                scope="row"
                className={`${EDGE} border-t border-rule px-3 py-2.5 pl-4 text-left align-top font-semibold`}
              >
                <Trans>Total due</Trans>
              </th>
              {matrix.obligees.map((obligee) => (
                <td key={obligee} className="border-t border-rule px-3 py-2 align-top font-medium">
                  <ExposureCell amounts={matrix.ofObligee(obligee)} obligee={obligee} {...where} />
                </td>
              ))}
              <td className="border-t border-l border-t-rule border-l-line px-3 py-2 pr-4 align-top font-semibold">
                <div className="double-rule-below pb-1">
                  <ExposureCell amounts={matrix.total} {...where} />
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
