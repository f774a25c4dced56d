import { Trans, useLingui } from '@lingui/react/macro';
import { type Counts, RECONCILED, type ReconciledAccount, type ReconciliationRow } from '../api/reconciliation.ts';
import { ExplainedAmount } from '../explain/explained-amount.tsx';
import { isSomething } from '../firmness/waterfall.ts';
import { AccountName } from '../numbers/account-mark.tsx';
import { AmountText } from '../numbers/amount-text.tsx';
import { DecimalText } from '../numbers/decimal-text.tsx';
import { percent } from '../numbers/format-ratio.ts';
import { fractionOf } from './allocation.ts';

interface AllocationTableProps {
  readonly row: ReconciliationRow;
  readonly counts: Counts;
  readonly parties: readonly string[];
}

/** The same in figures; they add up to what is stated. */
export function AllocationTable({ row, counts, parties }: AllocationTableProps) {
  const { t } = useLingui();
  const held = RECONCILED.filter((account) => isSomething(row[account]));
  return (
    <table data-testid="allocation" className="w-full border-separate border-spacing-0">
      <caption className="sr-only">{t`The target in ${row.unit}, account by account`}</caption>
      <tbody>
        {held.map((account) => (
          <Part key={account} account={account} row={row} counts={counts} parties={parties} />
        ))}
        <Rest row={row} />
      </tbody>
      <tfoot className="font-semibold">
        <tr>
          <th scope="row" className="py-2 text-left font-semibold">
            <Trans>Target</Trans>
          </th>
          <td />
          <td className="py-2 text-right">
            <span className="double-rule-below inline-block pb-0.5">
              <AmountText amount={row.total} unit={row.unit} stacked />
            </span>
          </td>
        </tr>
      </tfoot>
    </table>
  );
}

interface PartProps extends AllocationTableProps {
  readonly account: ReconciledAccount;
}

function Part({ account, row, counts: { side, kinds }, parties }: PartProps) {
  const [kind, ...others] = kinds;
  const amount = row[account];
  return (
    <tr data-testid="allocation-part" data-part={account}>
      <th scope="row" className="border-b border-line py-2 text-left align-top font-normal">
        <AccountName account={account} />
      </th>
      <Fraction of={amount.stated} row={row} />
      <td className="border-b border-line py-1.5 text-right align-top">
        {kind && others.length === 0 ? (
          <ExplainedAmount amount={amount} selection={{ kind, unit: row.unit, account, [side]: parties }} />
        ) : (
          <AmountText amount={amount} unit={row.unit} stacked />
        )}
      </td>
    </tr>
  );
}

/** What the legs leave open, or come to beyond the target. */
function Rest({ row }: { readonly row: ReconciliationRow }) {
  const { rest, overAllocated } = row;
  return (
    <tr data-testid="allocation-part" data-part="rest">
      <th scope="row" className="border-b border-line py-2 text-left align-top font-normal">
        <span className="inline-flex items-center">
          <span aria-hidden className="mr-[7px] size-[9px] flex-none rounded-sm border border-dashed border-rule" />
          {overAllocated ? <Trans>more than the target</Trans> : <Trans>in no leg of the book</Trans>}
        </span>
      </th>
      {rest === null ? <td className="border-b border-line" /> : <Fraction of={rest} row={row} />}
      <td className={`border-b border-line py-2 text-right align-top font-medium ${overAllocated ? 'text-bad' : ''}`}>
        {rest === null ? (
          <span className="text-soft">
            <Trans>unknown</Trans>
          </span>
        ) : (
          <DecimalText value={rest} />
        )}
      </td>
    </tr>
  );
}

function Fraction({ of, row }: { readonly of: string; readonly row: ReconciliationRow }) {
  const { i18n } = useLingui();
  const fraction = fractionOf(of, row);
  return (
    <td className="border-b border-line px-2 py-2 text-right align-top whitespace-nowrap text-soft">
      {fraction === null ? null : percent(i18n.locale, fraction)}
    </td>
  );
}
