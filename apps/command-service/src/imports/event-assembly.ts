import { pointerOf } from './csv-columns.ts';

/** An object, or a list, whose keys are then its steps. */
type Parts = Record<string, unknown>;

/** Puts an event together from the places of its cells. */
export class EventAssembly {
  readonly fields: Parts = {};
  /** What columns of parts have made, by path: what came whole from one cell is not among them. */
  readonly #made = new Map<string, Parts>();

  /** False where there is something already. */
  put(place: readonly string[], value: unknown): boolean {
    let at = this.fields;
    for (let depth = 1; depth < place.length; depth += 1) {
      const path = pointerOf(place.slice(0, depth));
      const part = place[depth - 1] ?? '';
      const made: Parts = this.#made.get(path) ?? partsOf(place[depth]);
      if (at[part] !== undefined && at[part] !== made) return false;
      at[part] = made;
      this.#made.set(path, made);
      at = made;
    }
    const last = place.at(-1) ?? '';
    if (at[last] !== undefined) return false;
    at[last] = value;
    return true;
  }

  /** Places that are missing in lists. */
  *holes(): Generator<readonly string[]> {
    for (const [path, made] of this.#made) {
      if (!Array.isArray(made)) continue;
      for (let i = 0; i < made.length; i += 1) if (!(i in made)) yield [...path.split('/').slice(1), String(i)];
    }
  }
}

function partsOf(first: string | undefined): Parts {
  const isList = first !== undefined && /^\d+$/.test(first);
  return isList ? ([] as unknown[] as unknown as Parts) : {};
}
