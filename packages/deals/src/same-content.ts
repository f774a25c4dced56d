import type { EventType } from './events.ts';

/** Fields in which null says something of its own, by the type of event: a target that counts nothing, say. */
const TELLING: Partial<Record<EventType, readonly string[]>> = {
  TargetStated: ['counts'],
  PartyUpdated: ['lei', 'parent'],
};

/** Whether two JSON values say the same, whatever the order of their keys; what is null is as good as left out. */
export function sameContent(a: unknown, b: unknown, telling: readonly string[] = []): boolean {
  return sorted(a, telling) === sorted(b, telling);
}

/** Whether the data of two events of a type say the same. */
export function sameData(type: EventType, a: unknown, b: unknown): boolean {
  return sameContent(a, b, TELLING[type]);
}

function sorted(value: unknown, telling: readonly string[]): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(
          Object.entries(inner)
            .filter(([key, held]) => held !== null || telling.includes(key))
            .sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : inner,
  );
}
