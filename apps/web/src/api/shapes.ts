import type { Account } from '@offtake/deals/leg-terms';
import type { LegKind } from '@offtake/deals/units';
import type { Evidence } from '@offtake/deals/vocabulary';
import type { AmountRow } from '../numbers/format-amount.ts';
import type { PostedAmount } from '../numbers/sum-rows.ts';

/** What the API answers, as far as the screens read it. Amounts are decimal strings, positions are integers. */

export type { Account, Evidence, LegKind };

export interface BookRow {
  readonly book: string;
  readonly name: string;
  readonly position: number;
  readonly checkpoint: number;
  readonly lag: number | null;
  readonly events: number;
  readonly deals: number;
  readonly parties: number;
  readonly state: string;
}

export interface Read {
  /** The position that the answer stands at. */
  readonly position: number;
  /** The day that it is valid at; null = whatever is on record. */
  readonly validAt?: string | null;
}

export interface ExposureRow extends AmountRow {
  readonly obligor: string;
  readonly obligee: string;
  readonly account: Account;
  readonly kind: LegKind;
  readonly unit: string;
  /** Whether an open dispute is about an event behind it. */
  readonly disputed?: boolean;
}
export interface Exposures extends Read {
  readonly rows: readonly ExposureRow[];
}

export interface Due {
  readonly from?: string | null;
  readonly to?: string | null;
}

export interface Posting extends PostedAmount {
  readonly reading?: 'recorded' | 'alternative';
  readonly position: number;
  readonly recordedBy: string;
  readonly event: string;
  readonly deal: string;
  readonly leg: string;
  readonly obligor: string;
  readonly obligee: string;
  readonly kind: LegKind;
  readonly unit: string;
  readonly product?: string | null;
  readonly account: Account;
  readonly validFrom: string;
  readonly due?: Due | null;
}

/** What stands behind a posting: the event whose effect it is. */
export interface PostingSource {
  readonly type: string;
  readonly announcedOn: string;
  readonly effectiveOn: string;
  readonly recordedAt: string;
  readonly evidence: readonly Evidence[];
  readonly reason?: string | null;
  readonly title?: string | null;
}
export interface ExplainedPosting extends Posting {
  readonly source: PostingSource;
  readonly recordedByType: string;
  readonly disputed?: boolean;
}
export interface Explanation extends Read {
  readonly postings: readonly ExplainedPosting[];
  readonly sum: readonly AmountRow[];
}

export interface DealTotal extends AmountRow {
  readonly kind: LegKind;
  readonly unit: string;
  readonly account: Account;
}
export interface DealRow {
  readonly deal: string;
  readonly title: string;
  readonly state: string;
  readonly flags: { readonly disputed: boolean; readonly overdue: boolean };
  readonly announcedOn: string;
  readonly lastConfirmedOn: string;
  readonly version: number;
  readonly parties: readonly string[];
  readonly legs: number;
  readonly totals: readonly DealTotal[];
}
export interface Deals extends Read {
  readonly deals: readonly DealRow[];
}

export interface Step {
  readonly due: Due;
  readonly quantity?: QuantityShape | null;
}
export interface QuantityShape {
  readonly qualifier: string;
  readonly value?: string | null;
  readonly low?: string | null;
  readonly high?: string | null;
  readonly unit: string;
}
export interface LegAccount extends AmountRow {
  readonly account: Account;
  readonly obligor: string;
  readonly obligee: string;
  readonly due?: Due | null;
}
export interface Leg {
  readonly leg: string;
  readonly kind: LegKind;
  readonly obligor: string;
  readonly obligee: string;
  readonly unit: string;
  readonly product?: string | null;
  readonly binding: Account;
  readonly ended: boolean;
  readonly term?: Due | null;
  readonly schedule?: readonly Step[] | null;
  readonly conditions?: readonly { readonly type: string; readonly text: string }[] | null;
  readonly window?: Due | null;
  readonly exit?: { readonly earliest: string; readonly noticeDays?: number | null } | null;
  readonly announcedOn: string;
  readonly accounts: readonly LegAccount[];
  readonly total: AmountRow;
  readonly disputed?: boolean;
  readonly recordedAs?: RecordedPair;
}
export interface Right {
  readonly id: string;
  readonly kind: string;
  readonly holder: string;
  readonly grantor: string;
  readonly scope?: string | null;
  readonly from?: string | null;
  readonly to?: string | null;
  /** The date on which it ended, or whether it did. */
  readonly ended?: string | boolean | null;
}
export interface DealEvidence extends Evidence {
  readonly event: string;
  readonly type: string;
  readonly announcedOn: string;
}
export interface Deal extends Read, Omit<DealRow, 'parties' | 'legs' | 'totals'> {
  /** Disputed events whose other version does not fit the rest: either reading has them as recorded. */
  readonly leftAside?: readonly string[];
  readonly effectiveOn: string;
  readonly legs: readonly Leg[];
  readonly rights: readonly Right[];
  readonly evidence: readonly DealEvidence[];
}

