import { isMisfit } from '@offtake/deals/deal-fold';
import { NO_DEAL, record } from '@offtake/deals/deal-history';
import { isAboutEvent } from '@offtake/deals/events';
import { factsInForce } from '@offtake/deals/facts';
import type { RecordedEvent } from '@offtake/deals/recorded-event';
import { changesOfParty } from './party-changes.ts';
import type { Place } from './place.ts';
import {
  changesBetween,
  dealSheet,
  type EntryStatus,
  type FieldChange,
  type Sheet,
  standingsOf,
} from './stream-changes.ts';

/** One event in the history of its stream, and what it changed there. */
export interface Entry
  extends Pick<
    RecordedEvent,
    | 'event'
    | 'position'
    | 'stream'
    | 'version'
    | 'type'
    | 'announcedOn'
    | 'effectiveOn'
    | 'recordedAt'
    | 'actor'
    | 'reason'
    | 'evidence'
    | 'data'
  > {
  readonly status: EntryStatus;
  /** Sources disagree about it, and nothing was ruled. */
  readonly disputed?: true;
  /** The event that a correction, a retraction, a new source, a dispute or a ruling names. */
  readonly names?: string;
  readonly changes: readonly FieldChange[];
}

/** The history of one stream up to a place, in the order of recording. `stream` are its events by then. */
export function historyOf(stream: readonly RecordedEvent[], place: Place): readonly Entry[] {
  const events = inEffect(stream, place);
  const standing = standingsOf(events);
  const changes = changesOf(events);
  return events.map((recorded, i) => {
    const {
      event,
      position,
      stream,
      version,
      type,
      announcedOn,
      effectiveOn,
      recordedAt,
      actor,
      reason,
      evidence,
      data,
    } = recorded;
    const { status, disputed } = standing(recorded);
    const what = { event, position, stream, version, type, announcedOn, effectiveOn, recordedAt, actor };
    return {
      ...what,
      status,
      ...(disputed ? { disputed } : {}),
      ...(isAboutEvent(type) ? { names: (data as { event: string }).event } : {}),
      ...(reason ? { reason } : {}),
      evidence,
      data,
      changes: changes[i] ?? [],
    };
  });
}

/** Leaves out the facts that take effect after validAt, and what is said about them. */
export function inEffect(
  stream: readonly RecordedEvent[],
  { validAt }: Pick<Place, 'validAt'>,
): readonly RecordedEvent[] {
  if (validAt === null) return stream;
  // A party is one whatever the dates.
  const isFact = (type: RecordedEvent['type']): type is RecordedEvent['type'] =>
    !isAboutEvent(type) && type !== 'PartyRegistered';
  const later = new Set(
    factsInForce(stream, isFact)
      .filter((f) => f.effectiveOn > validAt)
      .map(({ event }) => event),
  );
  const left = stream.filter(({ event }) => !later.has(event));
  return left.filter(({ type, data }) => !isAboutEvent(type) || !later.has((data as { event: string }).event));
}

function changesOf(events: readonly RecordedEvent[]): readonly (readonly FieldChange[])[] {
  return events[0]?.stream.startsWith('deal/') ? changesOfDeal(events) : changesOfParty(events);
}

function changesOfDeal(events: readonly RecordedEvent[]): readonly (readonly FieldChange[])[] {
  let history = NO_DEAL;
  let sheet: Sheet = new Map();
  return events.map((event) => {
    const next = record(history, event);
    // Only where validAt leaves out a fact that another rested on before it was put right.
    if (!isMisfit(next)) history = next;
    const before = sheet;
    sheet = dealSheet(history);
    return changesBetween(before, sheet);
  });
}
