import { Trans, useLingui } from '@lingui/react/macro';
import type { Stress, StressedParty } from '../api/stress.ts';
import { Section } from '../design/section.tsx';
import { sheetOfRecords } from '../export/sheet.ts';
import { exactNumber, shortNumber } from '../numbers/format-amount.ts';
import { PartyLink } from '../parties/party-link.tsx';

const HEAD = 'border-b border-rule px-2 py-2 font-medium text-soft sm:px-3';
const CELL = 'border-b border-line px-2 py-2 align-top sm:px-3';
const RIGHT = 'text-right';

/** Each party: what it has and gets, what it owes and pays. Who falls short most comes first. */
export function ClearingTable({ stress: { parties, unit } }: { readonly stress: Stress }) {
  const { t } = useLingui();
  const most = Math.max(...parties.map(({ owed }) => Number(owed)), 0);
  const sorted = [...parties].sort(
    (a, b) => Number(b.shortfall) - Number(a.shortfall) || Number(b.owed) - Number(a.owed),
  );
  return (
    <Section
      title={<Trans>Who pays what</Trans>}
      note={<Trans>In {unit}. The bar is what it owes; its full part is what it pays.</Trans>}
      sheet={() =>
        sheetOfRecords(
          'clearing',
          sorted.map((party) => ({ ...party, unit })),
        )
      }
    >
      <div className="overflow-x-auto" role="region" tabIndex={0} aria-label={t`Who pays what, by party`}>
        <table className="mt-2 w-full border-separate border-spacing-0">
          <thead>
            <tr>
              <th scope="col" className={`${HEAD} pl-4 text-left sm:pl-4`}>
                <Trans>Party</Trans>
              </th>
              <th scope="col" className={`${HEAD} ${RIGHT} max-sm:hidden`}>
                <Trans>has</Trans>
              </th>
              <th scope="col" className={`${HEAD} ${RIGHT} max-sm:hidden`}>
                <Trans>gets</Trans>
              </th>
              <th scope="col" className={`${HEAD} ${RIGHT}`}>
                <Trans>owes</Trans>
              </th>
              <th scope="col" className={`${HEAD} ${RIGHT}`}>
                <Trans>pays</Trans>
              </th>
              <th scope="col" className={`${HEAD} ${RIGHT} pr-4 sm:pr-4`}>
                <Trans>falls short by</Trans>
              </th>
            </tr>
          </thead>
          <tbody>
            {sorted.map((party) => (
              <Row key={party.party} of={party} most={most} unit={unit} />
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

interface RowProps {
  readonly of: StressedParty;
  readonly most: number;
  readonly unit: string;
}

function Row({ of, most, unit }: RowProps) {
  const { party, assets, receives, owed, pays, exact, shortfall, defaults, round } = of;
  return (
    <tr data-testid="cleared" data-party={party} data-pays={pays} data-round={round ?? ''} className="hover:bg-page">
      <th scope="row" className={`${CELL} pl-4 text-left font-normal sm:pl-4`}>
        <PartyLink party={party} />
        {defaults ? (
          <span className="ml-2 inline-block rounded-sm bg-bad-wash px-1.5 text-label font-medium text-bad">
            {round === null ? <Trans>fails</Trans> : <Trans>fails in round {round}</Trans>}
          </span>
        ) : null}
        <Bar owed={Number(owed)} pays={Number(pays)} most={most} />
      </th>
      <td className={`${CELL} ${RIGHT} max-sm:hidden`}>
        {assets === null ? (
          <span className="text-faint">
            <Trans>unknown</Trans>
          </span>
        ) : (
          <Figure value={assets} unit={unit} />
        )}
      </td>
      <td className={`${CELL} ${RIGHT} max-sm:hidden`}>
        <Figure value={receives} unit={unit} />
      </td>
      <td className={`${CELL} ${RIGHT}`}>
        <Figure value={owed} unit={unit} />
      </td>
      <td className={`${CELL} ${RIGHT} font-medium`}>
        <Figure value={pays} unit={unit} exact={exact?.includes('/') ? exact : null} />
      </td>
      <td className={`${CELL} ${RIGHT} pr-4 sm:pr-4 ${defaults ? 'font-medium text-bad' : ''}`}>
        <Figure value={shortfall} unit={unit} />
      </td>
    </tr>
  );
}

/** Length is what is owed, against whoever owes most; full is what is paid. The figures stand beside it. */
function Bar({ owed, pays, most }: { readonly owed: number; readonly pays: number; readonly most: number }) {
  if (owed === 0 || most === 0) return null;
  return (
    <span aria-hidden className="mt-1.5 block h-1.5 max-w-64 min-w-24">
      <span
        className="block h-full rounded-sm border border-firm"
        style={{
          width: `${Math.max(2, (owed / most) * 100)}%`,
          background: `linear-gradient(to right, var(--firm) ${(pays / owed) * 100}%, transparent 0)`,
        }}
      />
    </span>
  );
}

interface FigureProps {
  readonly value: string;
  readonly unit: string;
  /** The fraction that the decimal is rounded from. */
  readonly exact?: string | null;
}

export function Figure({ value, unit, exact = null }: FigureProps) {
  const { i18n } = useLingui();
  if (value === '0') return <span className="text-faint">0</span>;
  const text = `${exactNumber(i18n.locale, value)} ${unit}${exact ? ` (= ${exact})` : ''}`;
  return (
    <span title={text} data-exact={text} className="whitespace-nowrap">
      {shortNumber(i18n.locale, value)}
    </span>
  );
}
