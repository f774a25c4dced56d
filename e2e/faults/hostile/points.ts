import type { Random } from '../harness/random.ts';
import type { ApiDocument, Operation, Schema } from './schema.ts';

/** One place of a request that is right otherwise, and what stands there. */
export interface Point {
  readonly operation: Operation;
  /** Of the query; null: it is in the body. */
  readonly parameter: string | null;
  /** What the body is a sample of; null: there is none. */
  readonly alternative: Schema | null;
  readonly text: string;
}

/** What a database, a parser or a look-up by name takes ill. */
const SHARP = ['a\u0000b', '\ud800', '__proto__', "'", '', '9'.repeat(400)];
/** Of each kind of body: the places are drawn. */
const SAMPLES = 20;

/** Every parameter of every query, and every kind of body, with each of the sharpest texts. */
export function pointsOf(operations: readonly Operation[], { components }: ApiDocument): readonly Point[] {
  return operations.flatMap((operation) => {
    const { parameters, body } = operation;
    const asked = parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name);
    const inQuery = asked.flatMap((parameter) =>
      SHARP.map((text) => ({ operation, parameter, alternative: null, text })),
    );
    const schema = body && (components.schemas[body.$ref?.split('/').at(-1) ?? ''] ?? body);
    const kinds = schema === null ? [] : (schema.oneOf ?? [schema]);
    const inBody = kinds.flatMap((alternative) =>
      Array.from({ length: SAMPLES }, (_, i) => {
        return { operation, parameter: null, alternative, text: SHARP[i % SHARP.length] ?? '' };
      }),
    );
    return [...inQuery, ...inBody];
  });
}

/** JSON text of a value in which this stands in the place of one of its texts. */
export function withText(value: unknown, text: string, random: Random): string {
  const json = JSON.stringify(value);
  const places = [...json.matchAll(/"(?:[^"\\]|\\.)*"(?!:)/g)];
  if (places.length === 0) return json;
  const place = random.pick(places);
  return json.slice(0, place.index) + JSON.stringify(text) + json.slice(place.index + place[0].length);
}
