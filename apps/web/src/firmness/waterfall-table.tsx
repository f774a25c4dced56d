import { Trans, useLingui } from '@lingui/react/macro';
import type { FirmnessRow, WaterfallStep } from '@offtake/exposure/firmness';
import { useId } from 'react';
import { ExplainedAmount } from '../explain/explained-amount.tsx';
import type { Selection } from '../explain/selection.ts';
import { AccountName } from '../numbers/account-mark.tsx';
import { AmountText } from '../numbers/amount-text.tsx';
import { exactNumber, shortNumber } from '../numbers/format-amount.ts';
import { percent } from '../numbers/format-ratio.ts';
import { useAmountWords } from '../numbers/use-amount-words.ts';
import { BoxMark } from '../pictures/mark.tsx';
import { type Marks, useMarks } from '../pictures/use-marks.ts';
import { WhiskerMark } from '../pictures/whisker-mark.tsx';
import { useWords } from '../words/use-words.ts';
import { ACCOUNT_WORDS } from '../words/vocabulary.ts';
import { accountsOf, barsOf, isSomething, stepWhisker } from './waterfall.ts';

interface WaterfallTableProps {
  readonly row: FirmnessRow;
  /** Whose it is: the rest of what its numbers open. */
  readonly where: Selection;
}

/** The waterfall, drawn inside the table that says it: each bar stands in the row of its figure. */
export function WaterfallTable({ row, where }: WaterfallTableProps) {
  const { t } = useLingui();
  const steps = row.waterfall.filter((each) => each.step === 'headline' || each.step === 'firm' || isSomething(each));
  const marks = useMarks(steps.map(({ step }) => step));
  return (
    <table data-testid="waterfall" data-marks className="w-full border-separate border-spacing-0">
      <caption className="sr-only">
        <Trans>From the headline to what is firm</Trans>
      </caption>
      <thead className="text-label text-faint">
        <tr>
          <th scope="col" className="px-4 py-1 text-left font-medium">
            <Trans>Step</Trans>
          </th>
          <th scope="col" className="px-4 py-1 text-right font-medium sm:px-3">
            {row.unit}
          </th>
          <th scope="col" className="hidden py-1 pr-4 pl-3 text-right font-medium whitespace-nowrap sm:table-cell">
            <Trans>then left</Trans>
          </th>
        </tr>
      </thead>
      <tbody>
        {steps.map((step) => (
          <StepRow key={step.step} row={row} step={step} where={where} marks={marks} takesAway={t`less`} />
        ))}
      </tbody>
    </table>
  );
}

interface StepRowProps extends WaterfallTableProps {
  readonly step: WaterfallStep;
  readonly marks: Marks;
  readonly takesAway: string;
}

function StepRow({ row, step, where, marks, takesAway }: StepRowProps) {
  const { i18n } = useLingui();
  const nameId = useId();
  const isEnd = step.step === 'headline' || step.step === 'firm';
  const edge = isEnd ? 'font-semibold' : 'font-normal';
  const isResult = step.step === 'firm';
  const line = isResult ? 'border-t border-t-rule' : 'border-b border-line';
  return (
    <tr data-testid="waterfall-step" data-step={step.step} className={edge}>
      <th scope="row" aria-labelledby={nameId} className={`w-full px-4 py-2 text-left align-top ${edge} ${line}`}>
        <span className="grid gap-x-4 gap-y-1.5 sm:grid-cols-[8.5rem_minmax(0,1fr)] sm:items-center">
          <span id={nameId} className="whitespace-nowrap">
            {isEnd ? null : <span className="sr-only">{takesAway} </span>}
            {step.step === 'headline' ? <Trans>Headline</Trans> : <AccountName account={step.step} />}
          </span>
          <Bars row={row} step={step} where={where} marks={marks} takesAway={takesAway} />
        </span>
      </th>
      <td className={`px-4 py-1.5 align-top sm:px-3 ${line}`}>
        <span className={`grid justify-items-end ${isResult ? 'double-rule-below pb-0.5' : ''}`}>
          <ExplainedAmount
            amount={step}
            selection={{ ...where, account: accountsOf(step.step) }}
            lead={isEnd ? null : <span className="text-faint">− </span>}
          />
        </span>
      </td>
      <td className={`hidden py-2 pr-4 pl-3 text-right align-top whitespace-nowrap text-soft sm:table-cell ${line}`}>
        {isEnd ? null : <span data-exact={step.left}>{shortNumber(i18n.locale, step.left)}</span>}
      </td>
    </tr>
  );
}

/** The step as a mark: what it takes away where it stood, its bounds below it. */
function Bars({ row, step, where, marks, takesAway }: StepRowProps) {
  const name = useStepWords(takesAway)(row, step);
  const bars = barsOf(row, step.step);
  const nothingStated = bars.length === 0 && step.unstated > 0;
  return (
    <BoxMark
      marks={marks}
      id={step.step}
      name={name}
      selection={{ ...where, account: accountsOf(step.step) }}
      className="relative mb-1.5 block h-4 w-full rounded-sm bg-sunken"
    >
      {bars.map(({ account, from, width }) => (
        <span
          key={account}
          data-account={account}
          className="account-fill absolute inset-y-0 min-w-0.5 rounded-sm"
          style={{ left: `${from}%`, width: `${width}%` }}
        />
      ))}
      <WhiskerMark whisker={stepWhisker(row, step)} />
      {nothingStated ? (
        <span className="absolute inset-0 grid place-items-center text-label font-normal text-soft">?</span>
      ) : null}
    </BoxMark>
  );
}

function useStepWords(takesAway: string): (row: FirmnessRow, step: WaterfallStep) => string {
  const { t, i18n } = useLingui();
  const { word } = useWords();
  const amountWords = useAmountWords();
  return ({ unit }, step) => {
    const amount = amountWords(step, unit);
    if (step.step === 'headline') return `${t`Headline`}: ${amount}`;
    const account = word(ACCOUNT_WORDS, step.step);
    if (step.step === 'firm') return `${account}: ${amount}`;
    const left = `${exactNumber(i18n.locale, step.left)} ${unit}`;
    return t`${takesAway} ${account}: ${amount}; then left ${left}`;
  };
}

/** What was of it once and came to an end: in no sum above. */
export function Ended({ row, where }: WaterfallTableProps) {
  const { lapsed } = row.accounts;
  if (!isSomething(lapsed)) return null;
  return (
    <p data-testid="ended" className="flex items-baseline justify-between gap-4 px-4 py-2 text-soft">
      <span>
        <AccountName account="lapsed" /> · <Trans>ended, and in no sum above</Trans>
      </span>
      <ExplainedAmount amount={lapsed} selection={{ ...where, account: 'lapsed' }} showUnit />
    </p>
  );
}

/** The share of the headline that is firm or performed, and what it leaves out. */
export function FirmnessFigure({ row }: { readonly row: FirmnessRow }) {
  const { i18n } = useLingui();
  return (
    <p data-testid="firmness" className="flex flex-wrap items-baseline gap-x-3 px-4 pt-2">
      <span className="text-title font-semibold tracking-tight">
        {row.firmness === null ? '–' : percent(i18n.locale, row.firmness)}
      </span>
      <span className="text-soft">
        {row.firmness === null ? (
          <Trans>No figure is stated: a ratio cannot be given.</Trans>
        ) : (
          <Trans>
            firm or performed, of a stated headline of{' '}
            <AmountText
              amount={{ ...row.headline, low: row.headline.stated, high: row.headline.stated }}
              unit={row.unit}
              showUnit
            />
          </Trans>
        )}
      </span>
    </p>
  );
}
