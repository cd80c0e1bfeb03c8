/**
 * Who may import whom. The arrows of the layout (docs/decisions/0001-layout.md) are the only ones allowed:
 * a layer that reaches into `src` for something that is not in its list is an error.
 * "types" = `import type` only.
 */
const { join } = require('node:path');

const PURE =
  '^src/services/(policies/|workflows/(?!workflow\\.ts$)|ledger/(postings|accounts))|^src/controllers/presenters/';
/** Constants without effects, which may be read below the composition root. */
const TABLES = '^src/config/(money|settings|permissions|limits|market)\\b';
const UTILS = '^src/utils/';
const PROVIDER_INTERFACE = '^src/services/providers/[a-z/]*provider\\.ts$';
const PROVIDERS = '^src/services/providers/';
const CONTAINER = '^src/container\\.ts$';

const npm = (...names) => `(^|/)node_modules/(@types/)?(${names.join('|')})(/|$)`;
const NOT_TYPES = { dependencyTypesNot: ['type-only', 'type-import'] };

/** One layer: what it may import from `src` as values, and what only as types. */
const layer = (name, { from, except, values, types = [], says }) => [
  {
    name: `${name}-values`,
    severity: 'error',
    comment: `${says} May import: ${values.join(' ')}; as types also: ${types.join(' ') || 'nothing more'}.`,
    from: { path: from, ...(except && { pathNot: except }) },
    to: { path: '^(src|server|scripts|seeds|tests)\\b', pathNot: [...values, ...types] },
  },
  ...(types.length === 0
    ? []
    : [
        {
          name: `${name}-types`,
          severity: 'error',
          comment: `${says} Only \`import type\` from: ${types.join(' ')}.`,
          from: { path: from, ...(except && { pathNot: except }) },
          to: { path: types, pathNot: values, ...NOT_TYPES },
        },
      ]),
];

const layers = [
  layer('routes', {
    from: '^src/routes/',
    values: [
      '^src/routes/',
      '^src/middleware/',
      '^src/validators/',
      '^src/controllers/(?!presenters/)',
      UTILS,
    ],
    types: [CONTAINER, TABLES],
    says: 'A route declares what guards it and hands over to a controller.',
  }),
  layer('middleware', {
    from: '^src/middleware/',
    values: ['^src/middleware/', '^src/config/', UTILS],
    types: ['^src/services/', CONTAINER],
    says: 'Middleware gets its services handed in.',
  }),
  layer('validators', {
    from: '^src/validators/',
    values: ['^src/validators/', UTILS],
    says: 'A validator is a shape.',
  }),
  layer('controllers', {
    from: '^src/controllers/',
    except: '^src/controllers/presenters/',
    values: ['^src/controllers/', UTILS],
    types: ['^src/services/(?!providers/)', '^src/validators/', CONTAINER],
    says: 'A controller translates: one service call (handed in), one presenter.',
  }),
  layer('presenters', {
    from: '^src/controllers/presenters/',
    values: ['^src/controllers/presenters/', '^src/services/policies/', UTILS],
    types: ['^src/models/', '^src/services/(?!providers/)'],
    says: 'A presenter is pure: an allow-list per audience.',
  }),
  layer('policies', {
    from: '^src/services/policies/',
    values: ['^src/services/policies/', '^src/services/workflows/(?!workflow\\.ts$)', UTILS],
    types: ['^src/models/', TABLES],
    says: 'A policy is pure; it may read the workflow tables.',
  }),
  layer('workflow-tables', {
    from: '^src/services/workflows/.+\\.workflow\\.ts$',
    values: ['^src/services/workflows/(?!workflow\\.ts$)', UTILS],
    types: ['^src/models/'],
    says: 'A workflow file is nothing but the table.',
  }),
  layer('postings', {
    from: '^src/services/ledger/(postings|accounts)',
    values: ['^src/services/ledger/(postings|accounts|entry)', UTILS],
    types: ['^src/models/', '^src/services/ledger/', TABLES],
    says: 'A posting is pure: a business fact in, a balanced entry out.',
  }),
  layer('services', {
    from: '^src/services/',
    except: [PURE, PROVIDERS],
    values: ['^src/services/(?!providers/)', '^src/models/', UTILS, TABLES],
    types: [PROVIDER_INTERFACE, '^src/config/'],
    says: 'A service gets the world injected and imports the database.',
  }),
  layer('providers', {
    from: PROVIDERS,
    values: [PROVIDERS, '^src/config/', UTILS],
    says: 'An adapter knows its vendor and nothing of ours.',
  }),
  layer('models', {
    from: '^src/models/',
    values: ['^src/models/', '^src/config/', UTILS],
    says: 'A model holds shape, indexes and query shapes.',
  }),
  layer('utils', {
    from: UTILS,
    values: [UTILS, TABLES],
    types: ['^src/config/'],
    says: 'Utilities stand below everything.',
  }),
  layer('config', {
    from: '^src/config/',
    values: ['^src/config/', UTILS, '^src/models/(index|defineModel)\\.ts$'],
    says: 'Configuration stands below everything; database.ts builds the indexes of all models.',
  }),
  layer('app', {
    from: '^src/app\\.ts$',
    values: ['^src/(routes|middleware|config)/', UTILS],
    types: [CONTAINER, '^src/(services|controllers)/'],
    says: 'createApp orders and mounts; it builds nothing.',
  }),
].flat();

