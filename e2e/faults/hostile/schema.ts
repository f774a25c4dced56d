import type { Random } from '../harness/random.ts';

/** As much of JSON Schema as the API's document speaks. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: string;
}

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: Schema;
}

interface PathItem {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, PathItem>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

export interface Operation {
  readonly path: string;
  readonly method: string;
  readonly parameters: readonly Parameter[];
  readonly body: Schema | null;
}

export function operationsOf({ paths }: ApiDocument): readonly Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], requestBody }]) => {
      const body = Object.values(requestBody?.content ?? {})[0]?.schema ?? null;
      return { path, method: method.toUpperCase(), parameters, body };
    }),
  );
}

/** What a schema of text may be filled with: those of them that fit its pattern. */
const TEXTS = [
  ['buyer', 'seller', 'supply', 'price', 'a-deal', 'all-of-it', 'somebody', 'payment'],
  ['2025-02-01', '2026-11-30', '2027-01-31T12:00:00Z', '1', '3', '69.5', '-12.25', '999999999999999999.999999'],
  ['USD', 'MW', 'Aa0', 'deal/supply', 'party/buyer', 'supply/price', 'https://example.org/a?b=c'],
  ['018f4e7a-7d3c-7000-8000-000000000001', 'R0MUWSFPU8MPRO8K5P83', 'deal,leg,due-quarter', 'account,unit'],
].flat();
const MOST_DEEP = 12;
const MOST_ITEMS = 3;

/** Fills schemas of a document with values that mostly fit. */
export class Samples {
  readonly #schemas: Readonly<Record<string, Schema>>;
  readonly #fitting = new Map<string, readonly string[]>();

  constructor(document: ApiDocument) {
    this.#schemas = document.components.schemas;
  }

  of(asked: Schema, random: Random, depth = 0): unknown {
    const schema = this.#resolved(asked);
    const choices = schema.oneOf ?? schema.anyOf;
    if (choices !== undefined) return this.of(random.pick(choices), random, depth + 1);
    if (schema.enum !== undefined) return random.pick(schema.enum);
    const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? ['object']);
    const type = random.pick(types);
    if (type === 'object') return depth > MOST_DEEP ? {} : this.#object(schema, random, depth);
    if (type === 'array') {
      const items = schema.items;
      if (items === undefined || depth > MOST_DEEP) return [];
      const length = random.between(schema.minItems ?? 0, (schema.minItems ?? 0) + MOST_ITEMS);
      return Array.from({ length }, () => this.of(items, random, depth + 1));
    }
    if (type === 'integer' || type === 'number') {
      const least = schema.minimum ?? 0;
      return random.between(least, Math.min(schema.maximum ?? least + 10, least + 10));
    }
    if (type === 'boolean') return random.next() < 0.5;
    return type === 'string' ? random.pick(this.#texts(schema)) : null;
  }

  #resolved(schema: Schema): Schema {
    const name = schema.$ref?.split('/').at(-1);
    return name === undefined ? schema : this.#resolved(this.#schemas[name] ?? {});
  }

  #object({ properties = {}, required = [], additionalProperties }: Schema, random: Random, depth: number): object {
    const named = Object.entries(properties)
      .filter(([name]) => required.includes(name) || random.next() < 0.4)
      .map(([name, schema]) => [name, this.of(schema, random, depth + 1)] as const);
    const others = typeof additionalProperties === 'object' ? additionalProperties : null;
    const more = others === null ? [] : ['buyer', 'seller'].map((name) => [name, this.of(others, random, depth + 1)]);
    return Object.fromEntries([...named, ...more]);
  }

  #texts({ pattern, minLength = 0, maxLength = Number.POSITIVE_INFINITY }: Schema): readonly string[] {
    const key = JSON.stringify([pattern, minLength, maxLength]);
    const known = this.#fitting.get(key);
    if (known !== undefined) return known;
    const wanted = new RegExp(pattern ?? '', 'u');
    const found = TEXTS.filter((text) => wanted.test(text) && text.length >= minLength && text.length <= maxLength);
    const texts = found.length > 0 ? found : ['A'];
    this.#fitting.set(key, texts);
    return texts;
  }
}
