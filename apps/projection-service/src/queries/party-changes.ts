import { isMisfit } from '@offtake/deals/deal-fold';
import { foldOrder, type Placed } from '@offtake/deals/facts';
import { partyNow } from '@offtake/deals/party';
import { NO_PARTY, type PartyFact, partyFacts, recordParty } from '@offtake/deals/party-history';
import type { RecordedEvent } from '@offtake/deals/recorded-event';
import { eventsOf } from '@offtake/deals/stream';
import { changesBetween, type FieldChange, stated } from './stream-changes.ts';

/**
 * What each event of a party's stream changed, field by field: who it is, what was observed and stated of it. An
 * observation costs the same however many there are; anything else reads the whole sheet again.
 */
export function changesOfParty(events: readonly RecordedEvent[]): readonly (readonly FieldChange[])[] {
  let history = NO_PARTY;
  let sheet = new PartySheet([]);
  return events.map((event) => {
    const next = recordParty(history, event);
    // Only where validAt leaves out a fact that another rested on before it was put right.
    if (isMisfit(next)) return [];
    history = next;
    if (event.type === 'MetricObserved' || event.type === 'TargetStated') return sheet.add(event);
    const before = sheet;
    sheet = new PartySheet(partyFacts(eventsOf(history.newest)));
    return changesBetween(before.fields, sheet.fields);
  });
}

/** What is known of a party, each by its JSON Pointer: of what was observed more than once, the newest. */
class PartySheet {
  readonly fields = new Map<string, unknown>();
  readonly #places = new Map<string, Placed>();

  constructor(facts: readonly PartyFact[]) {
    const state = partyNow(facts);
    for (const field of ['name', 'aliases', 'lei', 'parent', 'mergedInto'] as const) {
      const value = state?.[field] ?? null;
      this.fields.set(`/${field}`, Array.isArray(value) && value.length === 0 ? null : value);
    }
    for (const fact of facts) this.add(fact);
  }

  add(fact: PartyFact): readonly FieldChange[] {
    if (fact.type !== 'MetricObserved' && fact.type !== 'TargetStated') return [];
    const path = pathOf(fact);
    const newest = this.#places.get(path);
    if (newest && foldOrder(newest, fact) > 0) return [];
    const after = fact.type === 'MetricObserved' ? fact.data.quantity : stated(fact.data);
    const changes = changesBetween(new Map([[path, this.fields.get(path)]]), new Map([[path, after]]));
    this.fields.set(path, after);
    this.#places.set(path, fact);
    return changes;
  }
}

function pathOf({ type, data }: Extract<PartyFact, { type: 'MetricObserved' | 'TargetStated' }>): string {
  if (type === 'TargetStated') return `/targets/${data.target}`;
  return `/metrics/${data.metric}${data.period ? ` ${data.period}` : ''}`;
}
