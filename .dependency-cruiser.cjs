/** The arrows of docs/architecture.md: a folder imports only from folders below it. */
const floors = [
  ['wire', []],
  ['domain', ['wire']],
  ['client', ['domain', 'wire']],
  ['controlPlane', ['domain', 'wire']],
  ['files', ['domain']],
  ['dotenv', ['files', 'domain']],
  ['terminal', ['domain']],
  ['programs', ['files', 'domain']],
  ['lifecycle', ['client', 'domain', 'wire']],
  [
    'editor',
    [
      'lifecycle',
      'programs',
      'terminal',
      'dotenv',
      'files',
      'controlPlane',
      'client',
      'domain',
      'wire',
    ],
  ],
  ['panels', ['editor', 'lifecycle', 'dotenv', 'files', 'client', 'domain', 'wire']],
  ['views', ['editor', 'lifecycle', 'dotenv', 'files', 'client', 'domain', 'wire']],
  [
    'commands',
    [
      'panels',
      'views',
      'editor',
      'lifecycle',
      'programs',
      'dotenv',
      'files',
      'client',
      'domain',
      'wire',
      'services\\.ts',
    ],
  ],
];

/** The same inside two of them: a folder imports only from those that stand before it in its line. */
const inside = {
  lifecycle: [
    'model',
    'storage',
    'notices',
    'ledger',
    'journal',
    'copies',
    'context.ts',
    'steps',
    'drive',
    'protocols',
  ],
  client: ['transport', 'api', 'explain'],
};

const upwards = Object.entries(inside).flatMap(([room, order]) =>
  order.slice(0, -1).map((name, at) => ({
    name: `${room}-${name}-looks-down`,
    severity: 'error',
    from: { path: `^src/${room}/${name}(?:/|$)` },
    to: { path: order.slice(at + 1).map((above) => `^src/${room}/${above}(?:/|$)`) },
  })),
);

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      // What an `import()` loads is loaded when it is used, so that it may use who loads it.
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only', 'dynamic-import'] } },
    },
    ...upwards,
    ...floors.map(([room, below]) => ({
      name: `${room}-looks-down`,
      severity: 'error',
      from: { path: `^src/${room}/` },
      to: {
        path: '^src/',
        pathNot: [
          `^src/${room}/`,
          ...below.map((name) => (name.endsWith('\\.ts') ? `^src/${name}$` : `^src/${name}/`)),
        ],
      },
    })),
    {
      name: 'only-services-joins-folders',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot:
          '^src/(?:extension|window|createServices|listedKeys|openedOnUse|beginWindow|laterWork)\\.ts$|^src/commands/',
      },
      to: { path: '^src/services\\.ts$' },
    },
    {
      name: 'source-never-imports-tests',
      severity: 'error',
      from: { path: '^(src|webview)/' },
      to: { path: '^test/' },
    },
    {
      name: 'pages-take-only-types',
      severity: 'error',
      from: { path: '^webview/' },
      to: { path: '^src/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'one-door-to-the-toolkit',
      severity: 'error',
      from: { path: '^webview/', pathNot: '^webview/components\\.ts$' },
      to: { path: '@vscode/webview-ui-toolkit' },
    },
    {
      name: 'axios-stays-in-client',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/client/' },
      to: { path: 'node_modules/axios' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
    moduleSystems: ['es6'],
  },
};
