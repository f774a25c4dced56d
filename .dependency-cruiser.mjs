/** Imports point one way only: deals ◀ exposure ◀ apps; event-store, event-transport ◀ apps; access ◀ http-edge ◀ apps;
 * book-scope ◀ all that ask the database. */
const mayImport = {
  'packages/deals': [],
  'packages/exposure': ['packages/deals'],
  'packages/book-scope': [],
  'packages/event-store': ['packages/book-scope'],
  'packages/event-transport': [],
  'packages/access': ['packages/book-scope'],
  'packages/http-edge': ['packages/access', 'packages/book-scope'],
  'apps/web': ['packages/deals', 'packages/exposure'],
  'apps/command-service': [
    'packages/deals',
    'packages/book-scope',
    'packages/event-store',
    'packages/event-transport',
    'packages/access',
    'packages/http-edge',
  ],
  'apps/projection-service': [
    'packages/deals',
    'packages/exposure',
    'packages/event-transport',
    'packages/book-scope',
    'packages/access',
    'packages/http-edge',
  ],
  // A witness shares nothing with what it bears witness about.
  'apps/cli': [],
  // The starter runs what was built; it is no part of it, and nothing that is delivered is a part of it.
  'infra/local': [],
};

const arrows = Object.entries(mayImport).map(([from, to]) => ({
  name: `${from.split('/')[1]}-imports-only-what-it-may`,
  comment: `${from} may import ${to.length === 0 ? 'no other workspace' : to.join(', ')}.`,
  severity: 'error',
  from: { path: `^${from}/src/` },
  to: { path: '^(apps|packages|infra|e2e|bench)/', pathNot: `^(${[from, ...to].join('|')})/` },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...arrows,
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    // What comes from npm, the compiler finds or misses.
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true, path: '^(\\.|@offtake/)' } },
    {
      name: 'the-pure-packages-touch-no-world',
      comment: 'deals and exposure run in the browser too: no node modules, no clock, no framework.',
      severity: 'error',
      from: { path: '^packages/(deals|exposure)/src/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'frameworks-stay-at-the-edge',
      severity: 'error',
      from: { path: '^packages/(deals|exposure|event-store|event-transport|access|book-scope)/src/' },
      to: { path: 'node_modules/(@nestjs|fastify|react)' },
    },
    {
      name: 'kafkajs-stays-in-event-transport',
      severity: 'error',
      from: { path: '^(apps|packages)/', pathNot: '^packages/event-transport/' },
      to: { path: 'node_modules/kafkajs' },
    },
    { name: 'tests-are-imported-by-tests-only', severity: 'error', from: { path: '/src/' }, to: { path: '/test/' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|target|locales)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js'],
    },
  },
};
