import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { ExposureRow } from '../api/shapes.ts';
import { ExportMenu } from '../export/export-menu.tsx';
import { sheetOfRecords } from '../export/sheet.ts';
import { ExposureCell } from '../exposure/exposure-cell.tsx';
import { byAccount, denominationsOf } from '../exposure/matrix.ts';
import { AccountBar } from '../numbers/account-mark.tsx';
import { useWords } from '../words/use-words.ts';
import { KIND_WORDS } from '../words/vocabulary.ts';
import { PartyLink } from './party-link.tsx';

interface PartySidesProps {
  readonly party: string;
  readonly rows: readonly ExposureRow[];
}

/** Both sides of a party, never netted: what it owes and what it is owed. */
export function PartySides({ party, rows }: PartySidesProps) {
  const held = rows.filter((row) => row.account !== 'lapsed');
  return (
    <div className="grid min-w-0 items-start gap-4 lg:grid-cols-2">
      <Side
        title={<Trans>Owes</Trans>}
        side="obligor"
        party={party}
        rows={held.filter((row) => row.obligor === party)}
      />
      <Side
        title={<Trans>Is owed</Trans>}
        side="obligee"
        party={party}
        rows={held.filter((row) => row.obligee === party)}
      />
    </div>
  );
}

interface SideProps extends PartySidesProps {
  readonly title: ReactNode;
  readonly side: 'obligor' | 'obligee';
}

function Side({ title, side, party, rows }: SideProps) {
  const { word } = useWords();
  const other = side === 'obligor' ? 'obligee' : 'obligor';
  return (
    <section className="panel min-w-0">
      <header className="flex items-start justify-between gap-4 px-4 pt-3">
        <h2 className="text-section font-semibold">{title}</h2>
        <ExportMenu sheet={() => sheetOfRecords(side === 'obligor' ? 'owes' : 'is-owed', rows)} />
      </header>
      {rows.length === 0 ? (
        <p className="px-4 pt-1 pb-4 text-soft">
          <Trans>Nothing on record. A deal with a leg on this side fills it.</Trans>
        </p>
      ) : null}
      {denominationsOf(rows).map(({ kind, unit, rows: group }) => (
        <table key={`${kind}/${unit}`} className="w-full border-separate border-spacing-0">
          <caption className="px-4 pt-4 pb-1 text-left">
            <span className="font-medium">{word(KIND_WORDS, kind)}</span> <span className="text-faint">{unit}</span>
            <span className="mt-1 block">
              <AccountBar rows={byAccount(group)} />
            </span>
          </caption>
          <tbody>
            {[...new Set(group.map((row) => row[other]))].map((counterparty) => (
              <tr key={counterparty}>
                <th scope="row" className="border-b border-line py-2 pr-2 pl-4 text-left align-top font-normal">
                  <PartyLink party={counterparty} />
                </th>
                <td className="border-b border-line py-1.5 pr-4 pl-2 align-top">
                  <ExposureCell
                    amounts={byAccount(group.filter((row) => row[other] === counterparty))}
                    kind={kind}
                    unit={unit}
                    {...(side === 'obligor'
                      ? { obligor: party, obligee: counterparty }
                      : { obligor: counterparty, obligee: party })}
                  />
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr className="font-semibold">
              <th scope="row" className="py-2 pr-2 pl-4 text-left align-top">
                <Trans>Total</Trans>
              </th>
              <td className="py-1.5 pr-4 pl-2 align-top">
                <ExposureCell
                  amounts={byAccount(group)}
                  kind={kind}
                  unit={unit}
                  {...(side === 'obligor' ? { obligor: party } : { obligee: party })}
                />
              </td>
            </tr>
          </tfoot>
        </table>
      ))}
    </section>
  );
}
