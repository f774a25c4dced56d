import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { csvLines } from '../src/imports/csv-lines.ts';
import type { ImportLine } from '../src/imports/import-line.ts';

async function read(...chunks: readonly (string | Buffer)[]): Promise<readonly ImportLine[]> {
  const lines: ImportLine[] = [];
  for await (const some of csvLines(Readable.from(chunks.map((chunk) => Buffer.from(chunk))))) lines.push(...some);
  return lines;
}

const violations = (line: ImportLine | undefined) => (line && 'violations' in line ? line.violations : []);
const commands = (lines: readonly ImportLine[]) => lines.map((line) => ('command' in line ? line.command : line));

const PARTIES = 'type,party,announcedOn,publisher,tier,title,data.name,data.aliases';
const PERFORMED =
  'type,deal,announcedOn,publisher,tier,data.leg,data.quantity.qualifier,data.quantity.value,data.quantity.unit';
const performed = (value: string, day = '2026-03-01') =>
  `PerformanceRecorded,d,${day},a newspaper,press,price,exact,${value},USD`;

describe('a table of events', () => {
  const registered = {
    type: 'PartyRegistered',
    party: 'cafe',
    announcedOn: '2026-01-01',
    data: { name: 'Café "Ñ", S.A.', aliases: ['Café', 'Ñ'] },
    evidence: [{ publisher: 'Diario', tier: 'press', title: 'Uno\r\ny dos' }],
  };
  const rows = (separator: string, end: string) =>
    [
      PARTIES.replaceAll(',', separator),
      `PartyRegistered,cafe,2026-01-01,Diario,press,"Uno\r\ny dos","Café ""Ñ"", S.A.",Café | Ñ`
        .replaceAll(',', separator)
        .replace(`"${separator} S.A.`, '", S.A.'),
      '',
      separator.repeat(7),
      `PartyRegistered,b,2026-01-02,Diario,press,,B,`.replaceAll(',', separator),
    ].join(end);

  it.each([
    ['commas and LF', ',', '\n', ''],
    ['semicolons, CRLF and a BOM, as from a Spanish Excel', ';', '\r\n', '\u{FEFF}'],
    ['tabs and CR', '\t', '\r', ''],
  ])('is read with %s, wherever the chunks are cut', async (_, separator, end, bom) => {
    const bytes = Buffer.from(bom + rows(separator, end));
    const whole = await read(bytes);
    expect(commands(whole)[0]).toEqual(registered);
    expect(whole.map(({ number }) => number)).toEqual([2, 6]);
    expect(commands(whole)[1]).toMatchObject({ party: 'b', data: { name: 'B' }, evidence: [{ publisher: 'Diario' }] });
    for (let at = 1; at < bytes.length; at += 1) {
      expect(commands(await read(bytes.subarray(0, at), bytes.subarray(at)))).toEqual(commands(whole));
    }
  });

  it('leaves out what is empty, and takes yes and no and whole numbers as such', async () => {
    const head = `${PERFORMED},data.overPerformance,data.site,idempotencyKey,effectiveOn`;
    const [line, other] = await read(`${head}\n${performed('1.50')},TRUE,,k1,\n${performed('2')},maybe,,,`);
    expect(line).toMatchObject({ key: 'k1', command: { data: { quantity: { value: '1.5' }, overPerformance: true } } });
    expect(line && 'command' in line && Object.keys(line.command.data)).toEqual(['leg', 'quantity', 'overPerformance']);
    expect(violations(other)).toEqual([
      { rule: 'schema', path: '/data/overPerformance', message: expect.any(String), column: 'data.overPerformance' },
    ]);
    const [retracted] = await read(
      'type,deal,announcedOn,reason,data.event.version\nEventRetracted,d,2026-01-01,twice,3',
    );
    expect(retracted).toMatchObject({ command: { data: { event: { version: 3 } }, reason: 'twice' } });
  });

  it('takes several sources, legs and parties from columns of their own, and what is deep as JSON', async () => {
    const head =
      'type,deal,announcedOn,publisher,tier,evidence.1.publisher,evidence.1.tier,data,data.title,' +
      'data.legs.0.leg,data.legs.0.kind,data.legs.0.obligor,data.legs.0.obligee,data.legs.0.binding,data.legs.0.quantity,data.legs';
    const quantity = '{"qualifier":"undisclosed","unit":"USD"}';
    const quoted = `"${quantity.replaceAll('"', '""')}"`;
    const whole = `"{""title"":""T"",""legs"":[]}"`;
    const lines = await read(
      `${head}\nDealAnnounced,a,2026-01-01,A,press,B,filing,,T,price,payment,x,y,firm,${quoted},\n` +
        `DealAnnounced,b,2026-01-01,A,press,,,${whole},,,,,,,,\nDealAnnounced,c,2026-01-01,A,press,,,,T,,,,,,,[]\n` +
        `DealAnnounced,d,2026-01-01,A,press,,,${whole},T,,,,,,,\nDealSigned,e,2026-01-01,A,press,,,,,,,,,,,one|two`,
    );
    const [a, b, c, d, e] = lines;
    expect(a).toMatchObject({
      command: {
        data: { legs: [{ leg: 'price', quantity: JSON.parse(quantity) }] },
        evidence: [{ publisher: 'A' }, { publisher: 'B', tier: 'filing' }],
      },
    });
    expect([b, c]).toMatchObject([{ command: { data: { title: 'T' } } }, { command: { data: { legs: [] } } }]);
    expect(violations(d)).toMatchObject([{ rule: 'filled-twice', column: 'data.title' }]);
    expect(e).toMatchObject({ command: { data: { legs: ['one', 'two'] } } });
  });
});