const forbid = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });

const database = [
  forbid(
    'mongoose-below-services',
    'Only models, services, config, utils and the error table of the middleware know the database library.',
    { path: ['^src/(routes|controllers|validators)/', '^src/app\\.ts$'] },
    { path: npm('mongoose', 'mongodb', 'bson') },
  ),
  forbid(
    'one-driver',
    'Take Types and mongo from mongoose: one copy of the driver.',
    { path: ['^src/', '^server\\.ts$', '^seeds/'] },
    { path: npm('mongodb', 'bson') },
  ),
  forbid(
    'ledger-has-one-writer',
    'Money moves through ledger.post only.',
    {
      path: '^src/',
      pathNot: [
        '^src/services/ledger/ledger\\.service\\.ts$',
        '^src/models/index\\.ts$',
        '^src/models/queries/',
        CONTAINER,
      ],
    },
    { path: '^src/models/ledger\\w*\\.model\\.ts$', ...NOT_TYPES },
  ),
  forbid(
    'outbox-has-one-writer',
    'Events are recorded through outbox.record and run by the dispatcher only.',
    {
      path: '^src/',
      pathNot: [
        '^src/services/outbox/',
        '^src/services/tasks/purge-outbox\\.task\\.ts$',
        '^src/models/index\\.ts$',
        '^src/models/queries/',
        CONTAINER,
      ],
    },
    { path: '^src/models/outbox\\w*\\.model\\.ts$', ...NOT_TYPES },
  ),
];

const purity = [
  forbid(
    'pure-code-has-no-effects',
    'Policies, workflow tables, postings and presenters are pure and synchronous: no Node module, no package; types are free.',
    { path: PURE },
    {
      dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-optional', 'npm-no-pkg', 'npm-unknown'],
      ...NOT_TYPES,
    },
  ),
  forbid(
    'no-express-in-services',
    'Express types never reach a service, a model, a validator or pure code.',
    {
      path: '^src/(services|models|validators|config)/|^src/controllers/presenters/',
      pathNot: '^src/config/passport\\.ts$',
    },
    { path: npm('express', 'express-serve-static-core', 'multer') },
  ),
];

/** A vendor's SDK ← its one adapter. */
const VENDORS = {
  stripe: '(^|/)stripe',
  cloudinary: '(^|/)cloudinary',
  resend: '(^|/)resend',
  twilio: '(^|/)twilio',
  'firebase-admin': '(^|/)(fcm|firebase)',
  '@aws-sdk': '(^|/)(s3|bedrock)',
};
const vendors = Object.entries(VENDORS).map(([sdk, file]) =>
  forbid(
    `vendor-${sdk.replace(/\W/g, '')}`,
    `${sdk} is imported by its one adapter only.`,
    { path: '^(src|server|seeds)\\b', pathNot: `^src/services/providers/.*${file}[^/]*\\.ts$` },
    { path: npm(sdk), ...NOT_TYPES },
  ),
);

const general = [
  forbid(
    'no-circular',
    'Two files that need each other are one file, or miss a third.',
    {},
    {
      circular: true,
      viaOnly: { dependencyTypesNot: ['type-only', 'type-import'] },
    },
  ),
  forbid(
    'no-orphans',
    'A file that nobody imports and that imports nothing is dead.',
    {
      orphan: true,
      pathNot: ['\\.d\\.ts$', '^server\\.ts$', '^scripts/', '^seeds/', '^tests/', '\\.worker\\.js$'],
    },
    {},
  ),
  forbid(
    'nobody-imports-the-root',
    'The composition root and the process are built from above: take a type, or have the thing handed in.',
    { path: '^src/', pathNot: '^src/container' },
    { path: ['^src/container\\.ts$', '^src/app\\.ts$', '^server\\.ts$'], ...NOT_TYPES },
  ),
  forbid(
    'no-tests-in-code',
    'The program does not need its tests.',
    { path: '^(src|server|seeds)\\b' },
    { path: '^tests/' },
  ),
  forbid(
    'no-scripts-in-src',
    'Scripts use the program; only server.ts may ask scripts/local-mongo for a database.',
    { path: '^src/' },
    { path: '^(scripts|seeds)/' },
  ),
  forbid(
    'no-unresolved',
    'This import leads nowhere.',
    { path: '^(src|server|scripts|seeds)\\b' },
    { couldNotResolve: true },
  ),
  forbid(
    'no-dev-packages',
    'A package of devDependencies is not there in production.',
    { path: ['^src/', '^server\\.ts$'] },
    { dependencyTypes: ['npm-dev'], ...NOT_TYPES, pathNot: '(^|/)node_modules/@types/' },
  ),
];

module.exports = {
  forbidden: [...layers, ...database, ...purity, ...vendors, ...general],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage|\\.cache|\\.data)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: join(__dirname, 'tsconfig.json') },
    enhancedResolveOptions: {
      conditionNames: ['node', 'require', 'types', 'default'],
      extensions: ['.ts', '.js', '.json', '.d.ts'],
    },
    cache: false,
  },
};
