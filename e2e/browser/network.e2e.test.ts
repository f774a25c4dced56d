import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { read, record } from '../api.ts';
import { openBrowser, signedInPage } from '../browser.ts';
import { givenBook, partyRegistered } from '../given.ts';

const example = 'ai-compute';
let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
  page = await signedInPage(browser);
});
afterAll(() => browser.close());

const open = async (path: string, book = example) => {
  await page.goto(`${inject('origin')}${path}${path.includes('?') ? '&' : '?'}book=${book}`);
  await page.locator('main h1').first().waitFor();
};
const query = () => new URL(page.url()).searchParams;
const text = () => page.locator('main').innerText();

describe('the calendar of rights', () => {
  it('shows every right, option and exit, and marks what is over', async () => {
    await open('/rights?validAt=2026-02-27');
    const { entries } = await read<{ entries: object[] }>(`/api/books/${example}/rights?validAt=2026-02-27`);
    const rows = page.getByTestId('calendar-entry');
    await expect.poll(() => rows.count()).toBe(entries.length);
    const exclusivity = page.locator('[data-testid=calendar-entry][data-kind=exclusivity]');
    expect(await exclusivity.getAttribute('data-state')).toBe('ended');
    expect(await exclusivity.innerText()).toContain('ended 21 Jan 2025');
  });

  it('keeps to the days in the URL, and opens the deal', async () => {
    await open('/rights?from=2027-01-01&to=2027-12-31&validAt=2026-02-27');
    const option = page.locator('[data-testid=calendar-entry][data-deal=openai-aws]');
    await option.waitFor();
    expect(await page.locator('[data-kind=exclusivity]').count()).toBe(0);
    await option.getByRole('link', { name: 'OpenAI on AWS' }).click();
    await page.locator('[data-testid=deal][data-deal=openai-aws]').waitFor();
  });
});

interface Flows {
  readonly edges: readonly { readonly unit: string }[];
  readonly cycles: readonly { readonly parties: readonly string[]; readonly value: string | null }[];
  readonly circularity: string;
}

describe('the network of flows', () => {
  it('draws each flow, says it in the table, and lists the loops with their values', async () => {
    await open('/flows');
    const flows = await read<Flows>(`/api/books/${example}/flows?unit=USD`);
    const edges = flows.edges.filter(({ unit }) => unit === 'USD').length;
    await expect.poll(() => page.getByTestId('flow-row').count()).toBe(edges);
    expect(await page.getByTestId('flow-picture').locator('.flow-arc').count()).toBe(edges);
    const loops = page.getByTestId('loop');
    const shown = await loops.evaluateAll((all) => all.map((each) => each.getAttribute('data-value') || null));
    expect(shown).toEqual(flows.cycles.slice(0, shown.length).map(({ value }) => value));
    expect(shown[0]).not.toBeNull();
    const values = await page
      .getByTestId('flow-measure')
      .evaluateAll((all) => all.map((each) => each.dataset['value']));
    expect(values).toContain(flows.circularity);
  });

  it('opens a flow from the keyboard to postings that add up to it', async () => {
    const arc = page.locator('.flow-arc[tabindex="0"]');
    await arc.focus();
    expect(await arc.getAttribute('aria-label')).toMatch(/→.*USD/);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const check = page.getByTestId('explain-check');
    await check.waitFor();
    expect(await check.getAttribute('data-agrees')).toBe('true');
    await page.keyboard.press('Escape');
  });

  it('explains a number of several that read as one party', async () => {
    const row = page.locator('[data-testid=flow-row][data-obligor=openai][data-obligee=amazon][data-kind=payment]');
    const figure = await row.getByTestId('explained').innerText();
    await row.getByTestId('explained').click();
    await page.getByTestId('explain-sum').waitFor();
    expect(await page.getByTestId('explain-sum').innerText()).toContain(figure.trim());
    await page.keyboard.press('Escape');
  });

  it('keeps the unit and the chosen loop in the URL', async () => {
    await page.getByTestId('loop').first().getByRole('button').first().click();
    await expect.poll(() => query().get('loop')).not.toBeNull();
    await page.getByRole('button', { name: 'MW', exact: true }).click();
    await expect.poll(() => query().get('unit')).toBe('MW');
  });
});

