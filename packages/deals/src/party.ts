import type { PartyEventData, PartyEventType } from './events.ts';
import type { StreamEvent } from './recorded-event.ts';

/** Who a party is: what it was registered with, as updated since, and the party that it was merged into. */
export interface PartyState {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly lei: string | null;
  readonly parent: string | null;
  readonly mergedInto: string | null;
}

/** The state that a party's facts make, in fold order; whatever its date, the registration comes first. */
export function partyNow(facts: readonly StreamEvent<PartyEventType>[]): PartyState | null {
  const registration = facts.find((fact) => fact.type === 'PartyRegistered');
  if (!registration) return null;
  let state = registered(registration.data);
  for (const fact of facts) {
    if (fact.type === 'PartyUpdated') state = updated(state, fact.data);
    if (fact.type === 'PartiesMerged') state = { ...state, mergedInto: fact.data.into };
  }
  return state;
}

export function registered({ name, aliases, lei, parent }: PartyEventData['PartyRegistered']): PartyState {
  return { name, aliases: aliases ?? [], lei: lei ?? null, parent: parent ?? null, mergedInto: null };
}

/** What is left out stays as it is; an LEI or a parent that is null is taken away. */
export function updated(state: PartyState, data: PartyEventData['PartyUpdated']): PartyState {
  const { name, aliases, lei, parent } = data;
  return {
    ...state,
    name: name ?? state.name,
    aliases: aliases ?? state.aliases,
    lei: lei === undefined ? state.lei : lei,
    parent: parent === undefined ? state.parent : parent,
  };
}

/** Whether a way up that begins at `first` comes to the party itself. One that goes round elsewhere ends there. */
export function leadsTo(
  slug: string,
  first: string | null,
  next: (party: string) => string | null | undefined,
): boolean {
  const passed = new Set<string>();
  for (let above = first; above && !passed.has(above); above = next(above) ?? null) {
    if (above === slug) return true;
    passed.add(above);
  }
  return false;
}
