import { Trans } from '@lingui/react/macro';
import type { Stress } from '../api/stress.ts';
import { Section } from '../design/section.tsx';
import { sheetOfRecords } from '../export/sheet.ts';
import { PartyLink } from '../parties/party-link.tsx';
import { Figure } from './clearing-table.tsx';

const HEAD = 'border-b border-rule px-3 py-2 font-medium text-soft';
const CELL = 'border-b border-line px-3 py-2 align-top';
const RIGHT = 'text-right';

/** Every payment between two: what is due, and what clears of it. */
export function PaymentsTable({ stress: { payments, unit } }: { readonly stress: Stress }) {
  const sorted = [...payments].sort((a, b) => Number(b.owed) - Number(a.owed));
  return (
    <Section
      title={<Trans>Payments that clear</Trans>}
      note={<Trans>Between two parties, in {unit}.</Trans>}
      sheet={() =>
        sheetOfRecords(
          'clearing-payments',
          sorted.map((payment) => ({ ...payment, unit })),
        )
      }
    >
      <table className="mt-2 w-full border-separate border-spacing-0">
        <thead>
          <tr>
            <th scope="col" className={`${HEAD} pl-4 text-left`}>
              <Trans>Obligor → obligee</Trans>
            </th>
            <th scope="col" className={`${HEAD} ${RIGHT}`}>
              <Trans>due</Trans>
            </th>
            <th scope="col" className={`${HEAD} ${RIGHT} pr-4`}>
              <Trans>pays</Trans>
            </th>
          </tr>
        </thead>
        <tbody>
          {sorted.map(({ obligor, obligee, owed, pays }) => (
            <tr key={`${obligor}/${obligee}`} data-testid="clears" className="hover:bg-page">
              <th scope="row" className={`${CELL} pl-4 text-left font-normal`}>
                <PartyLink party={obligor} /> <span className="text-faint">→</span> <PartyLink party={obligee} />
              </th>
              <td className={`${CELL} ${RIGHT}`}>
                <Figure value={owed} unit={unit} />
              </td>
              <td className={`${CELL} ${RIGHT} pr-4 ${pays === owed ? '' : 'font-medium text-bad'}`}>
                <Figure value={pays} unit={unit} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
