import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { type Checkpoint, judge } from '../../src/ingest/rules.ts';

const live: Checkpoint = {
  book: 'b',
  partition: 0,
  position: 5,
  hash: 'h5',
  offset: 9n,
  offsetPosition: 5,
  turn: 0,
  halted: null,
};
const applied = (position: number) => `h${position}`;
const fits = () => true;
const altered = () => false;
const event = (position: number, hash = `h${position}`, prevHash = `h${position - 1}`) => {
  return { id: `e${position}`, position, hash, prevHash };
};

describe('an event', () => {
  it('is skipped where it was applied', () => {
    expect(judge(live, event(5), applied, fits)).toBe('skip');
    expect(judge(live, event(1), applied, fits)).toBe('skip');
  });
  it('is applied where it comes next and continues the chain', () => {
    expect(judge(live, event(6), applied, fits)).toBe('apply');
  });
  it('is passed over where something before it is missing', () => {
    expect(judge(live, event(7), applied, fits)).toBe('pass over');
  });
  it('halts the book where it belongs to another history', () => {
    expect(judge(live, event(3, 'other'), applied, fits)).toEqual({ reason: 'forked at 3', event: 'e3' });
    expect(judge(live, event(6, 'h6', 'other'), applied, fits)).toEqual({ reason: 'forked at 6', event: 'e6' });
  });
  it('is as good as missing where its message was altered, and does no harm where it was applied', () => {
    expect(judge(live, event(6), applied, altered)).toBe('altered');
    expect(judge(live, event(6, 'h6', 'other'), applied, altered)).toBe('altered');
    expect(judge(live, event(3, 'other'), applied, altered)).toBe('skip');
  });
  it('is ignored while its book is halted', () => {
    const halted = { ...live, halted: { reason: 'gap at 6', event: null } };
    for (const position of [3, 6, 7]) expect(judge(halted, event(position), applied, fits)).toBe('ignore');
  });
});

describe('the environment', () => {
  const DATABASE_URL = 'postgres://x';
  it('names a log: Kafka with its brokers, or the ledger itself', () => {
    const kafka = readConfig({ DATABASE_URL, KAFKA_BROKERS: 'a:1,b:2' });
    expect(kafka.log).toEqual({ kind: 'kafka', brokers: ['a:1', 'b:2'] });
    expect(readConfig({ DATABASE_URL, KAFKA_BROKERS: '', OFFTAKE_LOG: 'postgres' }).log).toEqual({ kind: 'postgres' });
  });
  it('is refused where it lacks what the service cannot do without', () => {
    expect(() => readConfig({})).toThrow('DATABASE_URL');
    expect(() => readConfig({ DATABASE_URL })).toThrow('KAFKA_BROKERS');
    expect(() => readConfig({ DATABASE_URL, OFFTAKE_LOG: 'files' })).toThrow('OFFTAKE_LOG is files');
  });
});
