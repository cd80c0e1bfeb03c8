import { minutes } from '../../utils/clock';
import type { Erasures } from '../privacy/erasures';
import type { Task } from './task';

const MOST = 200;

/** Removes what erased accounts have left: what had to wait, and what came after them. */
export const makeSweepErasuresTask = ({ erasures }: { readonly erasures: Pick<Erasures, 'due'> }): Task => ({
  name: 'sweep-erasures',
  every: '29 * * * *',
  leaseMs: minutes(10),
  async run({ logger, signal }) {
    logger.info('erased accounts swept', { accounts: await erasures.due(MOST, signal) });
  },
});
