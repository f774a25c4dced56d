import { follow, type Head, headOf, type Link, Misfit } from './chain.ts';
import { type Checkpoint, distrust } from './checkpoint.ts';
import { Failure } from './failure.ts';
import { linesOf } from './lines.ts';

/** A checkpoint, and what it is called where something is said about it. */
export interface Witness {
  readonly name: string;
  readonly checkpoint: Checkpoint;
}

export interface Verified {
  readonly book: string;
  /** Of the last event that fits. */
  readonly position: number;
  readonly hash: string;
  readonly intact: boolean;
  readonly findings: readonly Finding[];
  /** Witnesses whose position and hash are those of the book. */
  readonly agrees: readonly string[];
  /** Whether the read models have the same events; null where that was not, or could not be, looked at. */
  readonly sameInReadModels: boolean | null;
  readonly notes: readonly string[];
}

/** What does not fit, and where that shows first. */
export interface Finding {
  readonly where: 'ledger' | 'read models' | 'checkpoint';
  readonly position: number;
  readonly reason: string;
}

export interface Sources {
  /** The book as it is to be verified. */
  readonly bytes: AsyncIterable<Uint8Array>;
  /** The same book up to a position as the read models have it; null: there are none to compare with. */
  readonly copy: ((position: number) => Promise<AsyncIterable<Uint8Array>>) | null;
  readonly witnesses: readonly Witness[];
  /** Public keys in PEM whose signatures count. */
  readonly trusted: readonly string[];
}

/** Follows the chain of a book from its first event to its head, and holds it to every witness there is. */
export async function verifyBook({ bytes, copy, witnesses, trusted }: Sources): Promise<Verified> {
  const findings: Finding[] = [];
  const notes: string[] = [];
  const agrees: string[] = [];
  const lines = linesOf(bytes);
  const find = (where: Finding['where'], error: unknown): void => {
    if (!(error instanceof Misfit)) throw error;
    findings.push({ where, position: error.position, reason: error.message });
  };
  let head: Head = { book: '', position: 0, hash: '' };
  let last: Link = { position: 0, hash: '' };
  const waiting = new Map<number, Witness[]>();
  for (const witness of witnesses) {
    const why = distrust(witness.checkpoint, trusted);
    const { position } = witness.checkpoint;
    if (why !== null) findings.push({ where: 'checkpoint', position, reason: `${witness.name}: ${why}` });
    else if (position === 0) agrees.push(witness.name);
    else waiting.set(position, [...(waiting.get(position) ?? []), witness]);
  }
  let same: boolean | null = null;
  try {
    head = await headOf(lines);
    const { book } = head;
    for (const { name, checkpoint } of witnesses) {
      if (checkpoint.book !== book) throw new Failure(`${name} is of the book ${checkpoint.book}, not of ${book}.`);
    }
    const twin = await Twin.open(head, copy, notes);
    for await (const link of follow(head, lines)) {
      last = link;
      for (const { name, checkpoint } of waiting.get(link.position) ?? []) {
        if (checkpoint.hash === link.hash) agrees.push(name);
        else find('checkpoint', new Misfit(link.position, `${name}: the book was rewritten here, or before`));
      }
      waiting.delete(link.position);
      await twin?.expect(link).catch((error: unknown) => find('read models', error));
    }
    same = twin === null ? null : twin.same;
    for (const { name, checkpoint } of [...waiting.values()].flat()) {
      const reason = `${name}: the book ends at ${head.position}, and had ${checkpoint.position} events then`;
      findings.push({ where: 'checkpoint', position: head.position + 1, reason });
    }
  } catch (error) {
    find('ledger', error);
  }
  const { position, hash } = last;
  const intact = findings.length === 0;
  return { book: head.book, position, hash, intact, findings, agrees, sameInReadModels: same, notes };
}

/** The book in the read models, followed beside the one that is verified. */
class Twin {
  same = true;
  readonly #links: AsyncGenerator<Link, void, void>;

  private constructor(links: AsyncGenerator<Link, void, void>) {
    this.#links = links;
  }

  /** Null where the read models cannot be looked at now: that says nothing against the book. */
  static async open(head: Head, copy: Sources['copy'], notes: string[]): Promise<Twin | null> {
    if (copy === null || head.position === 0) return null;
    try {
      const lines = linesOf(await copy(head.position));
      return new Twin(follow(await headOf(lines), lines));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      notes.push(`the read models were not compared: ${error.message}`);
      return null;
    }
  }

  /** @throws {Misfit} the first time that something is different */
  async expect({ position, hash }: Link): Promise<void> {
    if (!this.same) return;
    try {
      const { value } = await this.#links.next();
      if (value?.hash !== hash) throw new Misfit(position, 'they have another event there than the ledger');
    } catch (error) {
      this.same = false;
      throw error;
    }
  }
}
