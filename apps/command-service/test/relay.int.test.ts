import { connect, type EventStore } from '@offtake/event-store/store';
import { type Outgoing, type Publisher, Refused, Unreachable } from '@offtake/event-transport/transport';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { Decider } from '../src/decider/decider.ts';
import { Relay } from '../src/relay/relay.ts';
import { registered, request } from './commands.ts';
import { startDatabase, type TestDatabase } from './database.ts';

let database: TestDatabase;
let store: EventStore;
const relays: Relay[] = [];

beforeAll(async () => {
  database = await startDatabase();
  store = connect(database.commandUrl);
});
afterEach(async () => {
  await Promise.all(relays.splice(0).map((relay) => relay.close()));
});
afterAll(async () => {
  await store.close();
  await database.close();
});

/** A log in memory, which takes what `takes` says. */
class Log implements Publisher {
  readonly #topic: string;
  readonly #takes: (message: Outgoing) => boolean;
  readonly published: string[] = [];
  reachable = true;

  constructor(topic: string, takes: (message: Outgoing) => boolean = () => true) {
    this.#topic = topic;
    this.#takes = takes;
  }

  async publish(_partition: number, messages: readonly Outgoing[]): Promise<void> {
    if (!this.reachable) throw new Unreachable('nobody there');
    if (!messages.every(this.#takes)) throw new Refused('not this');
    this.published.push(...messages.map(({ book, headers }) => `${book} ${headers.ce_position}`));
  }

  async target() {
    return { cluster: 'here', topic: this.#topic, partitions: 1 };
  }

  async close(): Promise<void> {}
}

function relayTo(publisher: Publisher): Relay {
  const options = { store, databaseUrl: database.commandUrl, publisher, ensureTopic: async () => {} };
  const relay = new Relay({ ...options, log: () => {}, onPublished: () => {}, onState: () => {} });
  relays.push(relay);
  return relay;
}

async function bookWith(book: string, ...parties: readonly string[]): Promise<Decider> {
  await store.createBook({ book, name: book, partition: 0 });
  const decider = new Decider(store, book, (recorded) => store.announce(recorded));
  for (const party of parties) await decider.submit(request(registered(party)));
  return decider;
}

describe('a relay', () => {
  it('fills a new topic from the start, and goes on with what is recorded', async () => {
    const decider = await bookWith('one', 'a', 'b');
    const log = new Log('first');
    relayTo(log);
    await vi.waitFor(() => expect(log.published).toEqual(['one 1', 'one 2']), 5_000);
    // By its poll alone it would need a second for each.
    const began = Date.now();
    for (const [party, position] of [
      ['c', 3],
      ['d', 4],
      ['e', 5],
      ['f', 6],
    ] as const) {
      await decider.submit(request(registered(party)));
      await vi.waitFor(() => expect(log.published).toContain(`one ${position}`), { timeout: 5_000, interval: 5 });
    }
    expect(Date.now() - began).toBeLessThan(2_500);
    const other = new Log('second');
    await relays.pop()?.close();
    relayTo(other);
    await vi.waitFor(() => expect(other.published).toEqual(log.published), 5_000);
  });

  it('sets a book aside at the event that is refused for its content, and goes on with the others', async () => {
    await bookWith('bad', 'fine', 'refused', 'later');
    await bookWith('good', 'a', 'b', 'c');
    const log = new Log('third', ({ headers }) => headers.ce_subject !== 'party/refused');
    const relay = relayTo(log);
    await vi.waitFor(() => expect([...relay.setAside.keys()]).toEqual(['bad']), 5_000);
    expect(relay.setAside.get('bad')).toContain('event 2');
    expect(log.published.filter((event) => /^(bad|good)/.test(event)).sort()).toEqual([
      'bad 1',
      'good 1',
      'good 2',
      'good 3',
    ]);
  });

  it('waits for a log that cannot be reached, and leaves nothing out', async () => {
    await bookWith('waiting', 'a', 'b');
    const log = new Log('fourth');
    log.reachable = false;
    relayTo(log);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(log.published).toEqual([]);
    log.reachable = true;
    await vi.waitFor(() => expect(log.published).toEqual(expect.arrayContaining(['waiting 1', 'waiting 2'])), 10_000);
  });

  it('publishes what is committed before it ends', async () => {
    await bookWith('ending', 'a');
    const log = new Log('last');
    const relay = relayTo(log);
    await vi.waitFor(() => expect(log.published).toContain('ending 1'), 5_000);
    // Nobody tells the relay: only its poll would find them.
    const silent = new Decider(store, 'ending', () => {});
    await Promise.all(Array.from({ length: 1_200 }, (_, n) => silent.submit(request(registered(`late-${n}`)))));
    await relay.close();
    expect(log.published.filter((event) => event.startsWith('ending'))).toHaveLength(1_201);
  });

  it('ends soon although the log cannot be reached, and says why nothing is published', async () => {
    await bookWith('unreached', 'a');
    const log = new Log('nowhere');
    log.reachable = false;
    const relay = relayTo(log);
    await vi.waitFor(() => expect(relay.trouble?.reason).toBe('nobody there'), 5_000);
    await relay.close();
    expect(log.published).toEqual([]);
  });

  it('is one of several: the next takes over when it ends', async () => {
    const decider = await bookWith('shared', 'a');
    const [first, second] = [new Log('fifth'), new Log('fifth')];
    const relay = relayTo(first);
    await vi.waitFor(() => expect(first.published).toContain('shared 1'), 5_000);
    relayTo(second);
    await decider.submit(request(registered('b')));
    await vi.waitFor(() => expect(first.published).toContain('shared 2'), 5_000);
    await relay.close();
    await decider.submit(request(registered('c')));
    await vi.waitFor(() => expect(second.published).toEqual(['shared 3']), 10_000);
  });
});
