const { findChromium, findRedis } = require('./tests/helpers/programs');
const swc = require('./tests/setup/swc');

/** Folders whose tests drive a program of Debian's that is not installed here; CI requires them all. */
const leftOut = [
  { folder: 'browser', program: 'Chromium', found: findChromium(), required: process.env.REQUIRE_BROWSER },
  { folder: 'redis', program: 'redis-server', found: findRedis(), required: process.env.REQUIRE_REDIS },
].filter(({ found, required }) => !found && required !== '1');

for (const { folder, program } of leftOut) {
  process.stderr.write(`${program} is not installed: tests/${folder} is left out\n`);
}

/** Every test runs against a real database: one engine for the run (global setup), one database per worker. */
module.exports = {
  testEnvironment: 'node',
  // The default wraps what a file left on Node's globals; a later file of the same worker that writes there never ends.
  testEnvironmentOptions: { globalsCleanup: 'off' },
  roots: ['<rootDir>/tests'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', ...leftOut.map(({ folder }) => `<rootDir>/tests/${folder}/`)],
  transform: { '^.+\\.ts$': ['@swc/jest', swc] },
  globalSetup: '<rootDir>/tests/setup/globalSetup.ts',
  globalTeardown: '<rootDir>/tests/setup/globalTeardown.ts',
  setupFilesAfterEnv: ['<rootDir>/tests/setup/eachFile.ts'],
  restoreMocks: true,
  maxWorkers: 2,
  // What each file leaves behind adds up; a worker with gigabytes spends its time collecting them.
  workerIdleMemoryLimit: '1200MB',
  // Ends what hangs, on a machine of any speed; nothing is proved by it.
  testTimeout: 120_000,
};
