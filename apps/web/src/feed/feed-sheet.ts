import type { BookEvent } from '../api/shapes.ts';
import { type Sheet, sheetOfRecords } from '../export/sheet.ts';

/** The events as they were recorded, what is nested in them as JSON. */
export function feedSheet(events: readonly BookEvent[]): Sheet {
  return sheetOfRecords(
    'events',
    events.map(({ data, evidence, ...event }) => ({
      ...event,
      data: JSON.stringify(data),
      evidence: JSON.stringify(evidence),
    })),
  );
}
