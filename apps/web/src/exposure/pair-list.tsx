import { Trans } from '@lingui/react/macro';
import { useUrl } from '../app/place.ts';
import { PartyLink } from '../parties/party-link.tsx';
import { ExposureCell } from './exposure-cell.tsx';
import { type Denomination, type Matrix, sidesOfTotal } from './matrix.ts';

interface PairListProps extends Denomination {
  readonly matrix: Matrix;
}

/** The same numbers as the matrix, a pair a row: what fits a narrow screen. */
export function PairList({ matrix, kind, unit }: PairListProps) {
  const { party } = useUrl();
  const pairs = matrix.obligors.flatMap((obligor) =>
    matrix.obligees.map((obligee) => ({ obligor, obligee, amounts: matrix.cell(obligor, obligee) })),
  );
  return (
    <table className="w-full max-w-3xl border-separate border-spacing-0">
      <caption className="sr-only">
        <Trans>Each pair of obligor and obligee</Trans>
      </caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">
            <Trans>Obligor → obligee</Trans>
          </th>
          <th scope="col">
            <Trans>Amount</Trans>
          </th>
        </tr>
      </thead>
      <tbody>
        {pairs
          .filter(({ amounts }) => amounts.length > 0)
          .map(({ obligor, obligee, amounts }) => (
            <tr key={`${obligor}/${obligee}`}>
              <th scope="row" className="border-b border-line px-4 py-2.5 text-left align-top font-medium">
                <PartyLink party={obligor} />
                <span className="mt-1 block font-normal text-soft">
                  → <PartyLink party={obligee} />
                </span>
              </th>
              <td className="border-b border-line px-4 py-2 align-top">
                <ExposureCell amounts={amounts} obligor={obligor} obligee={obligee} kind={kind} unit={unit} />
              </td>
            </tr>
          ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" className="px-4 py-3 text-left align-top font-semibold">
            <Trans>Total</Trans>
          </th>
          <td className="px-4 py-2 align-top font-semibold">
            <div className="double-rule">
              <ExposureCell amounts={matrix.total} kind={kind} unit={unit} {...sidesOfTotal({}, party)} />
            </div>
          </td>
        </tr>
      </tfoot>
    </table>
  );
}
