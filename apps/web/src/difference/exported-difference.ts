import type { DifferingRow } from '../api/difference.ts';
import { amountColumns, type Columns, type Sheet, sheetOf } from '../export/sheet.ts';
import { CAUSES, type Difference, effectsOf } from './difference.ts';

/** The rows of a difference with both moments, as `exposures/diff` names its columns. */
export function differenceRows({ rows, earlier, later }: Difference): Sheet {
  return sheetOf('difference', rows, {
    obligor: (row) => row.obligor,
    obligee: (row) => row.obligee,
    account: (row) => row.account,
    kind: (row) => row.kind,
    unit: (row) => row.unit,
    'from.position': () => earlier.position,
    'from.validAt': () => earlier.validAt ?? null,
    ...under<DifferingRow>('from', (row) => row.from),
    'to.position': () => later.position,
    'to.validAt': () => later.validAt ?? null,
    ...under<DifferingRow>('to', (row) => row.to),
    ...under<DifferingRow>('difference', (row) => row.difference),
  });
}

/** The events that made it, an effect a row, with the kind of change that each is. */
export function differenceEvents({ causes }: Difference): Sheet {
  const effects = CAUSES.flatMap((cause) =>
    causes[cause].flatMap((reason) => effectsOf(reason.postings).map((effect) => ({ cause, reason, ...effect }))),
  );
  return sheetOf('difference-events', effects, {
    change: ({ cause }) => cause,
    'event.position': ({ reason }) => reason.position,
    type: ({ reason }) => reason.type,
    stream: ({ reason }) => reason.stream,
    announcedOn: ({ reason }) => reason.announcedOn,
    reason: ({ reason }) => reason.reason,
    obligor: (effect) => effect.obligor,
    obligee: (effect) => effect.obligee,
    account: (effect) => effect.account,
    kind: (effect) => effect.kind,
    unit: (effect) => effect.unit,
    low: ({ amount }) => amount.low,
    stated: ({ amount }) => amount.stated,
    high: ({ amount }) => amount.high,
    unstated: ({ amount }) => amount.unstated,
    unbounded: ({ amount }) => amount.unbounded,
  });
}

function under<R>(name: string, of: Parameters<typeof amountColumns<R>>[0]): Columns<R> {
  const columns = Object.entries(amountColumns<R>(of));
  return Object.fromEntries(columns.map(([column, value]) => [`${name}.${column}`, value]));
}
