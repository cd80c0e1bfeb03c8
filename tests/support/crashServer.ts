/**
 * The real server, which ends itself in the middle of requests that ask for it (`crashPoints.ts`). Everything is loaded when
 * it says `ready`; it starts on the first line of its input, which is how far its clock is ahead, so that nobody waits for
 * leases. Requests wait for each other at their points: their deadline is far away.
 */
import { fail, serve } from '../../server';
import { minutes, systemClock } from '../../src/utils/clock';
import { makeCrashRoutes } from './crash.routes';
import { watchCrashPoints } from './crashPoints';

process.stdin.once('data', (line: Buffer) => {
  const aheadMs = Number(line.toString());
  systemClock.now = () => new Date(Date.now() + aheadMs);
  watchCrashPoints();
  serve({
    config: (config) => ({ ...config, http: { ...config.http, deadlineMs: minutes(5) } }),
    mounts: (container) => [{ prefix: '/api/crash', router: makeCrashRoutes(container) }],
  }).catch(fail);
});
process.stdin.once('end', () => process.exit(0));
process.stdout.write('ready\n');
