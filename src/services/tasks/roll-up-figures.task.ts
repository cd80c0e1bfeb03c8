import { minutes } from '../../utils/clock';
import type { RollUpService } from '../rollUp.service';
import type { Task } from './task';

/** Keeps what the statistics are read from; what is late is counted when it comes. */
export const makeRollUpFiguresTask = ({
  rollUps,
}: {
  readonly rollUps: Pick<RollUpService, 'keep'>;
}): Task => ({
  name: 'roll-up-figures',
  every: '*/5 * * * *',
  leaseMs: minutes(5),
  run: ({ signal }) => rollUps.keep(signal),
});
