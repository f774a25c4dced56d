import type { Random } from '../harness/random.ts';

/** Text that has broken a program before: encodings, separators, names of built-ins, what looks like something else. */
export const TEXTS: readonly string[] = [
  ['', ' ', '\u0000', 'a\u0000b', '\ud800', '\udc00\ud800', 'a\udfffb', '\ufeff', '\u202e\u2066', '\u2028\u2029'],
  ['\r\nx-injected: 1', '\n', '\t', '%00', '%', '%zz', '%c0%ae', '../../../etc/passwd', '..', '.', '/', '\\', '//'],
  [
    'e\u0301\u0301\u0301',
    'z\u0300'.repeat(200),
    '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}',
    '\uff11\uff12',
    'İ',
    'ß',
    '٣',
  ],
  ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'null', 'undefined', 'NaN', 'true', '-0'],
  [
    "'",
    '"',
    '`',
    "' or 1=1 --",
    '"; drop table ledger.event; --',
    '$1',
    '%s%s%n',
    '{{7*7}}',
    '<script>alert(1)</script>',
  ],
  ['1e400', '-1', '0x10', '01', '1_000', '9'.repeat(400), `0.${'0'.repeat(300)}1`, '99999999999999999999', 'Infinity'],
  ['0000-00-00', '9999-12-31', '2025-02-30', '275760-09-13T00:00:00.001Z', '+012345-01-01', '2025-01-01T25:61:61Z'],
  ['a'.repeat(65), 'a'.repeat(5_000), ','.repeat(2_000), '*', '?', '#', '&', '=', ';', ':', '@', '[', '(?=', '(a+)+$'],
].flat();

/** Numbers at and past the edges, as JSON text: some of them no JSON value can hold. */
const NUMBERS = [
  '0',
  '-0',
  '-1',
  '1.5',
  '9007199254740993',
  '-9223372036854775809',
  '1e308',
  '1e999',
  '-1e999',
  '1e-999',
  '9'.repeat(500),
];
const OTHERS = [
  'null',
  'true',
  'false',
  '[]',
  '{}',
  '""',
  '[[]]',
  '{"__proto__":{"role":"operator"}}',
  '{"constructor":null}',
];

const DEEP = 20_000;
const LONG_TEXT = 100_000;
const MOST_SPOILED = 3;

/** JSON text of a value in which up to a few places are not what they should be. */
export function spoiledJson(value: unknown, random: Random): string {
  let spoiled = JSON.stringify(value);
  const times = random.between(1, MOST_SPOILED);
  for (let n = 0; n < times; n += 1) spoiled = spoiledOnce(spoiled, random);
  return spoiled;
}

export function spoiledText(random: Random): string {
  return random.pick(TEXTS);
}

/** One place of the text is replaced: a value, a name, or simply some of the characters. */
function spoiledOnce(json: string, random: Random): string {
  const places = [...json.matchAll(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null/g)];
  const place = places.length === 0 ? null : random.pick(places);
  if (place === null || random.next() < 0.1) return torn(json, random);
  const before = json.slice(0, place.index);
  const after = json.slice(place.index + place[0].length);
  const isName = after.startsWith(':');
  return before + (isName ? JSON.stringify(spoiledText(random)) : hostileValue(random)) + after;
}

function hostileValue(random: Random): string {
  const kind = random.between(0, 9);
  if (kind < 5) return JSON.stringify(spoiledText(random));
  if (kind < 7) return random.pick(NUMBERS);
  if (kind < 9) return random.pick(OTHERS);
  return random.pick([
    deep('['),
    deep('{"a":'),
    JSON.stringify('x'.repeat(LONG_TEXT)),
    '"\\ud800"',
    '"\\u0000"',
    '"\\x"',
  ]);
}

/** So deep that whoever follows it by calling himself runs out of stack. */
function deep(open: string): string {
  return open.repeat(DEEP) + 'null' + (open === '[' ? ']' : '}').repeat(DEEP);
}

/** Text that is no JSON any more, or not the one that it was. */
function torn(json: string, random: Random): string {
  const at = random.between(0, json.length);
  return random.pick([
    json.slice(0, at),
    json.slice(at),
    `${json.slice(0, at)}\u0000${json.slice(at)}`,
    `${json}${json}`,
    `\ufeff${json}`,
    `${json.slice(0, at)}}${json.slice(at)}`,
    `{"type":"PartyRegistered",${json.slice(1)}`,
    `[${json}]`,
  ]);
}
