import { describe, expect, it } from 'vitest';
import { openingOf, parseUrlState, placeOf, printUrlState } from '../src/app/url-state.ts';
import { parseSelection, printSelection } from '../src/explain/selection.ts';

describe('the URL', () => {
  it('gives back what was written into it', () => {
    const state = {
      book: 'ai-compute',
      knownAt: '41',
      validAt: '2025-11-03',
      kind: 'payment',
      unit: 'MW-IT',
      account: 'firm',
      view: 'pairs',
      party: 'openai',
      q: 'OpenAI & AWS = ?',
      sort: '-announcedOn',
      sel: 'payment/USD/*/openai/aws',
    } as const;
    expect(parseUrlState(printUrlState(state))).toEqual(state);
  });

  it('takes the known axis as a position, a date or an instant', () => {
    for (const knownAt of ['0', '41', '2025-10-31', '2025-10-31T12:00:00.000Z']) {
      expect(parseUrlState(printUrlState({ knownAt }))).toEqual({ knownAt });
    }
  });

  it('gives back the moment that the screen is compared with, and takes it along', () => {
    for (const compared of [{ fromKnown: '41' }, { fromKnown: '2025-10-31' }, { fromValid: '2025-10-31' }]) {
      const state = { ...compared, show: 'difference', sel: 'payment/USD/firm/openai/*', selAt: 'from' } as const;
      expect(parseUrlState(printUrlState(state))).toEqual(state);
      expect(placeOf(parseUrlState(printUrlState(state)))).toEqual(compared);
    }
    expect(parseUrlState('?fromKnown=then&fromValid=12&show=all&selAt=to')).toEqual({});
  });

  it('keeps no moment of the book before when another one is opened', () => {
    const before = parseUrlState(
      '?book=a&knownAt=9&validAt=2025-11-03&fromKnown=41&fromValid=2025-10-31&show=difference&sel=payment/USD/firm/openai/*&selAt=from&unit=USD',
    );
    expect(Object.keys(before)).toHaveLength(9);
    expect(printUrlState({ ...before, ...openingOf('b') })).toBe('?book=b&unit=USD');
  });

  it('without a time parameter is LIVE', () => expect(parseUrlState('?unit=USD')).toEqual({ unit: 'USD' }));

  it('leaves out what does not parse', () => {
    expect(
      parseUrlState('?knownAt=yesterday&validAt=2025-13-40&from=2025-02-30&kind=gift&view=pie&party=A B&x=1'),
    ).toEqual({});
  });

  it('keeps a selection readable', () => {
    expect(printUrlState({ sel: 'payment/USD/*/openai/*' })).toBe('?sel=payment/USD/*/openai/*');
  });

  it('takes the book and the coordinates along to every screen', () => {
    expect(placeOf(parseUrlState('?book=b&knownAt=3&unit=USD'))).toEqual({ book: 'b', knownAt: '3' });
  });
});

describe('a selection', () => {
  it('goes there and back', () => {
    for (const text of [
      'payment/USD/firm/openai/oracle',
      'chips/MW/*/*/openai',
      'capacity/MW-IT/option/*/*',
      'payment/USD/*/a/b/a-b/price',
      'payment/USD/performed.firm/openai.softbank/*',
      'payment/USD/firm/_openai/*',
      'payment/USD/firm/openai/*/*/*/2026-Q1',
      'payment/USD/firm/openai/*/*/*/undated',
      'group/payment/USD/firm/amazon/*',
    ]) {
      const selection = parseSelection(text);
      expect(selection && printSelection(selection)).toBe(text);
    }
  });
  it('says whom and which accounts it takes together', () => {
    expect(parseSelection('payment/USD/performed.firm/_openai/*')).toEqual({
      kind: 'payment',
      unit: 'USD',
      account: ['performed', 'firm'],
      party: 'openai',
    });
  });
  it('that names what cannot be is none', () => {
    for (const text of ['payment/USD/given/*/*', 'payment/USD/firm/A B/*', 'payment/USD/firm/*/*/*/*/2026-Q5']) {
      expect(parseSelection(text)).toBeNull();
    }
  });
  it('of an unknown kind is none', () => expect(parseSelection('gift/USD/*/*/*')).toBeNull());
});
