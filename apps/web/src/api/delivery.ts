import type { Coordinates } from '../time/timeline.ts';
import { bookRead } from './reads.ts';
import type { Due, LegKind, Read } from './shapes.ts';

/** What was performed against what the schedules say until today. Quantities are what is stated. */

export interface DeliveryStep {
  readonly due: Due;
  /** null where the rest states nothing. */
  readonly quantity: string | null;
  readonly performed: string;
  readonly overdue: string;
  readonly daysOverdue: number;
}
export interface DeliveryRow {
  readonly deal: string;
  readonly leg: string;
  readonly kind: LegKind;
  readonly unit: string;
  readonly obligor: string;
  readonly obligee: string;
  readonly performed: string;
  /** Due until today; null where no part of the leg has a date. */
  readonly scheduled: string | null;
  /** Performed / scheduled; null where nothing was due. */
  readonly ratio: string | null;
  readonly overdue: string;
  /** The least and the most that it may be; `overdueHigh` null = unbounded. */
  readonly overdueLow: string;
  readonly overdueHigh: string | null;
  readonly daysOverdue: number;
  readonly unstated: number;
  readonly steps: readonly DeliveryStep[];
  /** An open dispute touches it. */
  readonly disputed?: boolean;
}
export interface DeliveryTotal {
  readonly kind: LegKind;
  readonly unit: string;
  readonly performed: string;
  /** What of it belongs to legs without any date: the ratio leaves it out. */
  readonly performedUndated?: string;
  readonly scheduled: string | null;
  readonly ratio: string | null;
  readonly overdue: string;
  readonly unstated: number;
  /** An open dispute touches it. */
  readonly disputed?: boolean;
}
export interface Delivery extends Read {
  readonly today: string;
  readonly rows: readonly DeliveryRow[];
  readonly totals: readonly DeliveryTotal[];
}

export const deliveryRead = (book: string, at: Coordinates, of: { readonly party?: string; readonly deal?: string }) =>
  bookRead<Delivery>(book, at, 'delivery', { ...of });
