import { setTimeout as sleep } from 'node:timers/promises';
import type { Findings } from './findings.ts';
import { activeSchema, rowsOf } from './sql.ts';
import type { FaultySystem } from './system.ts';

/** A rebuild takes as long as it has to; one in which so long nothing moves does not end. */
const STANDS_STILL_MS = 60_000;
/** For a moment after a rebuild the next one is refused: the old generation is being dropped. */
const FREE_WITHIN_MS = 20_000;
const LOOK_EVERY_MS = 50;

/** Rebuilds the read models from the topic, and compares every table of the old ones with the new ones. */
export async function checkRebuild(system: FaultySystem, findings: Findings): Promise<void> {
  const before = await contentOf(system.adminUrl, system.forked);
  await rebuild(system);
  const after = await contentOf(system.adminUrl, system.forked);
  const differing = [...new Set([...before.keys(), ...after.keys()])].filter((at) => before.get(at) !== after.get(at));
  for (const at of differing) findings.words.push(`a rebuild makes another ${at}`);
}

/** Resolves when the new read models are the ones that are read. */
export async function rebuild(system: Pick<FaultySystem, 'projectionUrls' | 'key'>): Promise<void> {
  const generation = await startRebuild(system);
  for (let moved = { at: Date.now(), done: -1 }; ; await sleep(LOOK_EVERY_MS)) {
    const { projections } = (await askProjections(system, 'GET', '/api/projections').then((answer) =>
      answer.json(),
    )) as {
      projections: { generation: number; rebuild: { state: string; done?: number; error?: string } }[];
    };
    const [now] = projections;
    if (now?.generation === generation) return;
    if (now?.rebuild.state === 'failed') throw new Error(`The rebuild failed: ${now.rebuild.error}`);
    const done = now?.rebuild.done ?? 0;
    if (done !== moved.done) moved = { at: Date.now(), done };
    if (Date.now() > moved.at + STANDS_STILL_MS) throw new Error(`The rebuild does not end: ${JSON.stringify(now)}`);
  }
}

/** The generation that is being filled. */
export async function startRebuild(system: Pick<FaultySystem, 'projectionUrls' | 'key'>): Promise<number> {
  for (const until = Date.now() + FREE_WITHIN_MS; ; await sleep(LOOK_EVERY_MS)) {
    const answer = await askProjections(system, 'POST', '/api/projections/exposure/rebuilds');
    const text = await answer.text();
    if (answer.status === 202) return (JSON.parse(text) as { generation: number }).generation;
    if (answer.status !== 409 || Date.now() > until) throw new Error(`No rebuild: ${answer.status} ${text}`);
  }
}

function askProjections(
  { projectionUrls, key }: Pick<FaultySystem, 'projectionUrls' | 'key'>,
  method: string,
  path: string,
) {
  return fetch(`${projectionUrls[0]}${path}`, { method, headers: { authorization: `Bearer ${key}` } });
}

/** Digests of all rows of the read models, by table and book. Offsets are of the log, and not of what it says. */
export async function contentOf(
  adminUrl: string,
  but: ReadonlySet<string> = new Set(),
): Promise<ReadonlyMap<string, string>> {
  const schema = await activeSchema(adminUrl);
  const named = `select table_name::text as name from information_schema.tables
    where table_schema = $1 and table_name <> 'mark'`;
  const content = new Map<string, string>();
  for (const { name } of await rowsOf<{ name: string }>(adminUrl, named, [schema])) {
    const columns = name === 'checkpoint' ? 'book, position, hash, state, reason, event' : '*';
    const digests = await rowsOf<{ book: string; digest: string }>(
      adminUrl,
      `select book, count(*) || ' ' || md5(string_agg(line, E'\\n' order by line)) as digest
       from (select book, t::text collate "C" as line from (select ${columns} from ${schema}.${name}) t) lines
       group by book`,
    );
    for (const { book, digest } of digests) if (!but.has(book)) content.set(`${name} of ${book}`, digest);
  }
  return content;
}
