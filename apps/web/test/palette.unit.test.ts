import { describe, expect, it } from 'vitest';
import { rank } from '../src/palette/rank.ts';
import { typedMoment } from '../src/palette/typed-moment.ts';

const commands = [
  { label: 'Exposure' },
  { label: 'OpenAI and Oracle: Stargate', alias: 'openai-oracle' },
  { label: 'Oracle', alias: 'oracle' },
  { label: 'Préstamo', alias: 'loan' },
];
const found = (query: string) => rank(commands, query).map(({ label }) => label);

describe('what is found by what is typed', () => {
  it('is everything, in its order, where nothing is typed', () => {
    expect(found('  ')).toEqual(commands.map(({ label }) => label));
  });
  it('has what begins with it before what has a word that does', () => {
    expect(found('ora')).toEqual(['Oracle', 'OpenAI and Oracle: Stargate']);
  });
  it('must hold every word', () => {
    expect(found('oracle star')).toEqual(['OpenAI and Oracle: Stargate']);
    expect(found('oracle nothing')).toEqual([]);
  });
  it('may leave letters out, but not one alone', () => {
    expect(found('expsr')).toEqual(['Exposure']);
    expect(found('z')).toEqual([]);
  });
  it('goes by another name as well, and without accents', () => {
    expect(found('loan')).toEqual(['Préstamo']);
    expect(found('PRESTAMO')).toEqual(['Préstamo']);
  });
});

describe('a typed moment', () => {
  it('is a day or the position of an event', () => {
    expect(typedMoment(' 2025-10-31 ')).toEqual({ day: '2025-10-31' });
    expect(typedMoment('#41')).toEqual({ position: 41 });
    expect(typedMoment('41')).toEqual({ position: 41 });
  });
  it.each(['2025-02-30', '2025-13-01', '2025-10', 'openai', '#', ''])('is not %j', (text) => {
    expect(typedMoment(text)).toBeNull();
  });
});
