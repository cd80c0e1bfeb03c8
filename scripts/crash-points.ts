/** `tsx scripts/crash-points.ts [payment …]`: kills the server at every point of each act, not only at those of the test suite. */
import { spawn } from 'node:child_process';

const ACTS = ['accept', 'payment', 'jobMoney', 'withdrawal', 'verification'];

const wanted = process.argv.slice(2);
const tests = (wanted.length > 0 ? wanted : ACTS).map((name) => `tests/races/${name}Crash.test.ts`);

const child = spawn(process.execPath, ['node_modules/jest/bin/jest.js', ...tests, '-w', '1'], {
  env: { ...process.env, CRASH_POINTS: 'all' },
  stdio: 'inherit',
});
child.once('exit', (code) => process.exit(code ?? 1));
