import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { dealsRead } from '../api/reads.ts';
import type { DealRow } from '../api/shapes.ts';
import { useCurrentBook } from '../app/current-book.tsx';
import { keepPlace, useSetUrl, useUrl } from '../app/place.ts';
import { Icon } from '../design/icon.tsx';
import { Panel } from '../design/panel.tsx';
import { ScreenHead } from '../design/screen-head.tsx';
import { NothingYet } from '../first-minutes/nothing-yet.tsx';
import { usePartyName } from '../time/book-history.tsx';
import { ChangeMarks } from '../time/change-marks.tsx';
import { useCoordinates } from '../time/coordinates.ts';
import { useWords } from '../words/use-words.ts';
import { STATE_WORDS } from '../words/vocabulary.ts';
import { dealAmounts } from './deal-amounts.ts';
import { DealsTable } from './deals-table.tsx';

/** The register of deals: searched, filtered, sorted, all in the URL. */
export function DealsScreen() {
  const { t } = useLingui();
  const { book } = useCurrentBook();
  const reading = useQuery(dealsRead(book, useCoordinates()));
  return (
    <>
      <ScreenHead
        title={t`Deals`}
        actions={
          <Link to="/record" search={keepPlace({ type: 'DealAnnounced' })} className="button">
            <Icon name="add" />
            <Trans>Announce a deal</Trans>
          </Link>
        }
      />
      <section className="panel min-w-0">
        <Filters deals={reading.data?.deals ?? []} />
        <Panel
          reading={reading}
          isEmpty={({ deals }) => deals.length === 0}
          empty={
            <NothingYet>
              <Trans>Each deal that is announced stands here, with its state and what it comes to.</Trans>
            </NothingYet>
          }
        >
          {(answer) => (
            <ChangeMarks of={answer} scope="" amounts={dealAmounts(answer.deals)}>
              <Register deals={answer.deals} />
            </ChangeMarks>
          )}
        </Panel>
      </section>
    </>
  );
}

function Register({ deals }: { readonly deals: readonly DealRow[] }) {
  const { q, party, state } = useUrl();
  const nameOf = usePartyName();
  const sought = q?.toLocaleLowerCase() ?? '';
  const found = deals.filter(
    (deal) =>
      (!party || deal.parties.includes(party)) &&
      (!state || deal.state === state) &&
      [deal.title, deal.deal, ...deal.parties.map(nameOf)].join(' ').toLocaleLowerCase().includes(sought),
  );
  if (found.length > 0) return <DealsTable deals={found} />;
  return (
    <p className="p-4 text-soft">
      <Trans>No deal fits this search. Fewer words, or all states and parties, find more.</Trans>
    </p>
  );
}

function Filters({ deals }: { readonly deals: readonly DealRow[] }) {
  const { t } = useLingui();
  const { word, inNameOrder } = useWords();
  const { q, party, state } = useUrl();
  const setUrl = useSetUrl();
  const nameOf = usePartyName();
  const parties = inNameOrder(new Set(deals.flatMap((deal) => deal.parties)), nameOf);
  const states = inNameOrder(new Set(deals.map((deal) => deal.state)), (each) => word(STATE_WORDS, each));
  return (
    <div role="search" className="flex flex-wrap gap-2 border-b border-line p-3">
      <input
        type="search"
        aria-label={t`Search deals`}
        placeholder={t`Search deals`}
        className="field min-h-8 max-w-72 flex-1 basis-44"
        value={q ?? ''}
        onChange={(event) => void setUrl({ q: event.target.value || undefined })}
      />
      <select
        aria-label={t`Party`}
        className="picker min-w-0"
        value={party ?? ''}
        onChange={(event) => void setUrl({ party: event.target.value || undefined })}
      >
        <option value="">{t`all parties`}</option>
        {parties.map((each) => (
          <option key={each} value={each}>
            {nameOf(each)}
          </option>
        ))}
      </select>
      <select
        aria-label={t`State`}
        className="picker min-w-0"
        value={state ?? ''}
        onChange={(event) => void setUrl({ state: event.target.value || undefined })}
      >
        <option value="">{t`all states`}</option>
        {states.map((each) => (
          <option key={each} value={each}>
            {word(STATE_WORDS, each)}
          </option>
        ))}
      </select>
    </div>
  );
}
