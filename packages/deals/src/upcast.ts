/** How data that were written in an earlier version come to the newest one: by pure steps, version by version. */

export type Data = Readonly<Record<string, unknown>>;
/** Makes data of one version of those of the version before; total over what that version allowed. */
export type Upcaster = (data: Data) => Data;
/** By type of event, then by the version that a step leads to. Every known type stands in it. */
export type Upcasters = Readonly<Record<string, Readonly<Record<number, Upcaster>>>>;
/** The type of another event of the same stream; null where that is not known. */
export type TypeOf = (event: string) => string | null;

/**
 * The fields in which an event quotes the whole data of another one, for ever under these names. They are written in
 * the quoting event's version: that is why one number counts for the shapes of all types.
 */
const QUOTES: Readonly<Record<string, string>> = { EventCorrected: 'data', DisputeRaised: 'alternative' };

export class Upcasting {
  readonly #upcasters: Upcasters;
  /** The newest version that a step leads to; 1 where there is none. */
  readonly newest: number;

  constructor(upcasters: Upcasters) {
    this.#upcasters = upcasters;
    this.newest = Math.max(1, ...Object.values(upcasters).flatMap((steps) => Object.keys(steps).map(Number)));
  }

  knows(type: string): boolean {
    return Object.hasOwn(this.#upcasters, type);
  }

  /** The data of an event in the newest version. What they quote of an event that is not known stays as it was written. */
  toNewest(type: string, version: number, data: Data, typeOf: TypeOf): Data {
    if (version === this.newest) return data;
    const quoted = quotedIn(type, data);
    const quotedType = quoted && typeOf(quoted.event);
    if (!quotedType) return this.#climb(type, version, data);
    return this.#climb(type, version, { ...data, [quoted.field]: this.#climb(quotedType, version, quoted.data) });
  }

  #climb(type: string, from: number, data: Data): Data {
    const steps = this.#upcasters[type] ?? {};
    let reached = data;
    for (let version = from + 1; version <= this.newest; version += 1) reached = steps[version]?.(reached) ?? reached;
    return reached;
  }
}

/** What an event's data quote: of which event, in which field. Null where they quote nothing. */
export function quotedIn(
  type: string,
  data: Data,
): { readonly event: string; readonly field: string; readonly data: Data } | null {
  const field = QUOTES[type];
  const quoted = field === undefined ? undefined : data[field];
  if (field === undefined || typeof data.event !== 'string' || !isData(quoted)) return null;
  return { event: data.event, field, data: quoted };
}

export function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
