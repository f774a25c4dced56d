import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { formatDecimal, parseDecimal } from '@offtake/deals/amount';
import type { Stress, StressBody } from '../api/stress.ts';
import { Section } from '../design/section.tsx';
import { exactNumber, wordyNumber } from '../numbers/format-amount.ts';
import { PartyLink } from '../parties/party-link.tsx';
import { useWords } from '../words/use-words.ts';

/** The answer in words: how much stays unpaid, who fails, and in which order. */
export function StressVerdict({ stress, body }: { readonly stress: Stress; readonly body: StressBody }) {
  const { i18n } = useLingui();
  const { day } = useWords();
  const { parties, rounds, window, unit } = stress;
  const sum = (field: 'owed' | 'shortfall') =>
    formatDecimal(parties.reduce((total, party) => total + parseDecimal(party[field]), 0n));
  const failing = parties.filter(({ defaults }) => defaults).length;
  const figure = (decimal: string) => (
    <strong
      className="font-semibold"
      title={`${exactNumber(i18n.locale, decimal)} ${unit}`}
      data-exact={`${exactNumber(i18n.locale, decimal)} ${unit}`}
    >
      {wordyNumber(i18n.locale, decimal)} {unit}
    </strong>
  );
  return (
    <Section title={<Trans>The outcome</Trans>} testId="stress-verdict">
      <div className="grid gap-3 px-4 pt-1 pb-4">
        <p className="text-body">
          <Trans>
            From {day(window.from)} to {day(window.to)} {figure(sum('owed'))} are due; {figure(sum('shortfall'))} of it
            stay unpaid.
          </Trans>{' '}
          {failing === 0 ? (
            <Trans>Nobody fails.</Trans>
          ) : (
            <Plural
              value={failing}
              one={`# of ${parties.length} parties fails.`}
              other={`# of ${parties.length} parties fail.`}
            />
          )}
          {body.shocks.length === 0 ? (
            <>
              {' '}
              <Trans>No shock is supposed.</Trans>
            </>
          ) : null}
        </p>
        {rounds.length > 0 ? (
          <ol data-testid="rounds" className="grid gap-1.5">
            {rounds.map((round, i) => (
              <li key={i} data-testid="round" className="grid grid-cols-[5.5rem_minmax(0,1fr)] gap-3">
                <span className="text-soft">
                  <Trans>Round {i + 1}</Trans>
                </span>
                <span className="flex flex-wrap gap-x-3 font-medium">
                  {round.map((party) => (
                    <PartyLink key={party} party={party} />
                  ))}
                </span>
              </li>
            ))}
          </ol>
        ) : null}
        {rounds.length > 1 ? (
          <p className="text-soft">
            <Trans>
              A later round fails because of the ones before it: had those paid in full, it would have held.
            </Trans>
          </p>
        ) : null}
      </div>
    </Section>
  );
}
