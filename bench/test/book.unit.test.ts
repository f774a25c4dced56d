import { BookState } from '@offtake/command-service/decider/book-state';
import { draft } from '@offtake/command-service/decider/draft';
import { commandSchema } from '@offtake/deals/command';
import { DEAL_EVENTS, PARTY_EVENTS } from '@offtake/deals/events';
import { describe, expect, it } from 'vitest';
import { bookOf } from '../src/books/book.ts';

const events = [...bookOf(6_000)] as { readonly type: string }[];

describe('a generated book', () => {
  it('is the same for the same seed, and another for another', () => {
    expect([...bookOf(6_000)]).toEqual(events);
    expect([...bookOf(6_000, 2)]).not.toEqual(events);
  });

  it('has as many events as were asked for, of every type, and corrections', () => {
    expect(events).toHaveLength(6_000);
    const about = ['EvidenceAdded', 'EventCorrected', 'EventRetracted', 'DisputeRaised', 'DisputeResolved'];
    const wanted = [...Object.keys(DEAL_EVENTS), ...Object.keys(PARTY_EVENTS), ...about];
    expect(new Set(events.map(({ type }) => type))).toEqual(new Set(wanted));
    const corrections = events.filter(({ type }) => type === 'EventCorrected').length;
    expect(corrections / events.length).toBeGreaterThan(0.005);
  });

  it('is recorded as it stands: no rule refuses any of it', () => {
    const state = new BookState();
    const refused = events.flatMap((event, n) => {
      const request = { command: commandSchema.parse(event), actor: 'a', correlationId: 'b', ifMatch: null };
      const id = `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
      const drafted = draft(state, { ...request, idempotency: null }, id);
      return drafted !== 'too large' && drafted.meaning.means === 'record' ? [] : [{ n, event, drafted }];
    });
    expect(refused).toEqual([]);
  });
});
