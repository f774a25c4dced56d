/**
 * The columns that a table always has, in their order, whether or not a row fills them: so a sheet that is made of one
 * answer also fits the next one, and the answer without rows.
 */

/** By the route below /api/books. */
export const COLUMNS: Readonly<Record<string, string>> = {
  '': 'book name position checkpoint lag events deals parties state',
  '/:book/exposures': '{groupBy} kind unit low stated high unstated disputed',
  '/:book/exposures/explain':
    'book position recordedBy recordedByType event reading deal leg obligor obligee kind unit product account ' +
    'validFrom due.from due.to low stated high unstated unbounded disputed recordedAs.obligor recordedAs.obligee ' +
    'source.type source.title source.announcedOn source.effectiveOn source.recordedAt source.reason source.evidence',
  '/:book/exposures/diff': '{groupBy} kind unit from{amount} to{amount} difference{amount} disputed',
  '/:book/deals':
    'deal title state announcedOn lastConfirmedOn version parties legs flags.disputed flags.overdue leftAside totals',
  '/:book/deals/:deal/history':
    'position version event stream type status disputed names announcedOn effectiveOn recordedAt actor reason evidence ' +
    'data changes postings',
  '/:book/parties': 'party name aliases lei parent mergedInto merged deals',
  '/:book/parties/:party/history':
    'position version event stream type status disputed names announcedOn effectiveOn recordedAt actor reason evidence ' +
    'data changes',
  '/:book/events':
    'book position stream version event type deal party announcedOn effectiveOn data evidence reason recordedAt actor ' +
    'schemaVersion hash',
  '/:book/firmness':
    'kind unit headline{amount} firmness accounts.intent{amount} accounts.option{amount} accounts.conditional{amount} ' +
    'accounts.firm{amount} accounts.performed{amount} accounts.lapsed{amount} waterfall disputed',
  '/:book/delivery':
    'deal leg kind unit obligor obligee performed scheduled ratio overdue overdueLow overdueHigh daysOverdue unstated ' +
    'steps disputed',
  '/:book/runoff': 'side kind unit period low stated high unstated assumed disputed',
  '/:book/coverage':
    'unit payments{amount} undated{amount} past{amount} runRate{metric} cash{metric} undrawnFacilities{metric} ' +
    'ratio{interval} withLiquidity{interval} disputed',
  '/:book/reconciliation':
    'unit total{amount} counts.side counts.kinds performed{amount} firm{amount} conditional{amount} option{amount} ' +
    'intent{amount} rest overAllocated legs disputed',
  '/:book/rights':
    'date kind state deal right leg legKind holder grantor scope from to endedOn noticeDays unit low stated high ' +
    'unstated disputed',
  '/:book/concentration': 'party low stated high unstated share disputed',
  '/:book/flows': 'obligor obligee kind unit low stated high unstated disputed',
  '/:book/stress': 'party assets owed pays exact receives shortfall defaults round',
};

const PARTS: Readonly<Record<string, readonly string[]>> = {
  amount: ['low', 'stated', 'high', 'unstated'],
  metric: ['value', 'low', 'high', 'event', 'effectiveOn', 'period', 'disputed'],
  interval: ['low', 'stated', 'high'],
};

/** @param route as the router has it @param groupBy the keys of a sum, as they were asked for */
export function columnsOf(route: string, groupBy = ''): readonly string[] {
  const keys = groupBy.split(',').filter((key) => key !== '' && key !== 'kind' && key !== 'unit');
  const written = COLUMNS[route.replace(/^\/api\/books/, '')]?.split(' ') ?? [];
  return written.flatMap((column) => {
    if (column === '{groupBy}') return [...new Set(keys)];
    const [, name = '', parts = ''] = /^(.*)\{(\w+)\}$/.exec(column) ?? [];
    return PARTS[parts]?.map((part) => `${name}.${part}`) ?? [column];
  });
}

/** What a table is called when it is kept: `ai-compute-exposures-70.csv`. */
export function fileNameOf(path: string, position: unknown, extension: string): string {
  const parts = path.split('/').flatMap((part) => part.match(/[a-z0-9-]+/g) ?? []);
  const named = parts.filter((part, i) => i > 1 || (part !== 'api' && part !== 'books'));
  const at = typeof position === 'string' ? [position] : [];
  return `${(named.length > 0 ? [...named, ...at] : ['books']).join('-')}.${extension}`;
}
