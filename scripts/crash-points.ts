/** `tsx scripts/crash-points.ts`: kills the server at every point of a hire, not only at those of the test suite. */
import { spawn } from 'node:child_process';

const TEST = 'tests/races/acceptCrash.test.ts';

const child = spawn(process.execPath, ['node_modules/jest/bin/jest.js', TEST, '-w', '1'], {
  env: { ...process.env, CRASH_POINTS: 'all' },
  stdio: 'inherit',
});
child.once('exit', (code) => process.exit(code ?? 1));
