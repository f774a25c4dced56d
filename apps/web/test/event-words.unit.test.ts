import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { gistOf } from '../src/feed/event-gist.ts';
import { EVENT_GROUPS, formOf } from '../src/record/event-forms.ts';
import { EVENT_MEANINGS } from '../src/record/event-meanings.ts';
import type { FieldSpec } from '../src/record/field-spec.ts';
import { CHOICES } from '../src/record/input-field.tsx';
import { EVENT_WORDS } from '../src/words/event-words.ts';
import { FIELD_WORDS } from '../src/words/field-words.ts';
import { ADD_WORDS } from '../src/words/list-words.ts';
import { RULE_WORDS } from '../src/words/rule-words.ts';

const types = EVENT_GROUPS.flatMap((group) => group.types);
const domain = path.resolve(import.meta.dirname, '../../../packages/deals/src');

/** Every rule that the domain can refuse by, as its sources name them. */
function rulesOfTheDomain(): readonly string[] {
  const sources = readdirSync(domain).map((file) => readFileSync(path.join(domain, file), 'utf8'));
  const refused = sources.flatMap((source) => [...source.matchAll(/refuse\(\s*'([a-z-]+)'/g)]);
  const ofLegs = sources.flatMap((source) => [...source.matchAll(/type LegRule =([^;]+);/g)]);
  const named = ofLegs.flatMap(([, union = '']) => [...union.matchAll(/'([a-z-]+)'/g)]);
  return [...new Set([...refused, ...named].map(([, rule = '']) => rule))].sort();
}

const namesIn = (spec: FieldSpec): readonly string[] => {
  if (spec.is === 'group') return spec.fields.flatMap(({ name, spec: inner }) => [name, ...namesIn(inner)]);
  if (spec.is === 'list') return namesIn(spec.item);
  if (spec.is !== 'variant') return [];
  const ofCases = [...spec.cases.values()].flat();
  return [spec.by, ...ofCases.flatMap(({ name, spec: inner }) => [name, ...namesIn(inner)])];
};
const choicesIn = (spec: FieldSpec): readonly string[] => {
  if (spec.is === 'choice') return spec.choices;
  if (spec.is === 'group') return spec.fields.flatMap(({ spec: inner }) => choicesIn(inner));
  if (spec.is === 'list') return choicesIn(spec.item);
  if (spec.is !== 'variant') return [];
  return [...spec.cases].flatMap(([tag, fields]) => [tag, ...fields.flatMap(({ spec: inner }) => choicesIn(inner))]);
};
const listsIn = (spec: FieldSpec, name = ''): readonly string[] => {
  if (spec.is === 'list') return [name, ...listsIn(spec.item)];
  if (spec.is === 'group') return spec.fields.flatMap((field) => listsIn(field.spec, field.name));
  if (spec.is !== 'variant') return [];
  return [...spec.cases.values()].flat().flatMap((field) => listsIn(field.spec, field.name));
};
const without = (words: object, keys: readonly string[]) => [...new Set(keys)].filter((key) => !(key in words));

// That every word has its Spanish is what the build fails without.
describe('every type of event', () => {
  it('has a name and says when to use it', () => {
    expect(without(EVENT_WORDS, types)).toEqual([]);
    expect(without(EVENT_MEANINGS, types)).toEqual([]);
  });
  it('has words for each of its fields, choices and lists', () => {
    const specs = types.map((type) => formOf(type).spec);
    expect(without(FIELD_WORDS, specs.flatMap(namesIn))).toEqual([]);
    expect(without(CHOICES, specs.flatMap(choicesIn))).toEqual([]);
    expect(
      without(
        ADD_WORDS,
        specs.flatMap((spec) => listsIn(spec)),
      ),
    ).toEqual([]);
  });
});

describe('every rule of the domain', () => {
  const rules = rulesOfTheDomain();
  it('is found in its sources', () => expect(rules).toContain('probable-duplicate'));
  it('has words of its own', () => expect(without(RULE_WORDS, rules)).toEqual([]));
});

describe('a line of the feed', () => {
  const usd = (value: string) => ({ qualifier: 'exact', value, unit: 'USD' });
  it.each([
    ['OptionExercised', { leg: 'more', quantity: usd('5') }, [{ leg: 'more', quantity: usd('5') }]],
    ['ConditionFailed', { leg: 'more' }, [{ leg: 'more' }]],
    [
      'LegNovated',
      { leg: 'price', role: 'obligor', to: 'microsoft' },
      [{ leg: 'price', text: 'obligor', party: 'microsoft' }],
    ],
    ['PartiesMerged', { into: 'amazon' }, [{ party: 'amazon' }]],
    [
      'PartyUpdated',
      { name: 'OpenAI PBC', lei: null },
      [
        { text: 'name', words: 'OpenAI PBC' },
        { text: 'lei', words: '–' },
      ],
    ],
    ['DisputeResolved', { event: 'x', ruling: 'recorded' }, [{ text: 'recorded' }]],
  ])('tells %s', (type, data, parts) => expect(gistOf({ type, data })).toEqual(parts));
});
