import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Account, ExposureRow } from '../src/api/shapes.ts';
import { HEAT_STEPS, heatOf, heatScale } from '../src/exposure/heat-scale.ts';
import { MOST_RIBBONS, touches, twoSided } from '../src/exposure/two-sided-layout.ts';
import { markAt } from '../src/pictures/mark-keys.ts';

const amount = (stated: string, low = stated, high: string | null = stated, unstated = 0) => ({
  low,
  stated,
  high,
  unstated,
});
const row = (obligor: string, obligee: string, stated: string, account: Account = 'firm'): ExposureRow => ({
  obligor,
  obligee,
  account,
  kind: 'payment',
  unit: 'USD',
  ...amount(stated),
});

describe('a key on a mark', () => {
  it('leads to the next, the one before, the first, the last', () => {
    const keys = ['ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp', 'Home', 'End'];
    expect(keys.map((key) => markAt(3, 1, key))).toEqual([2, 2, 0, 0, 0, 2]);
  });
  it('stays at the ends', () => expect([markAt(3, 2, 'ArrowRight'), markAt(3, 0, 'ArrowLeft')]).toEqual([2, 0]));
  it('of another kind leads nowhere', () => expect(markAt(3, 1, 'Enter')).toBeNull());
});

describe('the shade of a figure', () => {
  const scale = heatScale([amount('1'), amount('100000'), amount('0', '0', null, 1)]);
  const shadeOf = (stated: string, low?: string, high?: string | null, unstated?: number) =>
    scale && heatOf(scale, amount(stated, low, high, unstated));

  it('goes by its order of magnitude, from the least to the most', () => {
    expect(['1', '11', '110', '1100', '11000', '100000'].map((each) => shadeOf(each))).toEqual([1, 2, 3, 4, 5, 5]);
  });
  it('is that of the lower bound where nothing else is known', () => expect(shadeOf('0', '110', null, 1)).toBe(3));
  it('is none where no figure is known', () => expect(shadeOf('0', '0', null, 1)).toBeNull());
  it('is none for all where there is nothing to compare', () => {
    expect([heatScale([]), heatScale([amount('5'), amount('5')])]).toEqual([null, null]);
  });
});

describe('text on a shade', () => {
  const css = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
  const theme = css('../src/design/theme.css');
  const shades = [...css('../src/exposure/heat.css').matchAll(/var\(--tone\) (\d+)%/g)].map(([, percent]) =>
    Number(percent),
  );
  const themes = [':root {', "[data-theme='dark'] {"].map((head) => theme.slice(theme.indexOf(head)));

  it('has a shade for every step', () => expect(shades).toHaveLength(HEAT_STEPS.length));
  it.each(['firm', 'performed', 'conditional', 'option', 'intent'])('is readable in the ink of %s', (account) => {
    for (const colours of themes) {
      const colour = (name: string) => rgb(new RegExp(`--${name}: #(\\w{6})`).exec(colours)?.[1] ?? '');
      for (const percent of shades) {
        const paper = mix(colour(account), colour('surface'), percent / 100);
        expect(contrast(colour('ink'), paper)).toBeGreaterThan(4.5);
        expect(contrast(colour('soft'), paper)).toBeGreaterThan(4.5);
      }
    }
  });
});

describe('both sides of what is owed', () => {
  const place = { from: 100, to: 300, labelHeight: () => 30 };
  const rows = [row('a', 'b', '60'), row('b', 'a', '30'), row('a', 'c', '10', 'option'), row('c', 'b', '0')];
  const picture = twoSided(rows, place);

  it('has each party once where it owes and once where it is owed: circles need no cycle', () => {
    expect(picture.payers.map(({ party }) => party)).toEqual(['a', 'b', 'c']);
    expect(picture.payees.map(({ party }) => party).sort()).toEqual(['a', 'b', 'c']);
  });
  it('has heights in proportion, and a hair for what states nothing', () => {
    const height = (key: string) => picture.ribbons.find((ribbon) => ribbon.key === key)?.height ?? 0;
    expect(height('a/b/firm') / height('b/a/firm')).toBeCloseTo(2);
    expect(height('c/b/firm')).toBe(2);
    expect(picture.payers[0]?.height).toBeCloseTo(height('a/b/firm') + height('a/c/option'));
  });
  it('leaves room for every name', () => {
    for (const side of [picture.payers, picture.payees]) {
      side.slice(1).forEach(({ room }, i) => {
        const above = side[i]?.room ?? { y: 0, height: 0 };
        expect(room.y).toBeGreaterThanOrEqual(above.y + above.height);
      });
    }
  });
  it('lights a ribbon with either of its ends, and no other', () => {
    const lit = (focused: string) => picture.ribbons.filter((each) => touches(each, focused)).map(({ key }) => key);
    expect(lit('obligor/a').sort()).toEqual(['a/b/firm', 'a/c/option']);
    expect(lit('obligee/a')).toEqual(['b/a/firm']);
    expect(lit('a/c/option')).toEqual(['a/c/option']);
  });
  it('says what it leaves to the table', () => {
    const many = Array.from({ length: MOST_RIBBONS + 3 }, (_, i) => row(`p${i}`, 'x', String(i + 1)));
    const { leftOut, ribbons } = twoSided(many, place);
    expect([leftOut, ribbons.length]).toEqual([3, MOST_RIBBONS]);
    expect(ribbons.some(({ row: { obligor } }) => obligor === 'p0')).toBe(false);
  });
});

type Rgb = readonly number[];
const rgb = (hex: string): Rgb => [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
const mix = (ink: Rgb, paper: Rgb, share: number): Rgb =>
  paper.map((value, i) => value + ((ink[i] ?? 0) - value) * share);

/** WCAG 2.2, 1.4.3 */
function contrast(a: Rgb, b: Rgb): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}
function luminance(colour: Rgb): number {
  const [red = 0, green = 0, blue = 0] = colour.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
