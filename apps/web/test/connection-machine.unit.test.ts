import { describe, expect, it } from 'vitest';
import {
  CONNECTION_INPUTS,
  CONNECTION_STATES,
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
});
