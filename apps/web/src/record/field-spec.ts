import { decimal, previousSchema, signedDecimal } from '@offtake/deals/quantity';
import { slug } from '@offtake/deals/vocabulary';
import type { z } from 'zod';

/** What a form needs to know of a schema: the API's own schemas, described as fields. */

export type FieldSpec =
  | { readonly is: 'text' | 'slug' | 'decimal' | 'date' | 'whole' | 'flag' }
  /** An event of the same stream, by its id. */
  | { readonly is: 'reference' }
  /** A total as the API prints it, echoed as it was read. */
  | { readonly is: 'printed' }
  /** Whatever the data of the corrected, or disputed, event is. */
  | { readonly is: 'data' }
  | { readonly is: 'choice'; readonly choices: readonly string[] }
  | { readonly is: 'list'; readonly item: FieldSpec }
  | { readonly is: 'group'; readonly fields: readonly NamedField[] }
  /** Fields that depend on the choice of one of them. */
  | { readonly is: 'variant'; readonly by: string; readonly cases: ReadonlyMap<string, readonly NamedField[]> };

export interface NamedField {
  readonly name: string;
  readonly spec: FieldSpec;
  readonly optional: boolean;
}

type Schema = z.core.$ZodType;
interface Definition {
  readonly type: string;
  readonly shape?: Readonly<Record<string, Schema>>;
  readonly innerType?: Schema;
  readonly element?: Schema;
  readonly entries?: Readonly<Record<string, string>>;
  readonly options?: readonly Schema[];
  readonly discriminator?: string;
  readonly format?: string;
  readonly values?: readonly unknown[];
}
const definitionOf = (schema: Schema) => schema._zod.def as unknown as Definition;

/** The fields of a schema; null for what a form never asks (fixed values, values that must be absent). */
export function describeSchema(schema: Schema): FieldSpec | null {
  if (schema === slug) return { is: 'slug' };
  if (schema === decimal || schema === signedDecimal) return { is: 'decimal' };
  if (schema === previousSchema) return { is: 'printed' };
  const definition = definitionOf(schema);
  switch (definition.type) {
    case 'optional':
    case 'nullable':
      return definition.innerType ? describeSchema(definition.innerType) : null;
    case 'string':
      return { is: definition.format === 'date' ? 'date' : 'text' };
    case 'number':
      return { is: 'whole' };
    case 'boolean':
      return { is: 'flag' };
    case 'enum':
      return { is: 'choice', choices: Object.values(definition.entries ?? {}) };
    case 'array': {
      const item = definition.element ? describeSchema(definition.element) : null;
      return item && { is: 'list', item };
    }
    case 'object':
      return { is: 'group', fields: fieldsOf(schema) };
    case 'record':
      return { is: 'data' };
    case 'union':
      return describeUnion(definition);
    default:
      return null;
  }
}

function describeUnion({ options = [], discriminator }: Definition): FieldSpec | null {
  if (!discriminator) {
    // An event is named by its id or its version: a form offers the events themselves. Else the first way will do.
    const byId = options.some((option) => definitionOf(option).format === 'uuid');
    return byId ? { is: 'reference' } : options[0] ? describeSchema(options[0]) : null;
  }
  const cases = options.map((option) => {
    const tag = definitionOf(option).shape?.[discriminator];
    const value = String((tag && definitionOf(tag).values?.[0]) ?? '');
    return [value, fieldsOf(option)] as const;
  });
  return { is: 'variant', by: discriminator, cases: new Map(cases) };
}

function fieldsOf(schema: Schema): readonly NamedField[] {
  return Object.entries(definitionOf(schema).shape ?? {}).flatMap(([name, inner]) => {
    const spec = describeSchema(inner);
    return spec ? [{ name, spec, optional: isOptional(inner) }] : [];
  });
}

function isOptional(schema: Schema): boolean {
  const { type } = definitionOf(schema);
  return type === 'optional' || type === 'nullable';
}

/** What every field on a form is given. */
export interface SpecFieldProps {
  readonly spec: FieldSpec;
  readonly name: string;
  /** The JSON Pointer of its value in what is sent. */
  readonly pointer: string;
  readonly optional?: boolean;
}
