import { retractedIn, standingOf } from '@offtake/deals/facts';
import { type PartyState, partyNow } from '@offtake/deals/party';
import { partyFacts } from '@offtake/deals/party-history';
import type { StreamEvent } from '@offtake/deals/recorded-event';
import type { BookEvent } from '../api/shapes.ts';
import type { Values } from './form-values.ts';

/** What events and parties say now, with what was corrected and retracted since: what a form starts from. */

const folded = (events: readonly BookEvent[]) => events as unknown as readonly StreamEvent[];
const ABOUT_OTHERS: ReadonlySet<string> = new Set([
  'EvidenceAdded',
  'EventCorrected',
  'EventRetracted',
  'DisputeRaised',
  'DisputeResolved',
]);

/** The data that an event of a stream has in force: as corrected, or as it was recorded. */
export function presentDataOf(stream: readonly BookEvent[], event: string): Values | null {
  const original = stream.find((each) => each.event === event);
  if (!original) return null;
  return (standingOf(folded(stream)).corrections.get(event)?.data ?? original.data) as Values;
}

/** Which field of an event holds other words for the event that it names. */
const FIELD_OF: Readonly<Record<string, string>> = { EventCorrected: 'data', DisputeRaised: 'alternative' };

export function takesOtherWords(type: string): boolean {
  return type in FIELD_OF;
}

/** A copy of what the named event says now, in the field where it is to be changed; nothing for other types. */
export function otherWords(type: string, stream: readonly BookEvent[], event: string): Values {
  const field = FIELD_OF[type];
  const data = field ? presentDataOf(stream, event) : null;
  return field && data ? { [field]: data } : {};
}

/** The other version of a disputed event; null where none is known, or no dispute about it is open. */
export function openAlternativeOf(stream: readonly BookEvent[], event: string): Values | null {
  return (standingOf(folded(stream)).disputes.get(event)?.alternative ?? null) as Values | null;
}

/** The events of a stream that an event of this type may be about. */
export function nameableEvents(type: string, stream: readonly BookEvent[]): readonly BookEvent[] {
  if (type === 'EvidenceAdded') return stream;
  const retracted = retractedIn(folded(stream));
  const inForce = stream.filter(({ event }) => !retracted.has(event));
  if (type === 'EventRetracted') return inForce;
  if (type === 'DisputeResolved') {
    const { disputes } = standingOf(folded(stream));
    return inForce.filter(({ event }) => disputes.has(event));
  }
  return inForce.filter((event) => !ABOUT_OTHERS.has(event.type));
}

/** A party as the book has it now, in the fields of an update. */
export function presentParty(stream: readonly BookEvent[]): Values | null {
  const state = partyNow(partyFacts(folded(stream)));
  return state && fieldsOf(state);
}

function fieldsOf({ name, aliases, lei, parent }: PartyState): Values {
  return { name, aliases, lei: lei ?? '', parent: parent ?? '' };
}

/**
 * Of an update that was filled in from the present, only what is new: `null` for an LEI or a parent that is taken away.
 * @param filled what stands in the form, without blanks
 */
export function onlyWhatIsNew(present: Values, filled: Values): Values {
  const changed: Values = {};
  const { name, aliases = [], lei = null, parent = null } = filled;
  if (name !== undefined && name !== present['name']) changed['name'] = name;
  if (JSON.stringify(aliases) !== JSON.stringify(present['aliases'] ?? [])) changed['aliases'] = aliases;
  if (lei !== (present['lei'] || null)) changed['lei'] = lei;
  if (parent !== (present['parent'] || null)) changed['parent'] = parent;
  return changed;
}
