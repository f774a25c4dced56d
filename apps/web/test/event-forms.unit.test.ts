import { commandSchema } from '@offtake/deals/command';
import { describe, expect, it } from 'vitest';
import { dataSpecOf, EVENT_GROUPS, firstValues, formOf } from '../src/record/event-forms.ts';
import { fieldName, filledIn, pointersOf } from '../src/record/form-values.ts';

const types = EVENT_GROUPS.flatMap((group) => group.types);

describe('the forms', () => {
  it('are as many as the API takes types of event', () => {
    expect(new Set(types)).toEqual(new Set(commandSchema.options.map((option) => option.shape.type.value)));
  });

  it('ask for everything that the schema refuses to be without', () => {
    for (const type of types) {
      const form = formOf(type);
      const values = firstValues(form, '2026-01-02', {});
      const fields = new Set(pointersOf(form.spec, values, null));
      const refused = commandSchema.safeParse({ type, ...(filledIn(form.spec, values) as object) });
      for (const issue of refused.error?.issues ?? []) {
        expect(fields, `${type} ${issue.path.join('/')}`).toContain(`/${issue.path.join('/')}`);
      }
    }
  });
});

describe('a filled form', () => {
  it('is sent without its blanks, and numbers as they were typed', () => {
    const form = formOf('PerformanceRecorded');
    const values = {
      ...firstValues(form, '2026-01-02', { deal: 'openai-aws', leg: 'price' }),
      evidence: [{ publisher: ' AWS ', tier: 'company', url: '', title: '' }],
    };
    (values as { data?: unknown }).data = {
      leg: 'price',
      quantity: { qualifier: 'exact', value: '100000000.50', unit: 'USD' },
      site: '',
      overPerformance: false,
    };
    expect(filledIn(form.spec, values)).toEqual({
      deal: 'openai-aws',
      data: { leg: 'price', quantity: { qualifier: 'exact', value: '100000000.50', unit: 'USD' } },
      announcedOn: '2026-01-02',
      evidence: [{ publisher: 'AWS', tier: 'company' }],
    });
  });

  it('sends of a quantity only what its qualifier has', () => {
    const spec = dataSpecOf('DealAnnounced');
    const leg = { leg: 'a', quantity: { qualifier: 'undisclosed', value: '5', low: '1', unit: 'USD' } };
    const sent = spec && (filledIn(spec, { title: 't', legs: [leg] }) as { legs: { quantity: object }[] });
    expect(sent?.legs[0]?.quantity).toEqual({ qualifier: 'undisclosed', unit: 'USD' });
  });

  it('of a correction sends the data of the event that it corrects', () => {
    const form = formOf('EventCorrected');
    const values = { deal: 'd', data: { event: 'x', data: { right: 'first-refusal' } } };
    expect(filledIn(form.spec, values, dataSpecOf('RightEnded'))).toMatchObject({
      data: { event: 'x', data: { right: 'first-refusal' } },
    });
  });
});

describe('a field', () => {
  it('is known to the form library by its name', () => {
    expect(fieldName('/data/legs/0/quantity/unit')).toBe('data.legs[0].quantity.unit');
  });
});
