import { describe, expect, it } from 'vitest';
import { dataSpecOf } from '../src/record/event-forms.ts';
import type { FieldSpec } from '../src/record/field-spec.ts';
import { pastedRows } from '../src/record/pasted-rows.ts';

const itemAt = (type: string, ...names: readonly string[]): FieldSpec => {
  let spec = dataSpecOf(type) as FieldSpec;
  for (const name of names) {
    const fields = spec.is === 'group' ? spec.fields : [];
    const list = fields.find((field) => field.name === name)?.spec;
    if (list?.is !== 'list') throw new Error(`${name} is no list`);
    spec = list.item;
  }
  return spec;
};
const labelOf = (field: string) => (field === 'obligor' ? 'Obligor (owes)' : field);
const exact = (value: string) => ({ qualifier: 'exact', value });

describe('rows that are pasted into a list', () => {
  it('are steps of a schedule, by date and figure', () => {
    const step = itemAt('DealAnnounced', 'legs', 'schedule');
    expect(pastedRows('2026-12-31\t100\n2027-12-31\t200\n', step, labelOf)).toEqual([
      { due: { to: '2026-12-31' }, quantity: exact('100') },
      { due: { to: '2027-12-31' }, quantity: exact('200') },
    ]);
    expect(pastedRows('2026-01-01\t2026-12-31\t100', step, labelOf)).toEqual([
      { due: { from: '2026-01-01', to: '2026-12-31' }, quantity: exact('100') },
    ]);
  });

  it('are legs, by a first row that names the fields', () => {
    const text = 'Leg\tKind\tObligor\tobligee\tbinding\tvalue\tunit\nprice\tpayment\ta\tb\tfirm\t700\tUSD';
    expect(pastedRows(text, itemAt('DealAnnounced', 'legs'), labelOf)).toEqual([
      {
        leg: 'price',
        kind: 'payment',
        obligor: 'a',
        obligee: 'b',
        binding: 'firm',
        quantity: { ...exact('700'), unit: 'USD' },
      },
    ]);
  });

  it('are words, one on each line', () => {
    expect(pastedRows('OpenAI Inc.\nOpenAI Group', itemAt('PartyRegistered', 'aliases'), labelOf)).toEqual([
      'OpenAI Inc.',
      'OpenAI Group',
    ]);
  });

  it('that do not say what they are, are left to the field', () => {
    expect(pastedRows('what\tever\na\tb', itemAt('DealAnnounced', 'legs'), labelOf)).toBeNull();
    expect(pastedRows('one word', itemAt('PartyRegistered', 'aliases'), labelOf)).toBeNull();
  });
});
