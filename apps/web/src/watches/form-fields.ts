import { formatDecimal, parseDecimal } from '@offtake/deals/amount';
import type { Measure } from '@offtake/deals/watch';
import type { Account, LegKind } from '../api/shapes.ts';
import type { WatchTerms } from '../api/watches.ts';

/** What stands in the fields of a watch's form, as it is typed and chosen. */
export interface Fields {
  /** `party/openai`, `deal/openai-oracle`; empty: not chosen yet. */
  readonly subject: string;
  readonly measure: Measure;
  /** Empty: whichever side it is on. */
  readonly side: '' | 'obligor' | 'obligee';
  /** `payment USD`. */
  readonly denomination: string;
  readonly accounts: readonly Account[];
  readonly is: 'above' | 'below';
  /** As typed: of shares and firmness a percentage. */
  readonly threshold: string;
  readonly name: string;
}

export const OF_PARTIES: readonly Measure[] = [
  'largest-share',
  'hhi',
  'firmness',
  'exposure',
  'overdue',
  'overdue-legs',
  'coverage',
];
export const OF_DEALS: readonly Measure[] = ['firmness', 'exposure', 'overdue', 'overdue-legs'];

/** Of these one side must be named: shares are shares of what is owed, or of what is due. */
export const needsSide = (measure: Measure) => measure === 'largest-share' || measure === 'hhi';
export const isPercent = (measure: Measure) => measure === 'largest-share' || measure === 'firmness';

/** A threshold that is worth a look, to begin with. 1,800 is where the US Merger Guidelines of 2023 say highly concentrated. */
const FIRST: Readonly<Record<Measure, Pick<Fields, 'is' | 'threshold'>>> = {
  'largest-share': { is: 'above', threshold: '40' },
  hhi: { is: 'above', threshold: '1800' },
  firmness: { is: 'below', threshold: '50' },
  exposure: { is: 'above', threshold: '' },
  overdue: { is: 'above', threshold: '0' },
  'overdue-legs': { is: 'above', threshold: '0' },
  coverage: { is: 'above', threshold: '1' },
};

export function emptyFields(subject: string, denomination: string): Fields {
  const common = { subject, side: 'obligor', denomination, accounts: ['firm'], name: '' } as const;
  const measure = subject.startsWith('deal/') ? 'firmness' : 'largest-share';
  return { ...common, measure, ...FIRST[measure] };
}

/** The fields with another measure: its own threshold to begin with. */
export function withMeasure(fields: Fields, measure: Measure): Fields {
  const side = needsSide(measure) && fields.side === '' ? 'obligor' : fields.side;
  return { ...fields, measure, side, ...FIRST[measure] };
}

/** The fields about something else, with a measure that there is of it. */
export function withSubject(fields: Fields, subject: string): Fields {
  const known = subject.startsWith('deal/') ? OF_DEALS : OF_PARTIES;
  const measure = known.includes(fields.measure) ? fields.measure : 'firmness';
  return { ...(measure === fields.measure ? fields : withMeasure(fields, measure)), subject };
}

export function fieldsOf(terms: WatchTerms): Fields {
  const isOfDeal = 'deal' in terms && terms.deal !== undefined;
  const unit = 'unit' in terms ? terms.unit : '';
  const { measure, is, threshold, name = '' } = terms;
  return {
    subject: isOfDeal ? `deal/${terms.deal}` : `party/${terms.party}`,
    measure,
    side: ('side' in terms ? terms.side : undefined) ?? '',
    denomination: 'kind' in terms ? `${terms.kind} ${unit}` : `payment ${unit}`,
    accounts: 'accounts' in terms ? terms.accounts : ['firm'],
    is,
    threshold: isPercent(measure) ? formatDecimal(parseDecimal(threshold) * 100n) : threshold,
    name,
  };
}

/** The fields that do not say yet what they have to: their places, as the API names them. */
export function missingIn(fields: Fields): readonly string[] {
  const { subject, measure, denomination, accounts } = fields;
  return [
    subject === '' ? '/party' : null,
    measure !== 'overdue-legs' && denomination === '' ? '/unit' : null,
    measure === 'exposure' && accounts.length === 0 ? '/accounts' : null,
    thresholdOf(fields) === null ? '/threshold' : null,
  ].filter((path) => path !== null);
}

/** What is asked of the server; the fields say all that they have to. */
export function termsOf(fields: Fields): WatchTerms {
  const { subject, measure, is, accounts, name } = fields;
  const [scope, about = ''] = subject.split('/');
  const isOfDeal = scope === 'deal';
  const [kind, unit = ''] = fields.denomination.split(' ') as [LegKind, string?];
  const side = isOfDeal || fields.side === '' ? {} : { side: fields.side };
  const common = { is, threshold: thresholdOf(fields) ?? '0', ...(name.trim() === '' ? {} : { name: name.trim() }) };
  const either = { ...(isOfDeal ? { deal: about } : { party: about }), ...side };
  switch (measure) {
    case 'largest-share':
    case 'hhi':
      return { measure, party: about, side: fields.side || 'obligor', kind, unit, ...common };
    case 'coverage':
      return { measure, party: about, unit, ...common };
    case 'overdue-legs':
      return { measure, ...either, ...common };
    case 'exposure':
      return { measure, ...either, kind, unit, accounts: [...accounts], ...common };
    default:
      return { measure, ...either, kind, unit, ...common };
  }
}

/** As the server takes it; null: no number of this form. A comma is read as the point that it is in many languages. */
function thresholdOf({ measure, threshold }: Fields): string | null {
  const text = threshold.trim().replace(',', '.');
  if (!/^\d{1,18}(\.\d{1,4})?$/.test(text)) return null;
  return isPercent(measure) ? formatDecimal(parseDecimal(text) / 100n) : text;
}
