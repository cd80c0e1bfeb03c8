import { after, days, minutes, type Clock } from '../../utils/clock';
import { purgeUserEvents } from '../realtime/retention';
import type { Task } from './task';

const KEPT_MS = days(30);

/** Forgets what users were told live more than 30 days ago; a client that was away longer loads everything anew. */
export const makePurgeUserEventsTask = ({ clock }: { readonly clock: Clock }): Task => ({
  name: 'purge-user-events',
  every: '47 3 * * *',
  leaseMs: minutes(10),
  async run({ logger, signal }) {
    const deleted = await purgeUserEvents(after(clock.now(), -KEPT_MS), signal);
    logger.info('old user events deleted', { deleted });
  },
});