export interface FieldChange {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}
/** A pair of parties as a deal has it, where one of them reads as another since it was merged. */
export interface RecordedPair {
  readonly obligor: string;
  readonly obligee: string;
}
export type EntryStatus =
  | 'in-force'
  | 'corrected'
  | 'disputed'
  | 'retracted'
  | 'correction'
  | 'retraction'
  | 'dispute'
  | 'ruling';
export interface HistoryEntry {
  readonly event: string;
  readonly position: number;
  readonly version: number;
  readonly type: string;
  readonly announcedOn: string;
  readonly effectiveOn: string;
  readonly recordedAt: string;
  readonly actor: string;
  readonly status: EntryStatus;
  readonly names?: string | null;
  readonly reason?: string | null;
  readonly evidence: readonly Evidence[];
  readonly data: Readonly<Record<string, unknown>>;
  readonly changes: readonly FieldChange[];
  readonly postings: readonly Posting[];
  readonly disputed?: boolean;
}
export interface History extends Read {
  readonly entries: readonly HistoryEntry[];
}

export interface PartyRow {
  readonly party: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly lei?: string | null;
  readonly parent?: string | null;
  /** The party that it reads as since it was merged. */
  readonly mergedInto?: string | null;
  /** Those that were merged, and read as this one. */
  readonly merged?: readonly string[];
  readonly deals: number;
}
export interface Parties extends Read {
  readonly parties: readonly PartyRow[];
}
interface Observed {
  readonly event: string;
  readonly announcedOn: string;
  readonly effectiveOn: string;
  readonly evidence: readonly Evidence[];
  readonly parties: readonly string[];
}
export interface Metric extends Observed {
  readonly metric: string;
  readonly quantity: QuantityShape;
  readonly period?: string | null;
}
export interface Target extends Observed {
  readonly target: string;
  readonly title: string;
  readonly quantities: readonly QuantityShape[];
  readonly horizon?: string | null;
  readonly counts?: { readonly side: string; readonly kinds: readonly string[] } | null;
}
export interface Party extends Read, PartyRow {
  readonly metrics: readonly Metric[];
  readonly targets: readonly Target[];
}

export interface BookEvent {
  readonly book: string;
  readonly position: number;
  readonly stream: string;
  readonly version: number;
  readonly event: string;
  readonly type: string;
  readonly deal?: string | null;
  readonly party?: string | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly announcedOn: string;
  readonly effectiveOn: string;
  readonly evidence: readonly Evidence[];
  readonly reason?: string | null;
  readonly recordedAt: string;
  readonly actor: string;
  /** Of the data, which are shown as they were recorded. */
  readonly schemaVersion: number;
  readonly hash: string;
}

export interface Recorded {
  readonly book: string;
  readonly position: number;
  readonly stream: string;
  readonly version: number;
  readonly event: string;
  readonly recordedAt: string;
}
export type Role = 'reader' | 'recorder' | 'operator';
export interface Session {
  readonly principal: string;
  /** Nobody has to sign in here. */
  readonly open: boolean;
  readonly platformOperator: boolean;
  /** By book. */
  readonly roles: Readonly<Record<string, Role>>;
}
