import { describe, expect, it } from 'vitest';
import { createEventParser, type ServerEvent } from '../src/connection/server-sent-events.ts';

function parseAll(...chunks: string[]): readonly ServerEvent[] {
  const events: ServerEvent[] = [];
  const parse = createEventParser((event) => events.push(event));
  for (const chunk of chunks) parse(chunk);
  return events;
}

describe('a stream of events', () => {
  const text = 'id: 41\nevent: recorded\ndata: {"a":1}\n\n: heartbeat\n\nevent: caught-up\ndata: {"position":41}\n\n';

  it('is read event by event, with the position to resume from', () => {
    expect(parseAll(text)).toEqual([
      { event: 'recorded', id: '41', data: '{"a":1}' },
      { event: 'caught-up', id: null, data: '{"position":41}' },
    ]);
  });
  it('reads the same, wherever the network cuts it', () => {
    for (let cut = 1; cut < text.length; cut += 1) {
      expect(parseAll(text.slice(0, cut), text.slice(cut))).toEqual(parseAll(text));
    }
  });
  it('does not tell an event that is not complete', () => expect(parseAll('id: 1\ndata: {')).toEqual([]));
  it('keeps lines of data together', () => expect(parseAll('data: a\ndata: b\n\n')[0]?.data).toBe('a\nb'));
});
