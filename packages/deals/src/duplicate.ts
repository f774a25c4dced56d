import { type Book, type LiveLeg, pairKey } from './book.ts';
import type { Command } from './command.ts';
import { type Refusal, refuse } from './refusal.ts';
import { daysBetween } from './vocabulary.ts';

/** Announced at most so many days apart, two legs may be one fact. */
const DAYS = 7;
/** Quantities that differ by at most a twentieth of the larger are probably one. */
const TWENTIETH = 20n;

/**
 * Refuses a leg that another deal probably holds already: the same obligor, obligee, kind and unit, a stated quantity
 * within 5 %, announced within a week; unless one of the two was announced as no duplicate of the other. A leg is asked
 * about when its wording enters the book, also by a correction, or by a retraction that brings it back.
 */
export function probableDuplicate(
  book: Book,
  { gone, come }: { readonly gone: readonly LiveLeg[]; readonly come: readonly LiveLeg[] },
  command: Command,
): Refusal | null {
  for (const leg of come) {
    const before = gone.find((old) => old.leg === leg.leg);
    if (before && sameWording(before, leg)) continue;
    const path = pathOf(leg.leg, command);
    if (!path) continue;
    const twin = book.legs(pairKey(leg)).find((other) => other.deal !== leg.deal && probablyOne(leg, other));
    if (!twin) continue;
    const name = `${twin.deal}/${twin.leg}`;
    const message = `${leg.deal}/${leg.leg} is probably ${name}: name it in notDuplicateOf where it is not`;
    return refuse('probable-duplicate', path, message);
  }
  return null;
}

function probablyOne(a: LiveLeg, b: LiveLeg): boolean {
  const [smaller, larger] = a.stated < b.stated ? [a.stated, b.stated] : [b.stated, a.stated];
  return (
    smaller > 0n &&
    (larger - smaller) * TWENTIETH <= larger &&
    Math.abs(daysBetween(a.announcedOn, b.announcedOn)) <= DAYS &&
    !a.notDuplicateOf.includes(`${b.deal}/${b.leg}`) &&
    !b.notDuplicateOf.includes(`${a.deal}/${a.leg}`)
  );
}

function sameWording(a: LiveLeg, b: LiveLeg): boolean {
  return (
    pairKey(a) === pairKey(b) &&
    a.stated === b.stated &&
    a.announcedOn === b.announcedOn &&
    a.notDuplicateOf.every((other) => b.notDuplicateOf.includes(other))
  );
}

/** Where a command words the leg, or names what words it; null where it does neither: a late delivery, say. */
function pathOf(name: string, { type, data }: Command): string | null {
  if (type === 'EventCorrected' || type === 'EventRetracted') return '/data/event';
  if (type === 'DisputeResolved') return '/data/ruling';
  const at = (place: number, path: string) => (place < 0 ? null : path);
  if (type === 'DealAnnounced') {
    const i = data.legs.findIndex((one) => one.leg === name);
    return at(i, `/data/legs/${i}`);
  }
  if (type !== 'DealAmended') return null;
  const i = data.changes.findIndex((change) => change.op === 'addLeg' && change.leg.leg === name);
  return at(i, `/data/changes/${i}/leg`);
}
