import '../app/zod-without-eval.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useCurrentBook } from '../app/current-book.tsx';
import { keepPlace, useSetUrl, useUrl } from '../app/place.ts';
import { placeOf } from '../app/url-state.ts';
import { Loading } from '../design/panel.tsx';
import { ScreenHead } from '../design/screen-head.tsx';
import { useBookHistory } from '../time/book-history.tsx';
import { EVENT_WORDS } from '../words/event-words.ts';
import { useWords } from '../words/use-words.ts';
import { draftName, dropDraft, loadDraft } from './drafts.ts';
import { EVENT_GROUPS, type EventForm, firstValues, formOf, isEventType } from './event-forms.ts';
import { EVENT_MEANINGS, GROUP_WORDS } from './event-meanings.ts';
import type { Values } from './form-values.ts';
import { otherWords, presentParty } from './present-data.ts';
import { RecordForm } from './record-form.tsx';

/** What happened, to be recorded: one form for every type of event. */
export function RecordScreen() {
  const { t } = useLingui();
  const { type } = useUrl();
  const { loading } = useBookHistory();
  return (
    <>
      <ScreenHead
        title={t`Record`}
        actions={
          <Link to="/import" search={keepPlace()} className="button">
            <Trans>Import many</Trans>
          </Link>
        }
      >
        <Trans>Say what happened. The book decides at once whether it fits everything that it already knows.</Trans>
      </ScreenHead>
      <div className="grid items-start gap-4 lg:grid-cols-[15rem_minmax(0,1fr)]">
        <TypeChoice />
        <section className="panel min-w-0">
          {loading ? <Loading lines={8} /> : <Draftable form={formOf(isEventType(type) ? type : 'DealAnnounced')} />}
        </section>
      </div>
    </>
  );
}

function Draftable({ form }: { readonly form: EventForm }) {
  const { word } = useWords();
  const { book } = useCurrentBook();
  const { deal, party, leg, event } = useUrl();
  const { events } = useBookHistory();
  const [attempt, setAttempt] = useState(0);
  const name = draftName(book, form.type, [deal ?? party ?? 'new', event ?? leg ?? ''].join('/'));
  const [first, setFirst] = useState(() => ({ name, draft: loadDraft(name) ?? fresh() }));

  function fresh() {
    const today = new Date().toISOString().slice(0, 10);
    const stream = events.filter((each) => each.stream === (deal ? `deal/${deal}` : `party/${party}`));
    const values = firstValues(form, today, {
      present: form.type === 'PartyUpdated' ? presentParty(stream) : null,
      ...(deal ? { deal } : {}),
      ...(party ? { party } : {}),
      ...(leg ? { leg } : {}),
    });
    const data = {
      ...(values['data'] as Values),
      ...(event ? { event, ...otherWords(form.type, stream, event) } : {}),
    };
    return { values: { ...values, data }, idempotencyKey: crypto.randomUUID() };
  }

  if (first.name !== name) setFirst({ name, draft: loadDraft(name) ?? fresh() });
  return (
    <>
      <header className="border-b border-line px-4 py-3">
        <h2 className="text-section font-semibold">{word(EVENT_WORDS, form.type)}</h2>
        <p className="text-soft">{word(EVENT_MEANINGS, form.type)}</p>
      </header>
      <RecordForm
        key={`${first.name}${attempt}`}
        form={form}
        draftName={name}
        first={first.draft}
        onDiscard={() => {
          dropDraft(name);
          setFirst({ name, draft: fresh() });
          setAttempt(attempt + 1);
        }}
      />
    </>
  );
}

function TypeChoice() {
  const { t } = useLingui();
  const { word } = useWords();
  const { type, deal, party } = useUrl();
  const setUrl = useSetUrl();
  return (
    <nav aria-label={t`Type of event`} className="min-w-0">
      <select
        aria-label={t`Type of event`}
        className="field lg:hidden"
        value={type ?? 'DealAnnounced'}
        onChange={(event) => void setUrl({ type: event.target.value || undefined, event: undefined })}
      >
        {EVENT_GROUPS.map(({ name, types }) => (
          <optgroup key={name} label={word(GROUP_WORDS, name)}>
            {types.map((each) => (
              <option key={each} value={each}>
                {word(EVENT_WORDS, each)}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      <div className="hidden gap-4 lg:grid">
        {EVENT_GROUPS.map(({ name, types }) => (
          <div key={name}>
            <h2 className="eyebrow mb-1 px-3">{word(GROUP_WORDS, name)}</h2>
            <ul>
              {types.map((each) => (
                <li key={each}>
                  <Link
                    to="/record"
                    search={(before) => ({
                      ...placeOf(before),
                      type: each,
                      ...(deal && name !== 'parties' ? { deal } : {}),
                      ...(party && name !== 'deals' ? { party } : {}),
                    })}
                    aria-current={(type ?? 'DealAnnounced') === each ? 'page' : undefined}
                    className="block rounded-md px-3 py-1.5 font-medium text-soft hover:bg-sunken hover:text-ink aria-[current=page]:bg-wash aria-[current=page]:text-accent"
                  >
                    {word(EVENT_WORDS, each)}
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </nav>
  );
}
