import type { BookEvent, QuantityShape } from '../api/shapes.ts';

/** The parts of an event that tell it in a line: legs with their quantities, and what it says about others. */

export interface GistPart {
  readonly leg?: string;
  readonly kind?: string;
  readonly obligor?: string;
  readonly obligee?: string;
  readonly binding?: string;
  /** The verb of an amendment. */
  readonly op?: string;
  readonly quantity?: QuantityShape;
  readonly text?: string;
  /** A party that it names beside an obligor and an obligee. */
  readonly party?: string;
  /** A text as it was written, in no vocabulary. */
  readonly words?: string;
}

/** A line never tells more parts than this; the deal's page tells all. */
export const MOST_PARTS = 3;

export function gistOf({ type, data }: Pick<BookEvent, 'type' | 'data'>): readonly GistPart[] {
  switch (type) {
    case 'DealAnnounced':
      return list(data['legs']).map(legPart);
    case 'DealAmended':
      return list(data['changes']).map((change) =>
        change['op'] === 'addLeg' ? { ...legPart(record(change['leg'])), op: 'addLeg' } : changePart(change),
      );
    case 'PerformanceRecorded':
    case 'OptionExercised':
    case 'OptionLapsed':
    case 'ConditionMet':
    case 'ConditionFailed':
      return [changePart(data)];
    case 'LegNovated':
      return [{ ...changePart(data), text: String(data['role']), party: String(data['to']) }];
    case 'PartiesMerged':
      return [{ party: String(data['into']) }];
    case 'PartyUpdated':
      return updateParts(data);
    case 'DisputeResolved':
      return [{ text: String(data['ruling']) }];
    case 'MetricObserved':
      return [{ text: String(data['metric']), ...quantityPart(data['quantity']) }];
    case 'TargetStated':
      return list(data['quantities']).map((quantity, i) => ({
        ...(i === 0 ? { text: String(data['title']) } : {}),
        ...quantityPart(quantity),
      }));
    case 'RightGranted':
      return [{ text: String(record(data['right'])['kind']) }];
    case 'RightEnded':
      return [{ text: String(data['right']) }];
    default:
      return [];
  }
}

function legPart(leg: Readonly<Record<string, unknown>>): GistPart {
  const { kind, obligor, obligee, binding } = leg as Readonly<Record<string, string>>;
  return {
    ...(kind ? { kind } : {}),
    ...(obligor ? { obligor } : {}),
    ...(obligee ? { obligee } : {}),
    ...(binding ? { binding } : {}),
    ...quantityPart(leg['quantity']),
  };
}

function changePart(change: Readonly<Record<string, unknown>>): GistPart {
  const { op, leg } = change as Readonly<Record<string, string>>;
  return { ...(op ? { op } : {}), ...(leg ? { leg } : {}), ...quantityPart(change['quantity']) };
}

/** What is new of a party; null = taken away. */
function updateParts(data: Fields): readonly GistPart[] {
  return Object.entries(data).flatMap(([field, value]): readonly GistPart[] => {
    if (value === undefined) return [];
    if (field === 'parent' && value !== null) return [{ text: field, party: String(value) }];
    return [{ text: field, words: value === null ? '–' : Array.isArray(value) ? value.join(', ') : String(value) }];
  });
}

function quantityPart(quantity: unknown): { readonly quantity?: QuantityShape } {
  return quantity ? { quantity: quantity as QuantityShape } : {};
}

type Fields = Readonly<Record<string, unknown>>;
const record = (value: unknown): Fields => (value ?? {}) as Fields;
const list = (value: unknown): readonly Fields[] => (Array.isArray(value) ? (value as readonly Fields[]) : []);
