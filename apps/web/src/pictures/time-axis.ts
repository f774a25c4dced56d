/** Days along a width. */
export interface TimeAxis {
  readonly first: string;
  readonly last: string;
  /** Where a day lies, in pixels. */
  readonly at: (day: string) => number;
}

/** @param days at least one, in any order; all on one day lie in the middle */
export function timeAxis(days: readonly string[], from: number, to: number): TimeAxis {
  const sorted = [...days].sort();
  const [first = '', last = ''] = [sorted[0], sorted.at(-1)];
  const [begin, end] = [Date.parse(first), Date.parse(last)];
  const at = (day: string) =>
    begin === end ? (from + to) / 2 : from + ((Date.parse(day) - begin) / (end - begin)) * (to - from);
  return { first, last, at };
}
