import { type Sheet, sheetOf } from '../export/sheet.ts';
import type { PartyBalance } from './network.ts';

/** Both sides of each party with their bounds, and the net of what is stated. */
export function balanceSheet(balances: readonly PartyBalance[], unit: string): Sheet {
  return sheetOf('gross-and-net', balances, {
    party: ({ party }) => party,
    unit: () => unit,
    owesLow: ({ owes }) => owes.low,
    owesStated: ({ owes }) => owes.stated,
    owesHigh: ({ owes }) => owes.high,
    owesUnstated: ({ owes }) => owes.unstated,
    isOwedLow: ({ isOwed }) => isOwed.low,
    isOwedStated: ({ isOwed }) => isOwed.stated,
    isOwedHigh: ({ isOwed }) => isOwed.high,
    isOwedUnstated: ({ isOwed }) => isOwed.unstated,
    net: ({ net }) => net,
  });
}
