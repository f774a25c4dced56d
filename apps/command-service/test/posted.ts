/** What is posted, unparsed, in as few words as a case needs: deal d, leg l, a owes b 100 USD, one thing a day of March. */

const evidence = [{ publisher: 'a newspaper', tier: 'press' }];
const day = (n: number) => `2025-03-${String(n).padStart(2, '0')}`;

export const usd = (value: number) => ({ qualifier: 'exact', value: String(value), unit: 'USD' });
export const mw = (value: number) => ({ ...usd(value), unit: 'MW' });

export const leg = (more: object = {}) => ({
  leg: 'l',
  kind: 'payment',
  obligor: 'a',
  obligee: 'b',
  binding: 'firm',
  quantity: usd(100),
  ...more,
});
export const right = (more: object = {}) => ({ id: 'r', kind: 'exclusivity', holder: 'a', grantor: 'b', ...more });

/** An event of deal d that is announced, and takes effect, on the nth of March. */
export const ofDeal = (type: string, data: object, on = 2, more: object = {}) => {
  return { type, deal: 'd', data, announcedOn: day(on), evidence, ...more };
};
export const ofParty = (type: string, party: string, data: object, more: object = {}) => {
  return { type, party, data, announcedOn: day(2), evidence, ...more };
};

export const registered = (party: string, more: object = {}) =>
  ofParty('PartyRegistered', party, { name: party.toUpperCase(), ...more });
export const announced = (legs: readonly object[] = [leg()], more: object = {}, on = 1) =>
  ofDeal('DealAnnounced', { title: 'A deal', legs, ...more }, on);
/** Another deal, e, of one leg. */
export const another = (terms: object) => ({ ...announced([terms]), deal: 'e' });
export const amended = (change: object, on = 2) => ofDeal('DealAmended', { changes: [change] }, on);
export const performed = (quantity: object = usd(1), on = 2) =>
  ofDeal('PerformanceRecorded', { leg: 'l', quantity }, on);
export const terminated = (on = 3, legs: readonly string[] | null = null) =>
  ofDeal('DealTerminated', { cause: 'mutual', legs }, on);
export const corrected = (version: number, data: object, more: object = {}) =>
  ofDeal('EventCorrected', { event: { version }, data, ...more }, 9, { reason: 'misread' });
export const retracted = (version: number) =>
  ofDeal('EventRetracted', { event: { version } }, 9, { reason: 'withdrawn' });
export const confirmed = (version: number) => ofDeal('EvidenceAdded', { event: { version } }, 9);
export const disputed = (version: number, alternative: object | null = null) =>
  ofDeal('DisputeRaised', { event: { version }, alternative }, 9);
export const ruled = (version: number, ruling: string) => ofDeal('DisputeResolved', { event: { version }, ruling }, 10);

/** The same event on another day than the one that it was announced on. */
export const effective = (event: object, on: number) => ({ ...event, effectiveOn: day(on) });

/** A refusal: in a book with the parties a, b and c, after what is given, `posted` breaks `rule` at `path`. */
export interface Case {
  readonly rule: string;
  readonly says: string;
  readonly given: readonly object[];
  readonly posted: object;
  readonly path: string;
  /** The version, in the stream of d, of the event that would not be valid any more, where it is another one. */
  readonly names?: number;
}
