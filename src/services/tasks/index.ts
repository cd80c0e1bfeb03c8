import type { Clock } from '../../utils/clock';
import { makePurgeOutboxTask } from './purge-outbox.task';
import { makePurgeRateLimitsTask } from './purge-rate-limits.task';
import { makePurgeUserEventsTask } from './purge-user-events.task';
import type { Task } from './task';

/** What the tasks need of the world; it grows with them. */
export interface TaskDeps {
  readonly clock: Clock;
}

/** Everything that happens by itself. */
export const makeTasks = (deps: TaskDeps): readonly Task[] => [
  makePurgeOutboxTask(deps),
  makePurgeRateLimitsTask(deps),
  makePurgeUserEventsTask(deps),
];
