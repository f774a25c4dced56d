import { setTimeout as sleep } from 'node:timers/promises';
import { rebuild, startRebuild } from './harness/check-rebuild.ts';
import { type Fault, SINGLE } from './harness/fault.ts';
import { activeSchema, rowsOf } from './harness/sql.ts';

/** A rebuild of so little lasts hardly longer. */
const KILLED_WITHIN_MS = 250;

/** The process that fills new read models is killed before they take the place of the live ones. */
export const KILLED_REBUILD: Fault = {
  name: 'a rebuild killed half-way',
  size: SINGLE,
  async strike({ system, random, expect }) {
    const [service] = system.projections;
    const live = await activeSchema(system.adminUrl);
    const generation = await startRebuild(system);
    await sleep(random.between(0, KILLED_WITHIN_MS));
    await service?.kill();
    const swapped = (await activeSchema(system.adminUrl)) !== live;
    const ended = await rowsOf<{ state: string }>(
      system.adminUrl,
      'select state from exposure.rebuild where generation = $1',
      [generation],
    );
    expect(
      swapped === (ended[0]?.state === 'done'),
      `generation ${generation} is ${ended[0]?.state}, ${live} was live`,
    );
    await service?.start();
    const from = Date.now();
    await rebuild(system);
    return { from };
  },
};
