/**
 * Whether two JSON values say the same, whatever the order of their keys. A field that is null says what one that is
 * left out says; but a target that counts nothing (`counts: null`) is not one that counts as usual.
 */
export function sameContent(a: unknown, b: unknown): boolean {
  return sorted(a) === sorted(b);
}

function sorted(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(
          Object.entries(inner)
            .filter(([key, held]) => held !== null || key === 'counts')
            .sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : inner,
  );
}
