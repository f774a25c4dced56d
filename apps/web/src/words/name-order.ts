/** In which order a reader of a language looks for names: accents and capitals count last, "item 2" is before "item 10". */

type Compare = (a: string, b: string) => number;

const COMPARES = new Map<string, Compare>();

/** Making a collator costs more than a thousand comparisons by it: one for each language is kept. */
export function nameOrder(locale: string): Compare {
  const made = COMPARES.get(locale) ?? new Intl.Collator(locale, { numeric: true }).compare;
  COMPARES.set(locale, made);
  return made;
}

export function sortByName<T>(locale: string, things: Iterable<T>, nameOf: (thing: T) => string): readonly T[] {
  const compare = nameOrder(locale);
  return [...things]
    .map((thing) => ({ thing, name: nameOf(thing) }))
    .sort((a, b) => compare(a.name, b.name))
    .map(({ thing }) => thing);
}
