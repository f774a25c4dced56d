import { type Command, commandSchema } from '@offtake/deals/command';
import type { Request } from '../src/decider/draft.ts';
import { idempotencyOf } from '../src/decider/idempotency.ts';

const evidence = [{ publisher: 'a newspaper', tier: 'press' }];

export function registered(party: string, name = party): Command {
  return commandSchema.parse({ type: 'PartyRegistered', party, data: { name }, announcedOn: '2025-01-01', evidence });
}

/** A deal in which one party pays another. */
export function announced(
  deal: string,
  value = '10',
  announcedOn = '2025-02-01',
  from = 'openai',
  to = 'aws',
): Command {
  const quantity = { qualifier: 'exact', value, unit: 'USD' };
  const leg = { leg: 'price', kind: 'payment', obligor: from, obligee: to, binding: 'firm', quantity };
  return commandSchema.parse({
    type: 'DealAnnounced',
    deal,
    data: { title: deal, legs: [leg] },
    announcedOn,
    evidence,
  });
}

export function performed(deal: string, value = '1', announcedOn = '2025-03-01'): Command {
  const quantity = { qualifier: 'exact', value, unit: 'USD' };
  return commandSchema.parse({
    type: 'PerformanceRecorded',
    deal,
    data: { leg: 'price', quantity },
    announcedOn,
    evidence,
  });
}

export function request(command: Command, rest: { readonly key?: string; readonly ifMatch?: number } = {}): Request {
  return {
    command,
    actor: 'somebody',
    correlationId: 'a request',
    ifMatch: rest.ifMatch ?? null,
    idempotency: idempotencyOf('somebody', rest.key, command, 'day'),
  };
}
