import type { Book } from './book.ts';
import { allowingMerged, checkData } from './checks.ts';
import { dealFacts } from './deal-fold.ts';
import type { History } from './history.ts';
import { partyFacts } from './party-history.ts';
import type { Refusal } from './refusal.ts';
import { eventsOf } from './stream.ts';

/**
 * What a retraction brings back (the event that a retraction had taken out, the words that a correction had replaced)
 * may name parties that have left the book since: it is asked again what was asked when it was recorded.
 */
export function checkBroughtBack(before: History, after: History, slug: string, book: Book): Refusal | null {
  const stood = new Map(factsOf(before).map((fact) => [fact.event, fact.data]));
  for (const fact of factsOf(after)) {
    if (stood.get(fact.event) === fact.data) continue;
    const refusal = checkData(
      fact.type,
      fact.data,
      slug,
      allowingMerged(book, () => true),
    );
    if (!refusal) continue;
    const message = `${fact.type} ${fact.event} would not be valid any more: ${refusal.message}`;
    return { rule: refusal.rule, path: '/data/event', message, event: fact.event };
  }
  return null;
}

function factsOf(history: History) {
  const events = eventsOf(history.newest);
  return history.kind === 'deal' ? dealFacts(events) : partyFacts(events);
}
