import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { partiesRead } from '../api/reads.ts';
import { useCurrentBook } from '../app/current-book.tsx';
import { Panel } from '../design/panel.tsx';
import { ScreenHead } from '../design/screen-head.tsx';
import { ExportMenu } from '../export/export-menu.tsx';
import { NothingYet } from '../first-minutes/nothing-yet.tsx';
import { useCoordinates } from '../time/coordinates.ts';
import { useWords } from '../words/use-words.ts';
import { MergedInto } from './merged.tsx';
import { partiesSheet } from './parties-sheet.ts';
import { PartyLink } from './party-link.tsx';

/** Every party of the book. */
export function PartiesScreen() {
  const { t } = useLingui();
  const { book } = useCurrentBook();
  const { inNameOrder } = useWords();
  const reading = useQuery(partiesRead(book, useCoordinates()));
  return (
    <>
      <ScreenHead
        title={t`Parties`}
        actions={reading.data ? <ExportMenu sheet={() => partiesSheet(reading.data.parties)} /> : null}
      />
      <section className="panel min-w-0">
        <Panel
          reading={reading}
          isEmpty={({ parties }) => parties.length === 0}
          empty={
            <NothingYet>
              <Trans>Each party that is registered stands here, with its deals and both sides of its exposure.</Trans>
            </NothingYet>
          }
        >
          {({ parties }) => (
            <ul className="grid gap-x-8 px-4 py-2 sm:grid-cols-2 lg:grid-cols-3">
              {inNameOrder(parties, ({ name }) => name)
                .toSorted((a, b) => b.deals - a.deals)
                .map(({ party, name, aliases, deals, mergedInto }) => (
                  <li key={party} data-testid="party-row" data-party={party} className="border-b border-line py-3">
                    <span className="flex items-baseline justify-between gap-4">
                      <span className="text-body font-medium">
                        <PartyLink party={party}>{name}</PartyLink>
                      </span>
                      <span className="whitespace-nowrap text-soft">
                        <Plural value={deals} one="# deal" other="# deals" />
                      </span>
                    </span>
                    <span className="block truncate text-label text-faint">{[party, ...aliases].join(' · ')}</span>
                    {mergedInto ? (
                      <span className="block text-soft">
                        <MergedInto party={party} into={mergedInto} />
                      </span>
                    ) : null}
                  </li>
                ))}
            </ul>
          )}
        </Panel>
      </section>
    </>
  );
}
