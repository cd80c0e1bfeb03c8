/**
 * The real server, made ready beside the one that is about to be killed: everything is loaded, and on the first line of
 * its input it starts. Its clock is `CLOCK_AHEAD_MS` ahead, so that nobody waits for the leases of the one that died, and
 * a few callers may send all the requests.
 */
import { fail, serve } from '../../server';
import { systemClock } from '../../src/utils/clock';
import { raiseLimits } from '../bench/raiseLimits';

process.stdin.once('data', (line: Buffer) => {
  const aheadMs = Number(line.toString());
  systemClock.now = () => new Date(Date.now() + aheadMs);
  raiseLimits();
  serve().catch(fail);
});
process.stdin.once('end', () => process.exit(0));
process.stdout.write('ready\n');
