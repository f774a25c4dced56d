import { Plural, Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { BookEvent } from '../api/shapes.ts';
import { keepPlace } from '../app/place.ts';
import { AccountMark } from '../numbers/account-mark.tsx';
import { QuantityText } from '../numbers/quantity-text.tsx';
import { useBookHistory, usePartyName } from '../time/book-history.tsx';
import { changeKindOf, EVENT_WORDS } from '../words/event-words.ts';
import { CHOICE_WORDS, FIELD_WORDS } from '../words/field-words.ts';
import { useWords } from '../words/use-words.ts';
import { KIND_WORDS, METRIC_WORDS, RIGHT_WORDS } from '../words/vocabulary.ts';
import { type GistPart, gistOf, MOST_PARTS } from './event-gist.ts';

/** An event in two lines: what happened to what, and the quantities in it. */
export function EventLine({ event }: { readonly event: BookEvent }) {
  const { word } = useWords();
  const { titleOf } = useBookHistory();
  const parts = gistOf(event);
  const [scope, slug = ''] = event.stream.split('/');
  const revises = ['correction', 'retraction', 'dispute'].includes(changeKindOf(event.type));
  return (
    <div className="min-w-0">
      <p className="flex flex-wrap items-baseline gap-x-3">
        {scope === 'deal' ? (
          <Link
            to="/deals/$deal"
            params={{ deal: slug }}
            search={keepPlace()}
            className="linklike inline-block text-body font-medium"
          >
            {titleOf(event.stream)}
          </Link>
        ) : (
          <Link
            to="/parties/$party"
            params={{ party: slug }}
            search={keepPlace()}
            className="linklike inline-block text-body font-medium"
          >
            {titleOf(event.stream)}
          </Link>
        )}
        <span className={revises ? 'rounded-sm bg-warn-wash px-1.5 font-medium text-warn' : 'text-soft'}>
          {word(EVENT_WORDS, event.type)}
        </span>
      </p>
      {parts.length > 0 ? (
        <ul className="mt-0.5 flex flex-wrap gap-x-4">
          {parts.slice(0, MOST_PARTS).map((part, i) => (
            <li key={i}>
              <Part part={part} />
            </li>
          ))}
          {parts.length > MOST_PARTS ? (
            <li className="text-faint">
              <Plural value={parts.length - MOST_PARTS} one="and # more" other="and # more" />
            </li>
          ) : null}
        </ul>
      ) : null}
      <About event={event} />
      {event.reason ? <p className="text-soft">“{event.reason}”</p> : null}
    </div>
  );
}

/** Which event another one is about. */
function About({ event: { data } }: { readonly event: BookEvent }) {
  const { word, day } = useWords();
  const { events } = useBookHistory();
  const named = typeof data['event'] === 'string' ? events.find(({ event }) => event === data['event']) : undefined;
  if (!named) return null;
  return (
    <p className="text-soft">
      <Trans>
        about: {word(EVENT_WORDS, named.type)}, {day(named.announcedOn)}
      </Trans>
    </p>
  );
}

function Part({
  part: { leg, kind, obligor, obligee, binding, quantity, text, party, words: written },
}: {
  readonly part: GistPart;
}) {
  const { word } = useWords();
  const nameOf = usePartyName();
  const words = { ...FIELD_WORDS, ...CHOICE_WORDS, ...METRIC_WORDS, ...RIGHT_WORDS };
  return (
    <>
      {binding ? <AccountMark account={binding} /> : null}
      <span className="text-soft">
        {obligor && obligee ? `${nameOf(obligor)} → ${nameOf(obligee)} ` : null}
        {kind ? `${word(KIND_WORDS, kind)} ` : null}
        {leg ? `${leg} ` : null}
        {text ? `${word(words, text)} ` : null}
        {party ? `→ ${nameOf(party)} ` : null}
        {written ?? null}
      </span>
      {quantity ? <QuantityText quantity={quantity} short /> : null}
    </>
  );
}