describe('a stress', () => {
  it('asks by name for what is not known, and never takes it for nothing', async () => {
    await open('/stress?validAt=2026-03-01');
    await page.getByTestId('stress-refused').waitFor();
    const asked = page.locator('[data-testid=asset][data-asked=true]');
    expect(await asked.count()).toBeGreaterThan(0);
    expect(await asked.filter({ hasText: 'OpenAI' }).count()).toBe(1);
  });

  it('answers once everything is said, and says who fails', async () => {
    for (const party of await page
      .locator('[data-testid=asset][data-asked=true]')
      .evaluateAll((all) => all.map((each) => each.dataset['party'] ?? ''))) {
      await page.locator(`[name="assets/${party}"]`).fill(party === 'openai' ? '1000000000' : '500000000000');
      await page.locator(`[name="assets/${party}"]`).press('Tab');
    }
    await page.getByTestId('stress-verdict').waitFor();
    const openai = page.locator('[data-testid=cleared][data-party=openai]');
    expect(await openai.getAttribute('data-pays')).toBe('1000000000');
    expect(await openai.innerText()).toMatch(/fails in round 1/);
  });

  it('takes a shock, and is the same after a reload', async () => {
    await page.getByTestId('add-slips').click();
    await page.locator('[name=deal]').selectOption('openai-oracle');
    await page.locator('[name=slips]').fill('4');
    await page.locator('[name=slips]').press('Tab');
    await expect.poll(() => query().get('shocks')).toBe('slips:openai-oracle:4');
    await page.locator('[data-testid=stress-outcome][aria-busy=false]').waitFor();
    const before = await page.getByTestId('stress-verdict').innerText();
    await page.reload();
    await page.getByTestId('stress-verdict').waitFor();
    await expect.poll(() => page.getByTestId('stress-verdict').innerText()).toBe(before);
  });
});

describe('what is disputed', () => {
  const cell = '[data-testid=cell][data-obligor=openai][data-obligee=aws][data-account=firm][data-kind=payment]';

  it('says so at its number, and reads the other way where that is asked for', async () => {
    await open('/?kind=payment&unit=USD');
    const number = page.locator(cell).first();
    await expect.poll(() => number.innerText()).toMatch(/138bn[\s\S]*disputed/);
    await page.getByTestId('reading-switch').getByRole('button', { name: 'the other version' }).click();
    await expect.poll(() => number.innerText()).toMatch(/100bn/);
    expect(query().get('reading')).toBe('alternative');
    expect(await page.getByTestId('other-version').innerText()).toContain('OpenAI on AWS');
  });

  it('is the same from the server and folded in the browser', async () => {
    await open('/?kind=payment&unit=USD&reading=alternative&validAt=2026-02-27');
    await expect.poll(() => page.locator(cell).first().innerText()).toMatch(/100bn[\s\S]*disputed/);
  });

  it('stands in both versions in the history of the deal', async () => {
    await open('/deals/openai-aws');
    const versions = page.getByTestId('versions').first();
    await versions.waitFor();
    expect(await versions.innerText()).toMatch(/add a leg[\s\S]*replace/);
    expect(await text()).toContain('disputed');
  });
});

describe('a party that changes', () => {
  const book = 'merged';
  const fields = (pointer: string) => page.locator(`[name="${pointer}"]`);

  it('is updated from a copy of what it is, and only the change is recorded', async () => {
    await givenBook(book);
    await record(book, partyRegistered('group', 'Group plc'));
    await open('/record?type=PartyUpdated&party=seller', book);
    await expect.poll(() => fields('/data/name').inputValue()).toBe('Seller Ltd.');
    await fields('/data/parent').fill('group');
    await fields('/announcedOn').fill('2025-02-02');
    await fields('/evidence/0/publisher').fill('the test');
    await page.getByTestId('record-submit').click();
    await page.getByTestId('party-history').getByTestId('history-entry').first().waitFor();
    const { events } = await read<{ events: { type: string; data: object }[] }>(
      `/api/books/${book}/events?type=PartyUpdated`,
    );
    expect(events.map(({ data }) => data)).toEqual([{ parent: 'group' }]);
  });

  it('reads as the one that it was merged into', async () => {
    await record(book, {
      type: 'PartiesMerged',
      party: 'seller',
      data: { into: 'group' },
      announcedOn: '2025-03-01',
      evidence: [{ publisher: 'the test', tier: 'company' }],
    });
    await open('/parties/seller', book);
    await expect.poll(text).toMatch(/merged into Group plc on 1 Mar 2025/);
    await open('/', book);
    await page.locator('[data-testid=cell][data-obligor=buyer][data-obligee=group]').first().waitFor();
    await open('/?validAt=2025-02-15', book);
    await page.locator('[data-testid=cell][data-obligor=buyer][data-obligee=seller]').first().waitFor();
  });
});
