import { openDisputesIn } from '@offtake/deals/facts';
import { partyNow } from '@offtake/deals/party';
import { partyFacts } from '@offtake/deals/party-history';
import type { RecordedEvent } from '@offtake/deals/recorded-event';
import type { ReplayPlace } from './replay-place.ts';

/** What is disputed and who was merged into whom, at any place of a book that is folded in the browser. */
export class LocalStanding {
  /** The streams in which something is disputed, or that a merge is recorded in, with all their events. */
  readonly #streams = new Map<string, RecordedEvent[]>();
  readonly #disputed = new Set<string>();
  readonly #merged = new Set<string>();

  append(event: RecordedEvent): void {
    const own = this.#streams.get(event.stream);
    if (own) own.push(event);
    else this.#streams.set(event.stream, [event]);
    if (event.type === 'DisputeRaised') this.#disputed.add(event.stream);
    if (event.type === 'PartiesMerged') this.#merged.add(event.stream);
  }

  /** The disputed events of deals that nothing was ruled about. */
  disputedEvents(at: ReplayPlace): ReadonlySet<string> {
    const deals = [...this.#disputed].filter((stream) => stream.startsWith('deal/'));
    return new Set(deals.flatMap((stream) => [...openDisputesIn(this.#upTo(stream, at)).keys()]));
  }

  /** As which party each reads: a merged one as what it was merged into, however often. */
  namesAt(at: ReplayPlace): (party: string) => string {
    const into = new Map<string, string>();
    for (const stream of this.#merged) {
      const target = this.#mergedInto(this.#upTo(stream, at), at);
      if (target) into.set(stream.slice('party/'.length), target);
    }
    return (party) => {
      const passed = new Set([party]);
      let name = party;
      for (let next = into.get(name); next && !passed.has(next); next = into.get(name)) {
        passed.add(next);
        name = next;
      }
      return name;
    };
  }

  /** Whether every party reads as the same one at both places. */
  readsAlike(a: ReplayPlace, b: ReplayPlace): boolean {
    const [nameAtA, nameAtB] = [this.namesAt(a), this.namesAt(b)];
    const parties = [...this.#merged].map((stream) => stream.slice('party/'.length));
    return parties.every((party) => nameAtA(party) === nameAtB(party));
  }

  #mergedInto(events: readonly RecordedEvent[], { validAt, reading }: ReplayPlace): string | null {
    const open = reading === 'alternative' ? [...openDisputesIn(events)] : [];
    const alternatives = open.flatMap(([event, { alternative }]) =>
      alternative ? [[event, alternative] as const] : [],
    );
    const facts = partyFacts(events, new Map(alternatives)).filter(
      ({ type, effectiveOn }) => type === 'PartyRegistered' || validAt === undefined || effectiveOn <= validAt,
    );
    return partyNow(facts)?.mergedInto ?? null;
  }

  #upTo(stream: string, { position }: ReplayPlace): readonly RecordedEvent[] {
    return (this.#streams.get(stream) ?? []).filter((event) => event.position <= position);
  }
}
