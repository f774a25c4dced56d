import { commandSchema } from '@offtake/deals/command';
import { z } from 'zod';

/** What may stand at a place of an event, read off the schema that events are checked by. */
export interface Shape {
  /** A text; `number`, `date`: one that is written in that form. */
  text: boolean;
  number: boolean;
  date: boolean;
  /** A whole number that is no text. */
  integer: boolean;
  flag: boolean;
  /** Something with fields of its own. */
  readonly fields: Map<string, Shape>;
  items: Shape | null;
}

/** The shape of each type of event; and of all of them together, for what may stand in any. */
export interface EventShapes {
  readonly ofType: ReadonlyMap<string, Shape>;
  readonly ofAny: Shape;
}

type JsonSchema = z.core.JSONSchema.JSONSchema;

/** How the patterns of decimal strings begin. */
const DECIMAL = /\\d\{1,18\}/;

export function eventShapes(): EventShapes {
  const { $defs = {}, ...root } = z.toJSONSchema(commandSchema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
  const ofType = new Map<string, Shape>();
  const ofAny = nothing();
  const ofData = nothing();
  const choices = resolve(root, $defs).oneOf ?? [];
  for (const choice of choices) add(ofData, resolve(choice, $defs).properties?.['data'], $defs, null);
  for (const choice of choices) {
    const { properties = {} } = resolve(choice, $defs);
    const type = String((properties['type'] as JsonSchema).const);
    const shape = nothing();
    add(shape, choice, $defs, ofData);
    add(ofAny, choice, $defs, ofData);
    ofType.set(type, shape);
  }
  return { ofType, ofAny };
}

function nothing(): Shape {
  return { text: false, number: false, date: false, integer: false, flag: false, fields: new Map(), items: null };
}

/** Adds to a shape what a schema allows. @param quoted the shape of whatever data an event quotes of another */
function add(shape: Shape, given: unknown, defs: Readonly<Record<string, JsonSchema>>, quoted: Shape | null): void {
  if (typeof given !== 'object' || given === null) return;
  const schema = resolve(given as JsonSchema, defs);
  for (const choice of [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])]) {
    add(shape, choice, defs, quoted);
  }
  for (const type of [schema.type ?? typeof schema.const].flat()) {
    if (type === 'string') addText(shape, schema);
    if (type === 'integer' || type === 'number') shape.integer = true;
    if (type === 'boolean') shape.flag = true;
  }
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    const known = shape.fields.get(name) ?? nothing();
    shape.fields.set(name, known);
    add(known, field, defs, quoted);
  }
  if (schema.items !== undefined) {
    shape.items ??= nothing();
    add(shape.items, schema.items, defs, quoted);
  }
  if (quoted && isOpen(schema)) for (const [name, field] of quoted.fields) shape.fields.set(name, field);
}

function addText(shape: Shape, { format, pattern }: JsonSchema): void {
  shape.text = true;
  if (format === 'date') shape.date = true;
  if (pattern !== undefined && DECIMAL.test(pattern)) shape.number = true;
}

/** An object with any fields: the data of another event. */
function isOpen({ type, additionalProperties }: JsonSchema): boolean {
  return type === 'object' && typeof additionalProperties === 'object';
}

function resolve(schema: JsonSchema, defs: Readonly<Record<string, JsonSchema>>): JsonSchema {
  const name = schema.$ref?.replace('#/$defs/', '');
  return name === undefined ? schema : resolve(defs[name] ?? {}, defs);
}
