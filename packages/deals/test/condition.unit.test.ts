import { describe, expect, it } from 'vitest';
import { announced, exact, failed, leg, met, signed, upTo } from './commands.ts';
import { given } from './specification.ts';

const conditions = [{ type: 'delivery', text: 'the first gigawatt' }];
const conditional = announced([leg(exact(10), { binding: 'conditional', conditions })]);
const intent = announced([leg(exact(10), { binding: 'intent', conditions })]);

describe('a condition', () => {
  it('that is met makes what hung on it firm, whole or in part', () => {
    expect(given(conditional).when(met()).leg()).toEqual({ firm: '10 10 10 0 0' });
    expect(
      given(conditional)
        .when(met(exact(4)))
        .leg(),
    ).toEqual({ conditional: '6 6 6 0 0', firm: '4 4 4 0 0' });
  });

  it('that fails lets it lapse, whole or in part', () => {
    expect(given(conditional).when(failed()).leg()).toEqual({ lapsed: '10 10 10 0 0' });
    expect(
      given(conditional)
        .when(failed(exact(4)))
        .leg(),
    ).toEqual({ conditional: '6 6 6 0 0', lapsed: '4 4 4 0 0' });
  });

  it('met in part keeps an upper bound an upper bound', () => {
    const bounded = announced([leg(upTo(10), { binding: 'conditional' })]);
    expect(
      given(bounded)
        .when(met(exact(4)))
        .leg(),
    ).toEqual({ conditional: '0 6 6 0 0', firm: '4 4 4 0 0' });
  });

  it('moves no more than hangs on it, and nothing of a leg where nothing does', () => {
    given(conditional)
      .when(met(exact(11)))
      .refused('more-than-is-there', '/data/quantity');
    given(conditional, met()).when(failed()).refused('empty-account', '/data/leg');
    given(announced([leg(exact(10))]))
      .when(met())
      .refused('empty-account', '/data/leg');
  });

  it('of a leg in intent cannot fail: nothing hangs on it yet', () => {
    given(intent).when(failed()).refused('empty-account', '/data/leg');
  });
});

describe('signing a leg with conditions', () => {
  it('makes it conditional while they are not met', () => {
    expect(given(intent).when(signed(2)).leg()).toEqual({ conditional: '10 10 10 0 0' });
  });

  it('makes it firm where they were met as a whole before', () => {
    expect(given(intent, met(undefined, 2)).when(signed(3)).leg()).toEqual({ firm: '10 10 10 0 0' });
    expect(given(intent).when(met(undefined, 2)).leg()).toEqual({ intent: '10 10 10 0 0' });
  });

  it('makes it conditional where only a part was met', () => {
    expect(
      given(intent, met(exact(4), 2))
        .when(signed(3))
        .leg(),
    ).toEqual({ conditional: '10 10 10 0 0' });
  });

  it('asks by the day of effect: met after the signature, it becomes firm then', () => {
    expect(given(intent, met(undefined, 5)).when(signed(3)).leg()).toEqual({ firm: '10 10 10 0 0' });
    expect(given(intent, signed(3)).when(met(undefined, 5)).leg()).toEqual({ firm: '10 10 10 0 0' });
  });
});
