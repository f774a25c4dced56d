import { checkRebuild } from './check-rebuild.ts';
import { checkTopic } from './check-topic.ts';
import type { Fault } from './fault.ts';
import { type Findings, isClean, noFindings } from './findings.ts';
import { type Row, Rows } from './results.ts';
import { runRound } from './round.ts';
import { type FaultySystem, type SystemSize, startFaultySystem } from './system.ts';

/** One fault, once. The seed repeats it. */
export interface Step {
  readonly fault: Fault;
  readonly seed: number;
}

export interface SuiteOptions {
  /** Durations as the table has them; false: shortened. */
  readonly long: boolean;
  /** No round begins after this instant. */
  readonly until?: number;
  readonly say: (line: string) => void;
}

/** Rounds after which the read models are compared with a rebuild; also after the last one in a system. */
const AUDIT_EVERY = 20;
const WORDS_SHOWN = 8;

/** Faults one after the other, also after one that has failed: its system is given up then, and its logs are kept. */
export class Suite {
  /** In words, each with the seed that repeats it. */
  readonly failures: string[] = [];
  readonly #options: SuiteOptions;
  readonly #rows = new Rows();
  #running: { readonly system: FaultySystem; readonly size: SystemSize } | null = null;
  /** Steps since the last comparison with a rebuild. */
  #unaudited: Step[] = [];

  constructor(options: SuiteOptions) {
    this.#options = options;
  }

  get rows(): readonly Row[] {
    return this.#rows.all();
  }

  /** Steps that share a system should stand together: it is started once then. */
  async run(steps: Iterable<Step>): Promise<void> {
    const { until = Number.POSITIVE_INFINITY } = this.#options;
    try {
      for (const step of steps) {
        if (Date.now() > until) break;
        await this.step(step);
      }
      await this.leave();
    } finally {
      await this.stop();
    }
  }

  /** Leaves nothing behind that runs. */
  async stop(keepLogs = false): Promise<void> {
    const running = this.#running;
    this.#running = null;
    this.#unaudited = [];
    await running?.system.stop(keepLogs);
  }

  async step(step: Step): Promise<void> {
    const { fault, seed } = step;
    const { say, long } = this.#options;
    const began = Date.now();
    try {
      if (fault.alone || this.#running?.size !== fault.size) await this.leave();
      this.#running ??= { system: await startFaultySystem(fault.size), size: fault.size };
      const { acknowledged, recoveryMs, findings } = await runRound(fault, this.#running.system, seed, long);
      this.#rows.add(fault.name, { acknowledged, recoveryMs, findings });
      const seconds = ((Date.now() - began) / 1_000).toFixed(1);
      say(`${fault.name}: ${acknowledged} acknowledged, recovered in ${recoveryMs} ms (seed ${seed}, ${seconds} s)`);
      this.#unaudited.push(step);
      if (!isClean(findings)) await this.#fail(step, findings.words);
      else if (fault.alone || this.#unaudited.length >= AUDIT_EVERY) await this.#leaveOrAudit(fault.alone === true);
    } catch (error) {
      this.#rows.add(fault.name, { acknowledged: 0, recoveryMs: 0, findings: noFindings() });
      await this.#fail(step, [(error as Error).stack ?? String(error)]);
    }
  }

  #leaveOrAudit(leave: boolean): Promise<void> {
    return leave ? this.leave() : this.#audit();
  }

  /** Goes to no further round in this system. */
  async leave(): Promise<void> {
    await this.#audit();
    await this.stop();
  }

  /** What a round has spoilt stays so: one comparison speaks for all rounds before it. */
  async #audit(): Promise<void> {
    const last = this.#unaudited.at(-1);
    if (!this.#running || !last) return;
    const findings: Findings = noFindings();
    try {
      await checkRebuild(this.#running.system, findings);
      await checkTopic(this.#running.system, findings);
    } catch (error) {
      findings.words.push((error as Error).stack ?? String(error));
    }
    const audited = this.#unaudited;
    this.#unaudited = [];
    if (isClean(findings)) return;
    this.#rows.find(last.fault.name, findings);
    const since = audited.map(({ fault, seed }) => `${fault.name} (seed ${seed})`).join(', ');
    await this.#fail(last, [`after ${since}`, ...findings.words]);
  }

  async #fail({ fault, seed }: Step, words: readonly string[]): Promise<void> {
    const { say } = this.#options;
    const logs = this.#running?.system.home ?? 'nowhere';
    const shown = words.slice(0, WORDS_SHOWN).map((line) => `\n  ${line}`);
    const again = `OFFTAKE_SEED=${seed} npm run soak -- --rounds=1 --only='${fault.name}'`;
    const failure = `${fault.name}, seed ${seed}:${shown.join('')}\n  Again: ${again}\n  Logs: ${logs}/logs`;
    this.#rows.fail(fault.name);
    this.failures.push(failure);
    say(failure);
    await this.stop(true);
  }
}
