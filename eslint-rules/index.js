/** The house rules and where each of them holds; used by eslint.config.mjs and proven in tests/architecture/eslintRules.test.ts. */
const rules = {
  'no-process-env': require('./no-process-env'),
  'no-system-time': require('./no-system-time'),
  'no-money-rounding': require('./no-money-rounding'),
  'no-status-write': require('./no-status-write'),
  'no-parallel-in-transaction': require('./no-parallel-in-transaction'),
  'no-provider-in-transaction': require('./no-provider-in-transaction'),
  'no-response-below-http': require('./no-response-below-http'),
  'catch-keeps-cause': require('./catch-keeps-cause'),
  'no-focused-tests': require('./no-focused-tests'),
  'function-length': require('./function-length'),
};

const plugins = { house: { meta: { name: 'house' }, rules } };
const CODE = ['server.ts', 'src/**/*.{ts,js}'];
const ALL = [...CODE, 'scripts/**/*.{ts,js}', 'seeds/**/*.ts'];

const on = (rule, files, ignores = []) => ({
  name: `house/${rule}`,
  files,
  ignores,
  plugins,
  rules: { [`house/${rule}`]: 'error' },
});

const houseRules = [
  on('no-process-env', [...CODE, 'seeds/**/*.ts'], ['src/config/env.ts']),
  on('no-system-time', ['src/services/**/*.{ts,js}']),
  on('no-money-rounding', ALL, ['src/utils/money.ts']),
  on(
    'no-status-write',
    [...ALL],
    ['src/services/workflows/workflow.ts', 'scripts/migrations/**', 'scripts/local-mongo/**'],
  ),
  on('no-parallel-in-transaction', [...ALL, 'tests/**/*.ts']),
  on('no-provider-in-transaction', ALL),
  on('no-response-below-http', CODE, [
    'src/controllers/*.ts',
    'src/middleware/**',
    'src/utils/surfaces/**',
    'src/utils/respond.ts',
    'src/utils/sendAnswer.ts',
    'src/utils/route.ts',
  ]),
  on('catch-keeps-cause', [...ALL, 'tests/**/*.ts']),
  on('no-focused-tests', ['tests/**/*.ts']),
  on('function-length', CODE),
];

module.exports = { plugins, houseRules };
