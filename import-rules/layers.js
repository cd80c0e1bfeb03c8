/**
 * Who may import whom. The arrows of the layout (docs/decisions/0001-layout.md) are the only ones allowed:
 * a layer that reaches into `src` for something that is not in its list is an error.
 * "types" = `import type` only.
 */
const PURE =
  '^src/services/(policies/|workflows/(?!workflow\\.ts$)|ledger/(postings|accounts|entry|fees))|^src/controllers/presenters/';
/** Constants without effects, which may be read below the composition root. */
const TABLES = '^src/config/(money|settings|permissions|limits|market)\\b';
const UTILS = '^src/utils/';
const PROVIDER_INTERFACE = '^src/services/providers/[a-z/]*provider\\.ts$';
const PROVIDERS = '^src/services/providers/';
const CONTAINER = '^src/container(\\.ts$|/)';

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
    values: ['^src/middleware/', '^src/config/', '^src/validators/joi\\.ts$', UTILS],
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
    from: '^src/services/ledger/(postings|accounts|entry|fees)',
    values: ['^src/services/ledger/(postings|accounts|entry|fees)', UTILS],
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
    types: ['^src/services/workflows/.+\\.workflow\\.ts$'],
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

module.exports = { layers, npm, PURE, CONTAINER, NOT_TYPES };
