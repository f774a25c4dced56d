import { Decider } from '@offtake/command-service/decider/decider';
import type { Request } from '@offtake/command-service/decider/draft';
import { idempotencyOf } from '@offtake/command-service/decider/idempotency';
import { type Command, commandSchema } from '@offtake/deals/command';
import { grant, migrate } from '@offtake/event-store/migrate';
import { connect, type EventStore } from '@offtake/event-store/store';
import type { Bench } from './bench-system.ts';
import { dealAnnounced, partyRegistered, performed } from './books/wording.ts';

/** A ledger of its own on the same server, and the decider of a book in it: the way a command takes, without HTTP. */
export interface Ledger {
  readonly store: EventStore;
  /** Resolves when the event is recorded: a payment on one of the deals, under a key of its own. */
  pay(deal: number): Promise<void>;
  close(): Promise<void>;
}

const BOOK = 'speed';
/** Who asks, and in the course of what: of the length that they have in the service. */
const ORIGIN = { actor: 'operator', correlationId: '0b6f1c1e-53a9-4d0f-9a63-7f0c1d2e3f40' };

export async function openLedger(bench: Bench, name: string, deals: number): Promise<Ledger> {
  const database = await bench.database(name);
  await migrate(database.owner);
  await grant(database.owner);
  const store = connect(database.command);
  await store.createBook({ book: BOOK, name: BOOK, partition: 0 });
  const decider = new Decider(store, BOOK, () => {});
  const submit = async (request: Request) => {
    const answer = await decider.submit(request);
    if (answer.answer !== 'recorded') throw new Error(`not recorded: ${JSON.stringify(answer)}`);
  };
  const command = (event: object): Command => commandSchema.parse(event);
  for (const event of [partyRegistered('buyer'), partyRegistered('seller')]) await submit(request(command(event)));
  const announcements = Array.from({ length: deals }, (_, n) => command(dealAnnounced(`deal-${n}`, n)));
  await Promise.all(announcements.map((each) => submit(request(each))));
  const payments = Array.from({ length: deals }, (_, n) => command(performed(`deal-${n}`, '1')));
  let sent = 0;
  return {
    store,
    pay: (deal) => submit(request(fresh(payments[deal] as Command), `payment-${name}-${sent++}`)),
    close: () => store.close(),
  };
}

/** As it comes from a parser: nothing of it was seen before. */
function fresh(command: Command): Command {
  const evidence = command.evidence?.map((one) => ({ ...one }));
  return { ...command, data: { ...command.data }, evidence } as Command;
}

function request(command: Command, key: string | null = null): Request {
  return { ...ORIGIN, command, ifMatch: null, idempotency: idempotencyOf(ORIGIN.actor, key, command, 'day') };
}
