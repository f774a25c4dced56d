/** A moment as somebody may type it: a day "2025-10-31", or the position of an event "41", "#41". */
export type TypedMoment = { readonly day: string } | { readonly position: number };

export function typedMoment(text: string): TypedMoment | null {
  const typed = text.trim();
  if (/^\d{4}-\d{2}-\d{2}$/.test(typed)) {
    const time = Date.parse(typed);
    // "2025-02-30" would be taken for a day of March.
    return !Number.isNaN(time) && new Date(time).toISOString().startsWith(typed) ? { day: typed } : null;
  }
  const [, position] = /^#?(\d{1,9})$/.exec(typed) ?? [];
  return position === undefined ? null : { position: Number(position) };
}
