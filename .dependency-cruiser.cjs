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
      name: 'web-rooms-apart',
      severity: 'error',
      from: { path: '^packages/web/src/(panel|lead|analyst|admin|account)/' },
      to: { path: '^packages/web/src/(panel|lead|analyst|admin|account)/', pathNot: '^packages/web/src/$1/' },
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
