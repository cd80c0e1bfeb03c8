import { minutes, type Clock } from '../../utils/clock';
import { purgeRateLimits } from '../limits/purgeRateLimits';
import type { Task } from './task';

/** Deletes the counts of rate limit windows that have ended. */
export const makePurgeRateLimitsTask = ({ clock }: { readonly clock: Clock }): Task => ({
  name: 'purge-rate-limits',
  every: '*/15 * * * *',
  leaseMs: minutes(5),
  async run({ logger }) {
    logger.debug('old rate limit counts deleted', { rows: await purgeRateLimits({ clock }) });
  },
});
