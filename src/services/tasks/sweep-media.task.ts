import { after, days, hours, minutes, type Clock } from '../../utils/clock';
import type { LookForFiles } from '../media/missing';
import type { MediaSweep } from '../media/sweep';
import type { Task } from './task';

/** Longer than any request may run. */
const TEMP_MS = minutes(15);
const STORING_MS = hours(1);
/** How long an upload waits to be used, and the outbox tries to remove it. */
const UNUSED_MS = days(1);
/** How often a file in use is looked for. */
const LOOK_MS = days(7);

export interface SweepMediaDeps {
  readonly clock: Clock;
  readonly mediaSweep: MediaSweep;
  readonly lookForFiles: LookForFiles;
}

/** Removes files that were given and never used, rows and files without each other, and what dead requests left behind. */
export const makeSweepMediaTask = ({ clock, mediaSweep, lookForFiles }: SweepMediaDeps): Task => ({
  name: 'sweep-media',
  every: '23 * * * *',
  leaseMs: minutes(10),
  async run({ logger, signal }) {
    const now = clock.now();
    const unusedSince = after(now, -UNUSED_MS);
    const orphans = await mediaSweep.orphans(unusedSince, signal);
    const abandoned = await mediaSweep.abandoned(after(now, -STORING_MS), signal);
    const tempFiles = await mediaSweep.tempFiles(after(now, -TEMP_MS));
    // From here on the provider is asked: while it is away, what is above is done all the same.
    const condemned = await mediaSweep.condemned(unusedSince, signal);
    const unknownFiles = await mediaSweep.unknownFiles(unusedSince, signal);
    const missing = await lookForFiles({ now, notSince: after(now, -LOOK_MS), signal });
    logger.info('unused media removed', { orphans, abandoned, tempFiles, condemned, unknownFiles, missing });
  },
});
