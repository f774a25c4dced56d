import type { Readiness } from '@offtake/http-edge/health';
import { z } from 'zod';
import { Lately } from './lately.ts';

const ANSWER_WITHIN_MS = 2_000;

export interface ServiceState {
  readonly service: 'command' | 'projection';
  /** silent: nothing answers. */
  readonly state: 'ready' | 'not ready' | 'silent';
  /** What keeps it from its work, and what else is wrong: as its operator may know. */
  readonly reasons: readonly string[];
  readonly warnings: readonly string[];
}

const readySchema = z.object({
  status: z.enum(['ready', 'not ready']),
  reasons: z.array(z.string()),
  warnings: z.array(z.string()),
});

/** Whether both services can do their work: this one as it knows itself, the command service as it answers. */
export class ServiceStates {
  readonly #command: Lately<ServiceState>;
  readonly #own: Lately<ServiceState>;

  constructor(commandUrl: string | null, readiness: Readiness) {
    const address = commandUrl && new URL('/readyz', commandUrl).href;
    this.#command = new Lately(() => ask(address));
    this.#own = new Lately(async () => {
      const [reasons, warnings] = await Promise.all([readiness.reasons(), readiness.warnings()]);
      return { service: 'projection', state: reasons.length > 0 ? 'not ready' : 'ready', reasons, warnings };
    });
  }

  async all(): Promise<readonly ServiceState[]> {
    const [command, own] = await Promise.all([this.#command.look(), this.#own.look()]);
    return [command ?? silent('command'), own ?? silent('projection')];
  }
}

async function ask(address: string | null): Promise<ServiceState> {
  if (address === null) return silent('command', 'OFFTAKE_COMMAND_URL is not set');
  try {
    // 503 says what is wrong in the same form.
    const answer = await fetch(address, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    const { status, reasons, warnings } = readySchema.parse(await answer.json());
    return { service: 'command', state: status, reasons, warnings };
  } catch (error) {
    return silent('command', (error as Error).message);
  }
}

function silent(service: ServiceState['service'], ...reasons: readonly string[]): ServiceState {
  return { service, state: 'silent', reasons, warnings: [] };
}
