import { describe, expect, it } from 'vitest';
import {
  CONNECTION_INPUTS,
  CONNECTION_STATES,
  LAG_PATIENCE_MS,
  staleness,
  startConnection,
  TRANSITIONS,
  transition,
} from '../src/connection/connection-machine.ts';

const at = (state: (typeof CONNECTION_STATES)[number]) => ({ state, lag: null, since: 1 });

describe('the connection', () => {
  it('answers every input in every state', () => {
    for (const state of CONNECTION_STATES) {
      for (const input of CONNECTION_INPUTS) expect(CONNECTION_STATES).toContain(TRANSITIONS[state][input]);
    }
  });

  it('is the table that was agreed', () => {
    const cells = CONNECTION_STATES.map((state) => CONNECTION_INPUTS.map((input) => TRANSITIONS[state][input]));
    expect(cells).toEqual([
      ['connecting', 'live', 'lagging', 'connecting', 'reconnecting', 'offline', 'signed-out'],
      ['connecting', 'live', 'lagging', 'live', 'reconnecting', 'offline', 'signed-out'],
      ['connecting', 'live', 'lagging', 'live', 'reconnecting', 'offline', 'signed-out'],
      ['reconnecting', 'live', 'lagging', 'reconnecting', 'reconnecting', 'offline', 'signed-out'],
      ['offline', 'live', 'lagging', 'offline', 'offline', 'offline', 'signed-out'],
      ['connecting', 'live', 'signed-out', 'signed-out', 'signed-out', 'signed-out', 'signed-out'],
    ]);
  });

  it('can reach live from every state', () => {
    for (const state of CONNECTION_STATES) {
      const tried = transition(at(state), { input: 'attempt', at: 2 });
      expect(transition(tried, { input: 'caught-up', at: 3 }).state).toBe('live');
    }
  });
});

describe('a live connection', () => {
  const live = transition(startConnection(1), { input: 'caught-up', at: 5 });

  it('remembers since when it is live', () => {
    expect(live).toEqual({ state: 'live', lag: 0, since: 5 });
    expect(transition(live, { input: 'level', at: 9, lag: 0 })).toBe(live);
  });

  it('says how far behind it is, and keeps the time at which it fell behind', () => {
    const behind = transition(live, { input: 'behind', at: 7, lag: 3 });
    expect(behind).toEqual({ state: 'lagging', lag: 3, since: 7 });
    expect(transition(behind, { input: 'behind', at: 8, lag: 5 })).toEqual({ state: 'lagging', lag: 5, since: 7 });
  });

  it('does not claim to know the lag when nobody does', () => {
    expect(transition(live, { input: 'behind', at: 7, lag: null }).lag).toBeNull();
    expect(transition(live, { input: 'dropped', at: 7 }).lag).toBeNull();
  });
});

describe('an offline connection', () => {
  it('stays offline through its attempts, since the moment it went', () => {
    const offline = transition(startConnection(1), { input: 'unreachable', at: 4 });
    const again = transition(transition(offline, { input: 'attempt', at: 6 }), { input: 'dropped', at: 8 });
    expect(again).toEqual({ state: 'offline', lag: null, since: 4 });
  });

  it('has been so since it broke off', () => {
    const broken = transition(at('live'), { input: 'dropped', at: 4 });
    expect(transition(broken, { input: 'unreachable', at: 9 })).toEqual({ state: 'offline', lag: null, since: 4 });
  });
});

describe('the numbers of the present', () => {
  it('may be out of date in every state in which nothing follows the ledger', () => {
    for (const state of ['reconnecting', 'offline', 'signed-out'] as const)
      expect(staleness(at(state), 2)).toEqual({ is: 'cut-off', since: 1 });
    for (const state of ['connecting', 'live'] as const) expect(staleness(at(state), 1e9)).toBeNull();
  });

  it('are behind once they have been so for longer than any event takes', () => {
    const behind = { state: 'lagging', lag: 3, since: 10 } as const;
    expect(staleness(behind, 10 + LAG_PATIENCE_MS - 1)).toBeNull();
    expect(staleness(behind, 10 + LAG_PATIENCE_MS)).toEqual({ is: 'behind', lag: 3 });
    expect(staleness({ ...behind, lag: null }, 10 + LAG_PATIENCE_MS)).toEqual({ is: 'behind', lag: null });
  });
});
