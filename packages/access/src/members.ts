import type { BookPools } from '@offtake/book-scope/book-pools';
import type pg from 'pg';
import { type Doer, note } from './audit.ts';
import type { Role } from './principal.ts';
import { inTransaction } from './transaction.ts';

/** The most members that a book has. */
export const MOST_MEMBERS = 1_000;

export interface Member {
  readonly principal: string;
  readonly role: Role;
}

/** Nobody would be left who operates the book; or it has as many members as there may be. */
export type AgainstMember = 'last operator' | 'too many';

/** Who may do what in a book. */
export class Members {
  readonly #pools: BookPools;

  constructor(pools: BookPools) {
    this.#pools = pools;
  }

  /** At most MOST_MEMBERS, by name. */
  async list(book: string): Promise<readonly Member[]> {
    return this.#pools.query<Member>(book, MEMBERS, [book, MOST_MEMBERS]);
  }

  /** Gives a role, in place of the one that the principal has. `mayLeaveNone`: also where no operator is left. */
  set(book: string, member: Member, by: Doer, mayLeaveNone: boolean): Promise<AgainstMember | null> {
    return inTransaction(
      () => this.#pools.connect(book),
      `members of ${book}`,
      async (client) => {
        const members = await membersOf(client, book);
        const before = members.find(({ principal }) => principal === member.principal)?.role;
        if (before === member.role) return null;
        if (before === undefined && members.length >= MOST_MEMBERS) return 'too many';
        const after = members.filter(({ principal }) => principal !== member.principal).concat(member);
        if (!mayLeaveNone && isLeft(members, after)) return 'last operator';
        await client.query(
          `insert into access.member (book, principal, role) values ($1, $2, $3)
         on conflict (book, principal) do update set role = excluded.role`,
          [book, member.principal, member.role],
        );
        const detail = { role: member.role, before: before ?? null };
        await note(client, by, { act: 'member.set', book, subject: member.principal, outcome: 'done', detail });
        return null;
      },
    );
  }

  /** Takes the role away; one that is no member stays none. */
  remove(book: string, principal: string, by: Doer, mayLeaveNone: boolean): Promise<AgainstMember | null> {
    return inTransaction(
      () => this.#pools.connect(book),
      `members of ${book}`,
      async (client) => {
        const members = await membersOf(client, book);
        const before = members.find((member) => member.principal === principal)?.role;
        if (before === undefined) return null;
        const after = members.filter((member) => member.principal !== principal);
        if (!mayLeaveNone && isLeft(members, after)) return 'last operator';
        await client.query('delete from access.member where book = $1 and principal = $2', [book, principal]);
        const detail = { before };
        await note(client, by, { act: 'member.removed', book, subject: principal, outcome: 'done', detail });
        return null;
      },
    );
  }
}

const MEMBERS = 'select principal, role from access.member where book = $1 order by principal limit $2';

async function membersOf(client: pg.ClientBase, book: string): Promise<readonly Member[]> {
  return (await client.query<Member>(MEMBERS, [book, MOST_MEMBERS])).rows;
}

/** The book had an operator, and would have none. */
function isLeft(before: readonly Member[], after: readonly Member[]): boolean {
  const operates = ({ role }: Member) => role === 'operator';
  return before.some(operates) && !after.some(operates);
}
