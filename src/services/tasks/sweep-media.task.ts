import { after, days, minutes, type Clock } from '../../utils/clock';
import type { MediaSweep } from '../media/sweep';
import type { Task } from './task';

/** Longer than any request may run. */
const TEMP_MS = minutes(15);
/** How long an upload waits to be used. */
const UNUSED_MS = days(1);

/** Removes files that were given and never used, files without a row, and what dead requests left behind. */
export const makeSweepMediaTask = ({
  clock,
  mediaSweep,
}: {
  readonly clock: Clock;
  readonly mediaSweep: MediaSweep;
}): Task => ({
  name: 'sweep-media',
  every: '23 * * * *',
  leaseMs: minutes(10),
  async run({ logger, signal }) {
    const now = clock.now();
    const orphans = await mediaSweep.orphans(after(now, -UNUSED_MS), signal);
    const unknownFiles = await mediaSweep.unknownFiles(after(now, -UNUSED_MS), signal);
    const tempFiles = await mediaSweep.tempFiles(after(now, -TEMP_MS));
    logger.info('unused media removed', { orphans, unknownFiles, tempFiles });
  },
});
