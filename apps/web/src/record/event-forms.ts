import { commandSchema } from '@offtake/deals/command';
import { ABOUT_EVENTS, DEAL_EVENTS, type EventType, PARTY_EVENTS } from '@offtake/deals/events';
import { describeSchema, type FieldSpec, type NamedField } from './field-spec.ts';
import { blankOf, type Values } from './form-values.ts';

/** A form for every type of event, made of the schema that the API itself asks. */

export interface EventForm {
  readonly type: EventType;
  /** The stream that the event belongs to, its data, then when it was and who says so. */
  readonly spec: FieldSpec & { readonly is: 'group' };
  /** Which stream it may be written to. */
  readonly stream: 'deal' | 'party' | 'either';
}

export const EVENT_GROUPS: readonly {
  readonly name: 'deals' | 'parties' | 'about';
  readonly types: readonly EventType[];
}[] = [
  { name: 'deals', types: Object.keys(DEAL_EVENTS) as EventType[] },
  { name: 'parties', types: Object.keys(PARTY_EVENTS) as EventType[] },
  { name: 'about', types: Object.keys(ABOUT_EVENTS) as EventType[] },
];

const DATA: Readonly<Record<string, (typeof DEAL_EVENTS)[keyof typeof DEAL_EVENTS] | object>> = {
  ...DEAL_EVENTS,
  ...PARTY_EVENTS,
  ...ABOUT_EVENTS,
};

/** The fields of an event's data alone: what a correction replaces. */
export function dataSpecOf(type: string): FieldSpec | null {
  const schema = DATA[type];
  return schema ? describeSchema(schema as Parameters<typeof describeSchema>[0]) : null;
}

export function isEventType(type: string | undefined): type is EventType {
  return type !== undefined && type in DATA;
}

const forms = new Map<EventType, EventForm>();

export function formOf(type: EventType): EventForm {
  const known = forms.get(type);
  if (known) return known;
  const option = commandSchema.options.find((each) => each.shape.type.value === type);
  const spec = option && describeSchema(option);
  if (spec?.is !== 'group') throw new Error(`${type} has no form`);
  const stream = type in DEAL_EVENTS ? 'deal' : type in PARTY_EVENTS ? 'party' : 'either';
  const fields = ORDER.flatMap((name) => spec.fields.find((field) => field.name === name) ?? []);
  const form: EventForm = { type, stream, spec: { is: 'group', fields: fields.map((field) => asked(field, stream)) } };
  forms.set(type, form);
  return form;
}

const ORDER = ['deal', 'party', 'data', 'announcedOn', 'effectiveOn', 'evidence', 'reason'];

function asked(field: NamedField, stream: EventForm['stream']): NamedField {
  return field.name === stream ? { ...field, optional: false } : field;
}

/** First values: the announcement is of today, a source has its place, the stream is the one that was chosen. */
export function firstValues(
  form: EventForm,
  today: string,
  given: { deal?: string; party?: string; leg?: string; present?: Values | null },
): Values {
  const values = blankOf(form.spec) as Values;
  const evidence = form.spec.fields.find((field) => field.name === 'evidence');
  const source = evidence?.spec.is === 'list' ? blankOf(evidence.spec.item) : {};
  const data = (values['data'] ?? {}) as Values;
  return {
    ...values,
    announcedOn: today,
    evidence: evidence?.optional ? [] : [{ ...(source as Values), tier: 'press' }],
    ...(given.deal ? { deal: given.deal } : {}),
    ...(given.party ? { party: given.party } : {}),
    data: {
      ...data,
      ...given.present,
      ...(given.leg && 'leg' in data ? { leg: given.leg } : {}),
      ...(given.party && 'parties' in data ? { parties: [given.party] } : {}),
      ...(form.type === 'DealAmended' ? { changes: [{ op: 'replace' }] } : {}),
      ...(form.type === 'PerformanceRecorded' ? { quantity: { qualifier: 'exact' } } : {}),
    },
  };
}
