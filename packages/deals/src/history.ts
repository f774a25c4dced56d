import type { DealHistory } from './deal-history.ts';
import type { PartyHistory } from './party-history.ts';

/** The history of one stream, a deal's or a party's; `kind` says which. */
export type History = DealHistory | PartyHistory;
