import type { Mutant } from './mutant.ts';

const guard = 'packages/http-edge/src/access-guard.ts';
const atTheEdge = { workspace: 'packages/http-edge', tests: ['test/access-guard.int.test.ts'] };

/** Who may do what. */
export const ACCESS_SAFEGUARDS: readonly Mutant[] = [
  {
    safeguard: 'the role check: what a role may do in its book',
    file: guard,
    find: 'return may(principal, book, need) ? null',
    instead: 'return principal ? null',
    ...atTheEdge,
  },
  {
    safeguard: "the role check: somebody else's book is not there",
    file: guard,
    find: `if (!may(principal, book, 'read')) return`,
    instead: 'if (!principal) return',
    ...atTheEdge,
  },
  {
    safeguard: 'the role check: what only the platform operator may do',
    file: guard,
    find: 'return principal.platformOperator ? null',
    instead: 'return principal ? null',
    ...atTheEdge,
  },
  {
    safeguard: 'the route that says nothing is for nobody else',
    file: guard,
    find: `need ?? 'platform'`,
    instead: `need ?? 'principal'`,
    ...atTheEdge,
  },
  {
    safeguard: 'the page of another site, which writes nothing (CSRF)',
    file: guard,
    find: 'if (foreign !== null) throw',
    instead: 'if (foreign === undefined) throw',
    ...atTheEdge,
  },
  {
    safeguard: 'the cookie that must say which page asks (CSRF)',
    file: 'packages/http-edge/src/foreign-page.ts',
    find: 'return byCookie ?',
    instead: 'return site ?',
    ...atTheEdge,
  },
  {
    safeguard: 'the limit of how often somebody may ask',
    file: guard,
    find: 'if (wait > 0) {',
    instead: 'if (wait < 0) {',
    ...atTheEdge,
  },
  {
    safeguard: 'the secret of a key',
    file: 'packages/access/src/access.ts',
    find: '|| !(await isSecret(parsed.secret, found))',
    instead: '',
    workspace: 'packages/access',
    tests: ['test/access.int.test.ts'],
  },
  {
    safeguard: 'the key that is revoked or has expired',
    file: 'packages/access/src/access.ts',
    find: 'where id = $1 and revoked_at is null and (expires_at is null or expires_at > now())',
    instead: 'where id = $1',
    workspace: 'packages/access',
    tests: ['test/access.int.test.ts', 'test/keys.int.test.ts'],
  },
  {
    safeguard: 'the sign-in code that is good once',
    file: 'packages/access/src/access.ts',
    find: 'delete from access.sign_in_code where hash = $1 returning principal, platform_operator, expires_at',
    instead: 'select principal, platform_operator, expires_at from access.sign_in_code where hash = $1',
    workspace: 'packages/access',
    tests: ['test/access.int.test.ts'],
  },
  {
    safeguard: 'the key of which nobody gives more than they have',
    file: 'packages/access/src/keys.ts',
    find: `if (!may(maker, key.book, 'operate')) return 'not as your role';`,
    instead: '',
    workspace: 'packages/access',
    tests: ['test/why-not-make.unit.test.ts'],
  },
  {
    safeguard: 'the trigger that keeps the audit trail as it is',
    file: 'packages/access/migrations/0002_keys_and_audit.sql',
    find: `raise exception 'access.audit is append-only: % is refused', tg_op using errcode = 'insufficient_privilege';`,
    instead: 'return null;',
    workspace: 'packages/access',
    tests: ['test/audit.int.test.ts'],
  },
];
