import { describe, expect, it } from 'vitest';
import { sortByName } from '../src/words/name-order.ts';

const sorted = (locale: string, names: readonly string[]) => sortByName(locale, names, (name) => name);

describe('names', () => {
  it('stand where a reader looks for them: neither capitals nor accents come first', () => {
    expect(sorted('en', ['xAI', 'AMD', 'Ångström', 'anthropic', 'Zenith'])).toEqual([
      'AMD',
      'Ångström',
      'anthropic',
      'xAI',
      'Zenith',
    ]);
  });
  it('have ñ after n in Spanish', () => {
    const names = ['Nueva', 'Ñandú', 'Nz', 'Oz'];
    expect(sorted('es', names)).toEqual(['Nueva', 'Nz', 'Ñandú', 'Oz']);
    expect(sorted('en', names)).toEqual(['Ñandú', 'Nueva', 'Nz', 'Oz']);
  });
  it('with numbers in them are in the order of the numbers', () => {
    expect(sorted('en', ['Phase 10', 'Phase 2'])).toEqual(['Phase 2', 'Phase 10']);
  });
});
