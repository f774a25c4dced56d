import { changedLegs, pairKey } from './book.ts';
import { legsIn, partiesNamedIn } from './checks.ts';
import type { Command } from './command.ts';
import type { Decision } from './decide.ts';
import { isAboutEvent, schemaOf } from './events.ts';
import type { History } from './history.ts';
import { isRefusal, type Refusal } from './refusal.ts';
import { findEvent } from './stream.ts';

/**
 * The facts of other streams that a decision rests on (`reads`) and changes (`writes`), as keys: `party/x`,
 * `pair/obligor/obligee/kind/unit`, and `book` for the whole of it. A decision does not stand where a fact that it has
 * read was written after it was read.
 */
export interface Guards {
  readonly reads: readonly string[];
  readonly writes: readonly string[];
}

/** The key of a command that has read the whole book. */
export const WHOLE_BOOK = 'book';

export function guards(before: History, command: Command, decision: Decision | Refusal): Guards {
  const reads = new Set(factsNamed(before, command));
  if (isRefusal(decision)) {
    // Bringing a leg back names no pair in its own words: which other leg stood against it, only the book says.
    if (isAboutEvent(command.type) && decision.rule === 'probable-duplicate') reads.add(WHOLE_BOOK);
    return { reads: [...reads], writes: [] };
  }
  if (before.kind === 'party' && decision.history.kind === 'party') {
    const changed = before.state !== decision.history.state;
    return { reads: [...reads], writes: changed ? [`party/${command.party}`] : [] };
  }
  if (before.kind !== 'deal' || decision.history.kind !== 'deal') throw new Error('a stream does not change its kind');
  const { gone, come } = changedLegs(before.state, decision.history.state);
  for (const leg of come) {
    reads.add(pairKey(leg)).add(`party/${leg.obligor}`).add(`party/${leg.obligee}`);
  }
  return { reads: [...reads], writes: [...new Set([...gone, ...come].map(pairKey))] };
}

function factsNamed(before: History, command: Command): readonly string[] {
  const { type, data } = wording(before, command);
  const parties = partiesNamedIn(type, data as never).map((party) => `party/${party}`);
  const pairs = legsIn(type, data as never).map((leg) => pairKey({ ...leg, unit: leg.quantity.unit }));
  const mayMoveParty = command.party && isAboutEvent(command.type) && command.type !== 'EvidenceAdded';
  const whole = mayMoveParty || bringsBack(before, command) || movesParent(command);
  return [...parties, ...pairs, ...(whole ? [WHOLE_BOOK] : [])];
}

/** A retraction of a correction or the like, and a ruling, bring back words that may name any party. */
function bringsBack(before: History, command: Command): boolean {
  if (command.type === 'DisputeResolved') return command.data.ruling === 'alternative';
  const named = command.type === 'EventRetracted' ? findEvent(before.newest, command.data.event) : null;
  return named !== null && isAboutEvent(named.type) && named.type !== 'EvidenceAdded';
}

/** Whether anything stands above itself is asked of every party above. */
function movesParent({ type, data }: Command): boolean {
  return type === 'PartyUpdated' && typeof data.parent === 'string';
}

/** What a command words: its own data, or the data that it would give to the event that it corrects or disputes. */
function wording(before: History, command: Command): { readonly type: Command['type']; readonly data: unknown } {
  if (command.type !== 'EventCorrected' && command.type !== 'DisputeRaised') return command;
  const words = command.type === 'EventCorrected' ? command.data.data : command.data.alternative;
  const named = findEvent(before.newest, command.data.event);
  const parsed = named && schemaOf(named.type)?.safeParse(words);
  return named && parsed?.success ? { type: named.type, data: parsed.data } : command;
}
