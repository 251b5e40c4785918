/** The laws of ARCHITECTURE.md about who may import whom. */
const inside = (name) => `^packages/${name}/`;
const not = (names) => ({ path: '^packages/', pathNot: names.map((name) => inside(name)) });

/** `name` may import only itself and `others` of our own packages. */
const only = (name, others) => ({
  name: `${name}-imports`,
  severity: 'error',
  from: { path: inside(name) },
  to: not([name, ...others]),
});

module.exports = {
  forbidden: [
    only('core', []),
    only('contract', ['core']),
    only('floor-sim', ['core']),
    only('phones', ['core', 'floor-sim']),
    only('server', ['core', 'contract', 'phones', 'floor-sim']),
    only('vault', []),
    only('web', ['core', 'contract', 'vault']),
    {
      name: 'core-is-pure',
      comment: 'core has no library and no Node',
      severity: 'error',
      from: { path: '^packages/core/src/', pathNot: '\\.(test|property)\\.ts$|/testing/' },
      to: { pathNot: '^packages/core/src/' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: { path: '^packages/' },
      to: { circular: true },
    },
    {
      name: 'rooms-by-their-door',
      comment: 'a room of core or phones is entered through its index.ts',
      severity: 'error',
      from: { path: '^packages/([^/]+)/src/([^/]+)/', pathNot: '\\.(test|property)\\.ts$' },
      to: { path: '^packages/(core|phones)/src/[^/]+/(?!index\\.ts$)', pathNot: '^packages/$1/src/$2/|\\.test\\.ts$' },
    },
    {
      name: 'store-by-its-door',
      severity: 'error',
      from: { path: '^packages/server/src/(?!platform/store/)' },
      to: { path: '^packages/server/src/platform/store/(?!index\\.ts$)' },
    },
    {
      name: 'features-apart',
      comment: 'one feature of the API does not reach into another',
      severity: 'error',
      from: { path: '^packages/server/src/features/([^/]+)/' },
      to: { path: '^packages/server/src/features/[^/]+/[^/]*routes\\.ts$', pathNot: '^packages/server/src/features/$1/' },
    },
    {
      name: 'server-one-way',
      comment: 'platform knows neither the centre nor a feature; the centre knows no feature',
      severity: 'error',
      from: { path: '^packages/server/src/platform/', pathNot: '\\.test\\.ts$' },
      to: { path: '^packages/server/src/((centre|features|cli|demo|replay|control)/|(context|app|jobs|serve)\\.ts$)' },
    },
    {
      name: 'server-one-way',
      severity: 'error',
      from: { path: '^packages/server/src/centre/', pathNot: '\\.test\\.ts$' },
      to: { path: '^packages/server/src/((features|cli|demo|replay|control)/|(context|app|jobs|serve)\\.ts$)' },
    },
    {
      name: 'server-one-way',
      comment: 'features know none of the programs that run them',
      severity: 'error',
      from: { path: '^packages/server/src/features/', pathNot: '\\.test\\.ts$' },
      to: { path: '^packages/server/src/((cli|demo|control)/|(context|app|jobs|serve)\\.ts$)' },
    },
    {
      name: 'server-one-way',
      comment: 'the command line is on top: it starts the demo and the server',
      severity: 'error',
      from: { path: '^packages/server/src/', pathNot: '^packages/server/src/cli/|\\.test\\.ts$' },
      to: { path: '^packages/server/src/cli/' },
    },
    {
      name: 'server-features-by-their-door',
      comment: 'a feature enters another through its index.ts or feature.ts',
      severity: 'error',
      from: { path: '^packages/server/src/features/([^/]+)/' },
      to: { path: '^packages/server/src/features/[^/]+/', pathNot: '^packages/server/src/features/($1/|[^/]+/(index|feature|tables)\\.ts$)' },
    },
    {
      name: 'authorized-comes-from-policies',
      comment: 'only policies/ may make an Authorized value',
      severity: 'error',
      from: { pathNot: '^packages/server/src/platform/access/' },
      to: { path: '^packages/server/src/platform/access/(?!index\\.ts$)' },
    },
    {
      name: 'vault-by-its-door',
      comment: 'keys, nonces and salts stay inside',
      severity: 'error',
      from: { pathNot: inside('vault') },
      to: { path: '^packages/vault/(?!src/index\\.ts$)' },
    },
    {
      name: 'web-ground-knows-no-feature',
      comment: 'features stand on design, local-store, vault and api, which know none of them',
      severity: 'error',
      from: { path: '^packages/web/src/(design|local-store|vault|api)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^packages/web/src/(features|shells)/' },
    },
    {
      name: 'web-ground-in-order',
      comment: 'design and local-store stand on nothing; api knows no vault',
      severity: 'error',
      from: { path: '^packages/web/src/(design|local-store|api)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^packages/web/src/(design|local-store|vault|api)/', pathNot: '^packages/web/src/($1|design|local-store)/' },
    },
    {
      name: 'web-features-by-their-door',
      comment: 'a feature enters another through an index.ts',
      severity: 'error',
      from: { path: '^packages/web/src/features/([^/]+)/' },
      to: { path: '^packages/web/src/features/[^/]+/', pathNot: '^packages/web/src/features/($1/|[^/]+/((panel|app|shared)/)?index\\.ts$)' },
    },
    {
      name: 'web-features-know-no-shell',
      severity: 'error',
      from: { path: '^packages/web/src/features/' },
      to: { path: '^packages/web/src/shells/' },
    },
    {
      name: 'web-sides-apart',
      comment: 'the panel has no wide room in it, and what both share has neither',
      severity: 'error',
      from: { path: '^packages/web/src/(features/[^/]+/(panel|shared)|shells/panel)/' },
      to: { path: '^packages/web/src/(features/[^/]+|shells|api|design)/app/' },
    },
    {
      name: 'panel-is-light',
      comment: 'the panel opens in the first second of a shift: no React of its own, no Base UI, no TanStack',
      severity: 'error',
      from: { path: '^packages/web/src/shells/panel/main\\.tsx$' },
      to: { path: 'node_modules/(@base-ui|@tanstack)/', reachable: true },
    },
    { name: 'resolvable', severity: 'error', from: { path: '^packages/' }, to: { couldNotResolve: true, pathNot: '\\?|generated' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|generated)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'], extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css'] },
  },
};
