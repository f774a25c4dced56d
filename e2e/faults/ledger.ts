import { connect } from '@offtake/event-store/store';
import { type Fault, SINGLE, type Struck } from './harness/fault.ts';
import { SideBook } from './harness/side-book.ts';
import { rowsOf } from './harness/sql.ts';

/** The announcement of the deal. */
const CHANGED = 3;

/** What may happen to the ledger past its services. */
export const LEDGER_FAULTS: readonly Fault[] = [
  {
    name: 'the ledger restored to an earlier state',
    size: SINGLE,
    async strike(at) {
      const { expect } = at;
      const side = await sideOf(at);
      await side.pay(3);
      await side.projected();
      const before = side.position;
      const kept = before - 2;
      await side.published();
      at.system.forked.add(side.book);
      await restoredTo(at, side.book, kept);
      await side.pay(1);
      expect(side.position === kept + 1, `the next event stands at ${side.position}, not at ${kept + 1}`);
      await side.halted(`forked at ${kept + 1}`);
      const { checkpoint } = await side.state();
      expect(checkpoint === before, `the read models of ${side.book} stand at ${checkpoint}, not at ${before}`);
      return { from: Date.now() };
    },
  },
  {
    name: 'an event changed in the database by hand',
    size: SINGLE,
    async strike(at) {
      const side = await sideOf(at);
      const { adminUrl } = at.system;
      // A relay that reads it while it is another would publish it so, and its book would halt.
      await side.published();
      await bodyReplaced(adminUrl, side.book, '1000000', '1000001');
      const store = connect(adminUrl, { connections: 1 });
      const verified = await store.verify(side.book).finally(() => store.close());
      const named = !verified.intact && verified.position === CHANGED;
      at.expect(named, `verifying says ${JSON.stringify(verified)}, not that ${CHANGED} does not fit`);
      await bodyReplaced(adminUrl, side.book, '1000001', '1000000');
      return { from: Date.now() };
    },
  },
];

async function sideOf({ system, load }: Struck): Promise<SideBook> {
  const side = await SideBook.open(system, `${load.book}-side`);
  system.spoiltInTopic.add(side.book);
  return side;
}

/** As a backup of the database from then would leave the book. */
async function restoredTo({ system }: Struck, book: string, position: number): Promise<void> {
  await pastTheTriggers(
    system.adminUrl,
    `delete from ledger.event where book = '${book}' and position > ${position};
     delete from ledger.guard where book = '${book}' and position > ${position};
     delete from ledger.idempotency where book = '${book}' and position > ${position};
     update ledger.book b set head = e.position, hash = e.hash, recorded_at = e.recorded_at
       from ledger.event e where e.book = b.book and e.position = ${position} and b.book = '${book}';
     update ledger.relay_cursor set position = least(position, ${position}) where book = '${book}';`,
  );
}

function bodyReplaced(url: string, book: string, from: string, to: string): Promise<void> {
  const body = `replace(body, '"value":"${from}"', '"value":"${to}"')`;
  return pastTheTriggers(
    url,
    `update ledger.event set body = ${body} where book = '${book}' and position = ${CHANGED};`,
  );
}

/** What nobody but the owner of the database can do, and nobody by mistake. */
async function pastTheTriggers(url: string, statements: string): Promise<void> {
  const table = 'alter table ledger.event';
  await rowsOf(
    url,
    `begin; ${table} disable trigger user; ${statements} ${table} enable always trigger append_only; commit`,
  );
}
