import type { Mutant } from './mutant.ts';

const ledger = 'packages/event-store/migrations/0009_book_scope.sql';
const apart = { workspace: 'apps/projection-service', tests: ['test/book-scope.int.test.ts'] };

/** Books that the database keeps apart (docs/decisions/0012). */
export const BOOK_SAFEGUARDS: readonly Mutant[] = [
  {
    safeguard: 'row-level security of events: it is on',
    file: ledger,
    find: 'alter table ledger.event enable row level security;',
    instead: '',
    ...apart,
  },
  {
    safeguard: 'row-level security of events: it shows one book',
    file: ledger,
    find: `create policy one_book on ledger.event as restrictive to offtake_command_book
  using (book = current_setting('offtake.book', true));`,
    instead: `create policy one_book on ledger.event as restrictive to offtake_command_book
  using (current_setting('offtake.book', true) is not null);`,
    ...apart,
  },
  {
    safeguard: 'row-level security of guards: it lets nobody write into another book',
    file: ledger,
    find: `create policy one_book on ledger.guard as restrictive to offtake_command_book
  using (book = current_setting('offtake.book', true));`,
    instead: `create policy one_book on ledger.guard as restrictive to offtake_command_book
  using (book = current_setting('offtake.book', true)) with check (true);`,
    ...apart,
  },
  {
    safeguard: 'the view of recorded events, which shows one book',
    file: ledger,
    find: `where e.book = current_setting('offtake.book', true);`,
    instead: ';',
    ...apart,
  },
  {
    safeguard: 'row-level security of members',
    file: 'packages/access/migrations/0003_book_scope.sql',
    find: 'alter table access.member enable row level security;',
    instead: '',
    ...apart,
  },
  {
    safeguard: 'row-level security of watches: it shows those of one principal',
    file: 'packages/access/migrations/0004_watches.sql',
    find: `  using (principal = (select current_setting('offtake.principal', true)));`,
    instead: '  using (true);',
    ...apart,
  },
  {
    safeguard: 'row-level security of the read models',
    file: 'apps/projection-service/src/schema/generation.sql',
    find: `execute format('alter table %s enable row level security', named);`,
    instead: '',
    ...apart,
  },
  {
    safeguard: 'the role that a connection takes, which the policies are for',
    file: 'packages/book-scope/src/book-pools.ts',
    find: `select set_config('role', $1, false), set_config('offtake.book', $2, false)`,
    instead: `select $1::text, set_config('offtake.book', $2, false)`,
    ...apart,
  },
];
