import { after, days, minutes, type Clock } from '../../utils/clock';
import { purgeClosedPushes } from '../notices/pushRows';
import { purgeDoneRows } from '../outbox/rows';
import { purgeTaskRuns } from './leases';
import type { Task } from './task';

const KEPT_MS = days(7);

/** Deletes what the machinery has done with: outbox rows, pushes and task runs older than seven days. Dead rows stay. */
export const makePurgeOutboxTask = ({ clock }: { readonly clock: Clock }): Task => ({
  name: 'purge-outbox',
  every: '17 3 * * *',
  leaseMs: minutes(10),
  async run({ logger }) {
    const before = after(clock.now(), -KEPT_MS);
    const outboxRows = await purgeDoneRows(before);
    const pushes = await purgeClosedPushes(before);
    const taskRuns = await purgeTaskRuns(before);
    logger.info('old outbox rows, pushes and task runs deleted', { outboxRows, pushes, taskRuns });
  },
});
