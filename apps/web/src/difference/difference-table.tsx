import { Trans, useLingui } from '@lingui/react/macro';
import type { DifferingRow } from '../api/difference.ts';
import type { Posting } from '../api/shapes.ts';
import { useSetUrl } from '../app/place.ts';
import { printSelection } from '../explain/selection.ts';
import type { Denomination } from '../exposure/matrix.ts';
import { AccountName } from '../numbers/account-mark.tsx';
import { AmountText } from '../numbers/amount-text.tsx';
import { DisputedMark } from '../numbers/disputed-mark.tsx';
import type { AmountRow } from '../numbers/format-amount.ts';
import { SignedAmount } from '../numbers/signed-amount.tsx';
import { netPosted } from '../numbers/sum-rows.ts';
import { usePartyName } from '../time/book-history.tsx';
import { ACCOUNTS_BY_CERTAINTY } from '../words/accounts.ts';
import { useWords } from '../words/use-words.ts';
import { ACCOUNT_WORDS, KIND_WORDS } from '../words/vocabulary.ts';
import { CAUSE_WORDS } from './cause-words.ts';
import { asPosted, type Difference, sharesOf } from './difference.ts';
import { useFilters } from './use-difference.ts';

interface TableProps extends Denomination {
  readonly rows: readonly DifferingRow[];
  readonly difference: Difference;
}

const NUMBER = 'border-line pb-2 sm:pt-2 text-right align-top max-sm:block sm:border-b sm:px-3';

/** Each number that differs at both moments, an account of a pair a row; what did not change is not listed. */
export function DifferenceTable({ kind, unit, rows, difference }: TableProps) {
  const { word } = useWords();
  const nameOf = usePartyName();
  return (
    <table
      data-testid="difference-table"
      className="w-full border-separate border-spacing-0 max-sm:block sm:table-fixed"
    >
      <caption className="pb-1 text-left text-section font-semibold max-sm:block">
        {word(KIND_WORDS, kind)} <span className="font-normal text-faint">{unit}</span>
      </caption>
      <thead className="max-sm:block">
        <tr className="text-label text-faint max-sm:grid max-sm:grid-cols-3 [&>th]:border-b [&>th]:border-rule [&>th]:px-3 [&>th]:py-1.5 [&>th]:font-medium">
          <th scope="col" className="!pl-0 text-left max-sm:sr-only">
            <Trans>Obligor → obligee</Trans>
          </th>
          <th scope="col" className="w-36 text-right max-sm:w-auto max-sm:!px-0">
            <Trans>Before</Trans>
          </th>
          <th scope="col" className="w-36 text-right max-sm:w-auto max-sm:!px-0">
            <Trans>After</Trans>
          </th>
          <th scope="col" className="w-36 !pr-0 text-right max-sm:w-auto">
            <Trans>Difference</Trans>
          </th>
        </tr>
      </thead>
      <tbody className="max-sm:block">
        {rows.map((row) => (
          <tr
            key={`${row.obligor}/${row.obligee}/${row.account}`}
            data-testid="difference-row"
            data-obligor={row.obligor}
            data-obligee={row.obligee}
            data-account={row.account}
            className="max-sm:grid max-sm:grid-cols-3 max-sm:border-b max-sm:border-line max-sm:py-1"
          >
            <th
              scope="row"
              className="border-line pt-2 pb-1 text-left align-top font-normal max-sm:col-span-3 sm:border-b sm:pr-3"
            >
              <span className="font-medium">
                {nameOf(row.obligor)} <span className="text-faint">→</span> {nameOf(row.obligee)}
              </span>
              <span className="ml-3 text-soft sm:ml-0 sm:block">
                <AccountName account={row.account} />
                <DisputedMark disputed={row.disputed} />
              </span>
            </th>
            <td className={NUMBER}>
              <Side row={row} amount={row.from} isOfScreen={difference.screenIsEarlier} />
            </td>
            <td className={NUMBER}>
              <Side row={row} amount={row.to} isOfScreen={!difference.screenIsEarlier} />
            </td>
            <td className={`${NUMBER} font-medium sm:!pr-0`}>
              <SignedAmount posting={asPosted(row)} unit={unit} />
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot className="max-sm:block">
        {ACCOUNTS_BY_CERTAINTY.filter((account) => rows.some((row) => row.account === account)).map((account) => (
          <AccountTotal key={account} account={account} kind={kind} unit={unit} rows={rows} difference={difference} />
        ))}
      </tfoot>
    </table>
  );
}

/** What all rows of an account differ by, and how much of it each kind of cause made. */
function AccountTotal({
  account,
  kind,
  unit,
  rows,
  difference,
}: TableProps & { readonly account: Posting['account'] }) {
  const { word } = useWords();
  const own = rows.filter((row) => row.account === account);
  const isPart = (posting: Posting) => posting.account === account && posting.kind === kind && posting.unit === unit;
  const shares = sharesOf(difference.causes, isPart);
  return (
    <tr data-testid="difference-total" data-account={account} className="max-sm:grid max-sm:grid-cols-[1fr_auto]">
      <th scope="row" colSpan={3} className="py-2 text-left align-top font-semibold">
        <Trans>Total difference, {word(ACCOUNT_WORDS, account)}</Trans>
        <span className="flex flex-wrap gap-x-4 font-normal text-soft">
          {shares.map(({ cause, amount }) => (
            <span key={cause} className="inline-flex gap-2">
              {word(CAUSE_WORDS, cause)} <SignedAmount posting={amount} unit={unit} />
            </span>
          ))}
        </span>
      </th>
      <td className="py-2 text-right align-top font-semibold">
        <SignedAmount posting={netPosted(own.map(asPosted))} unit={unit} />
      </td>
    </tr>
  );
}

interface SideProps {
  readonly row: DifferingRow;
  readonly amount: AmountRow;
  readonly isOfScreen: boolean;
}

/** The number at one of the moments; it opens what was behind it then. */
function Side({ row: { kind, unit, account, obligor, obligee }, amount, isOfScreen }: SideProps) {
  const { t } = useLingui();
  const setUrl = useSetUrl();
  const { selection, consolidate } = useFilters();
  const { deal } = selection;
  const sel = printSelection({
    kind,
    unit,
    account,
    obligor,
    obligee,
    ...(deal ? { deal } : {}),
    ...(consolidate ? { consolidate: true } : {}),
  });
  return (
    <button
      type="button"
      data-testid={isOfScreen ? 'on-screen' : 'compared'}
      aria-haspopup="dialog"
      aria-description={t`shows what is behind it`}
      onClick={() => void setUrl({ sel, selAt: isOfScreen ? undefined : 'from' }, false)}
      className="-mx-2 rounded-sm px-2 text-right leading-5 hover:bg-wash"
    >
      <AmountText amount={amount} unit={unit} stacked />
    </button>
  );
}
