import { minutes } from '../../utils/clock';
import type { Retention } from '../privacy/retention';
import type { Task } from './task';

/** Forgets what nobody needs any more, each night: how long it is kept are settings. */
export const makeForgetTask = ({ retention }: { readonly retention: Retention }): Task => ({
  name: 'forget',
  every: '53 2 * * *',
  leaseMs: minutes(10),
  async run({ logger, signal }) {
    logger.info('what was kept long enough is forgotten', { ...(await retention.forget(signal)) });
  },
});
