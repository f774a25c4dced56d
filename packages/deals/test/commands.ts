/** What is posted, in as few words as a test needs: deal d, leg l, a owes b USD, one thing a day. */

const evidence = [{ publisher: 'a newspaper', tier: 'press' }];

export const exact = (value: number | string, unit = 'USD') => ({ qualifier: 'exact', value: String(value), unit });
export const upTo = (value: number, unit = 'USD') => ({ ...exact(value, unit), qualifier: 'upTo' });
export const atLeast = (value: number, unit = 'USD') => ({ ...exact(value, unit), qualifier: 'atLeast' });
export const undisclosed = (unit = 'USD') => ({ qualifier: 'undisclosed', unit });
export const between = (low: number, high: number, value?: number) => ({
  qualifier: 'between',
  low: String(low),
  high: String(high),
  ...(value ? { value: String(value) } : {}),
  unit: 'USD',
});

/** A date in March 2025, or after it. */
export const day = (n: number) => new Date(Date.UTC(2025, 2, n)).toISOString().slice(0, 10);

/** Announced and effective on one day, unless `more` says otherwise. */
export function dealEvent(type: string, data: object, on: number, more: object = {}) {
  return { type, deal: 'd', data, announcedOn: day(on), evidence, ...more };
}
export function partyEvent(type: string, party: string, data: object, more: object = {}) {
  return { type, party, data, announcedOn: day(1), evidence, ...more };
}

export const registered = (party: string, data: object = {}, more: object = {}) =>
  partyEvent('PartyRegistered', party, { name: party.toUpperCase(), ...data }, more);

export const leg = (quantity: object, more: object = {}) => ({
  leg: 'l',
  kind: 'payment',
  obligor: 'a',
  obligee: 'b',
  binding: 'firm',
  quantity,
  ...more,
});
export const right = (id = 'r', more: object = {}) => ({ id, kind: 'exclusivity', holder: 'a', grantor: 'b', ...more });

export const announced = (legs: readonly object[], on = 1, more: object = {}, data: object = {}) =>
  dealEvent('DealAnnounced', { title: 'A deal', legs, ...data }, on, more);
export const amended = (changes: readonly object[], on = 2, more: object = {}) =>
  dealEvent('DealAmended', { changes }, on, more);
export const signed = (on = 2, legs?: readonly string[], more: object = {}) =>
  dealEvent('DealSigned', legs ? { legs } : {}, on, more);
export const performed = (quantity: object, on = 2, data: object = {}, more: object = {}) =>
  dealEvent('PerformanceRecorded', { leg: 'l', quantity, ...data }, on, more);
export const granted = (terms: object, on = 2, more: object = {}) =>
  dealEvent('RightGranted', { right: terms }, on, more);
export const rightEnded = (id = 'r', on = 3, more: object = {}) => dealEvent('RightEnded', { right: id }, on, more);
export const terminated = (on = 3, data: object = {}, more: object = {}) =>
  dealEvent('DealTerminated', { cause: 'mutual', ...data }, on, more);

export const increase = (quantity: object, name = 'l') => ({ op: 'increase', leg: name, quantity });
export const decrease = (quantity: object, name = 'l') => ({ op: 'decrease', leg: name, quantity });
export const replace = (previous: object, quantity: object) => ({ op: 'replace', leg: 'l', previous, quantity });
export const addLeg = (terms: object, more: object = {}) => ({ op: 'addLeg', leg: terms, ...more });

/** About the event of this version in the same stream. */
export const confirmed = (version: number, on = 9, more: object = {}) =>
  dealEvent('EvidenceAdded', { event: { version } }, on, more);
export const corrected = (version: number, data: object, effectiveOn?: string, on = 9, more: object = {}) =>
  dealEvent('EventCorrected', { event: { version }, data, ...(effectiveOn ? { effectiveOn } : {}) }, on, {
    reason: 'misread',
    ...more,
  });
export const retracted = (version: number, on = 9, more: object = {}) =>
  dealEvent('EventRetracted', { event: { version } }, on, { reason: 'withdrawn', ...more });
/** The same in a party's stream. */
export const inParty = (party: string) => ({ deal: null, party });

export const exercised = (quantity?: object, on = 3, more: object = {}) =>
  legEvent('OptionExercised', quantity, on, more);
export const optionLapsed = (quantity?: object, on = 3) => legEvent('OptionLapsed', quantity, on);
export const met = (quantity?: object, on = 3, name = 'l') => legEvent('ConditionMet', quantity, on, {}, name);
export const failed = (quantity?: object, on = 3) => legEvent('ConditionFailed', quantity, on);
function legEvent(type: string, quantity: object | undefined, on: number, more: object = {}, name = 'l') {
  return dealEvent(type, { leg: name, ...(quantity ? { quantity } : {}) }, on, more);
}
export const novated = (to: string, on = 3, role = 'obligor', name = 'l') =>
  dealEvent('LegNovated', { leg: name, role, to }, on);
export const completed = (on = 3, data: object = {}) => dealEvent('DealCompleted', data, on);
export const disputed = (version: number, alternative?: object, on = 9, more: object = {}) =>
  dealEvent('DisputeRaised', { event: { version }, ...(alternative ? { alternative } : {}) }, on, more);
export const ruled = (version: number, ruling: string, on = 9, more: object = {}) =>
  dealEvent('DisputeResolved', { event: { version }, ruling }, on, more);
export const updated = (party: string, data: object, on = 1, more: object = {}) =>
  partyEvent('PartyUpdated', party, data, { announcedOn: day(on), ...more });
export const merged = (party: string, into: string, on = 1) =>
  partyEvent('PartiesMerged', party, { into }, { announcedOn: day(on) });
