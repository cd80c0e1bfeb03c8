import { minutes, type Clock } from '../../utils/clock';
import type { LapseHire } from '../acts/lapse-hire';
import { eachDueJob } from '../jobs/dueJobs';
import type { Task } from './task';

export interface LapseHiresDeps {
  readonly clock: Clock;
  readonly lapseHire: LapseHire;
}

/** Opens jobs again whose hire was not paid in time. */
export const makeLapseHiresTask = ({ clock, lapseHire }: LapseHiresDeps): Task => ({
  name: 'lapse-hires',
  every: '* * * * *',
  leaseMs: minutes(2),
  async run(context) {
    await eachDueJob({ ...context, due: 'lapsesAt', now: clock.now(), act: lapseHire });
  },
});
