const { findChromium } = require('./tests/helpers/chromium');

const withoutBrowser = !findChromium() && process.env.REQUIRE_BROWSER !== '1';
if (withoutBrowser) {
  process.stderr.write(
    'Chromium is not installed: tests/browser is left out (REQUIRE_BROWSER=1 forbids that)\n',
  );
}

/** Every test runs against a real database: one engine for the run (global setup), one database per worker. */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/tests'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', ...(withoutBrowser ? ['<rootDir>/tests/browser/'] : [])],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2023', keepClassNames: true },
        module: { type: 'commonjs' },
      },
    ],
  },
  globalSetup: '<rootDir>/tests/setup/globalSetup.ts',
  globalTeardown: '<rootDir>/tests/setup/globalTeardown.ts',
  setupFilesAfterEnv: ['<rootDir>/tests/setup/eachFile.ts'],
  restoreMocks: true,
  maxWorkers: 2,
  testTimeout: 30_000,
};
