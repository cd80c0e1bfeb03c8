/** The rules on imports beside the layers: the database, purity, vendors, and what holds everywhere. */
const { join } = require('node:path');
const { layers, npm, PURE, CONTAINER, NOT_TYPES } = require('./import-rules/layers');

/** One rule more: `[name, what to do, from, to]`. */
const forbid = (...[name, comment, from, to]) => ({ name, severity: 'error', comment, from, to });

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
        '^src/services/ledger/(ledger\\.service|anchors|audit|heads|balances|clearing|check/\\w+)\\.ts$',
        '^src/models/ledger\\w*\\.model\\.ts$',
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
    { path: ['^src/container(\\.ts$|/)', '^src/app\\.ts$', '^server\\.ts$'], ...NOT_TYPES },
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
      exportsFields: ['exports'],
      conditionNames: ['node', 'require', 'types', 'default'],
      extensions: ['.ts', '.js', '.json', '.d.ts'],
    },
    cache: false,
  },
};