describe('what a spreadsheet makes of numbers and dates', () => {
  it.each([
    ['"1,5"', 'spreadsheet-number', '1,5'],
    ['1.5E+11', 'spreadsheet-number', 'digits are lost'],
    ['"1,500,000"', 'spreadsheet-number', 'point for decimals'],
    ['$1000', 'spreadsheet-number', '$1000'],
    ['about 10', 'schema', 'decimal string'],
  ])('is named, and never guessed at: %s', async (value, rule, says) => {
    const [line] = await read(`${PERFORMED}\n${performed(value)}`);
    const column = 'data.quantity.value';
    expect(violations(line)).toMatchObject([{ rule, path: '/data/quantity/value', column }]);
    expect(violations(line)[0]?.message).toContain(says);
  });

  it.each(['31/12/2026', '12-31-2026', '46387'])('is named in a date: %s', async (day) => {
    const [line] = await read(`${PERFORMED}\n${performed('1', day)}`);
    expect(violations(line)).toMatchObject([{ rule: 'spreadsheet-date', path: '/announcedOn', column: 'announcedOn' }]);
  });

  it('is asked about where 1.500 may be fifteen hundred', async () => {
    const spanish = (value: string) => read(`${PERFORMED}\n${performed(value)}`.replaceAll(',', ';'));
    expect(violations((await spanish('1.500'))[0])).toMatchObject([
      { rule: 'spreadsheet-number', column: 'data.quantity.value', message: expect.stringContaining('1500 or 1.5:') },
    ]);
    for (const clear of ['1500', '1.5', '0.500', '1.5001', '1234.567']) {
      expect((await spanish(clear))[0]).toHaveProperty('command');
    }
    expect((await read(`${PERFORMED}\n${performed('1.500')}`))[0]).toHaveProperty('command.data.quantity.value', '1.5');
  });
});

describe('a violation', () => {
  it('names the column of its place, of what holds it, or the one that is missing', async () => {
    const head = 'type,deal,announcedOn,publisher,data.title,data.legs';
    const leg = `"[{""leg"":""a""}]"`;
    const [line] = await read(`${head}\nDealAnnounced,d,2026-01-01,A,T,${leg}`);
    const columns = new Map(
      violations(line).map((violation) => [violation.path, (violation as { column?: string }).column]),
    );
    expect(columns.get('/data/legs/0/kind')).toBe('data.legs');
    expect(columns.get('/evidence/0/tier')).toBe('tier');
  });

  it('of a rule of the domain does so too', async () => {
    const [line] = await read(`${PARTIES}\nPartyRegistered,a,2026-01-01,A,press,,A,`);
    const explain = line && 'explain' in line ? line.explain : undefined;
    expect(explain?.({ rule: 'r', path: '/data/name', message: 'm' })).toMatchObject({ column: 'data.name' });
    expect(explain?.({ rule: 'r', path: '/data/parent', message: 'm' })).toMatchObject({ column: 'data.parent' });
    expect(explain?.({ rule: 'r', path: '', message: 'm' })).toEqual({ rule: 'r', path: '', message: 'm' });
  });

  it('stands for a gap in a list, a cell without a column, and one that is not UTF-8', async () => {
    const head = 'type,party,announcedOn,publisher,tier,data.name,data.aliases.0,data.aliases.1';
    const row = 'PartyRegistered,a,2026-01-01,A,press';
    const latin1 = Buffer.from(`${row},Compañía,,\n`, 'latin1');
    const lines = await read(`${head}\n${row},A,,second\n${row},A,x,y,z\n`, latin1, `${row},A,x,y,,\n`);
    expect(lines.map((line) => violations(line)[0])).toMatchObject([
      { rule: 'malformed', path: '/data/aliases/0', column: 'data.aliases.0' },
      { rule: 'malformed', path: '' },
      { rule: 'malformed', path: '/data/name', column: 'data.name', message: expect.stringContaining('CSV UTF-8') },
      undefined,
    ]);
  });
});

describe('a file that cannot be read', () => {
  it.each([
    ['misspelt columns', 'type,partyy,data.nme\n', ['unknown-column', 'unknown-column']],
    ['a column twice', 'type,publisher,evidence.0.publisher\n', ['column-twice']],
    ['no names at all', 'PartyRegistered,a\nPartyRegistered,b\n', ['unknown-column', 'unknown-column']],
    ['no type', 'party,data.name\n', ['malformed']],
  ])('is refused at its first line for %s', async (_, text, rules) => {
    const lines = await read(`${text}x,y,z\n`);
    expect(lines).toMatchObject([{ number: 1, end: expect.any(String) }]);
    expect(violations(lines[0]).map(({ rule }) => rule)).toEqual(rules);
  });

  it.each([
    ['a quote that is never closed', `PartyRegistered,"a\n\n`, 'never closed'],
    ['a quote in the middle of a cell', `PartyRegistered,a "b",c\n`, 'in the middle'],
    ['a row without an end', `PartyRegistered,"${'x'.repeat(1024 * 1024 + 10)}`, '1 MiB'],
  ])('ends there with %s, after what stands before it', async (_, text, says) => {
    const good = 'PartyRegistered,a,2026-01-01,A,press,,A,\n';
    const lines = await read(`${PARTIES}\n${good}`, `${text}\n${good}`);
    expect(lines).toMatchObject([{ number: 2 }, { number: 3, end: expect.any(String) }]);
    expect(violations(lines[1])).toMatchObject([{ rule: 'malformed', message: expect.stringContaining(says) }]);
  });

  it('is empty without a word', async () => {
    expect(await read('')).toEqual([]);
    expect(await read(`${PARTIES}\r\n`)).toEqual([]);
  });
});
