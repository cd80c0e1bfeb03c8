import type { Clock } from '../../utils/clock';
import { makePurgeLoginsTask } from './purge-logins.task';
import type { StaffService } from '../staff.service';
import { makeEndBansTask } from './end-bans.task';
import { makePurgeOutboxTask } from './purge-outbox.task';
import { makePurgeRateLimitsTask } from './purge-rate-limits.task';
import { makePurgeUserEventsTask } from './purge-user-events.task';
import type { Task } from './task';

/** What the tasks need of the world; it grows with them. */
export interface TaskDeps {
  readonly clock: Clock;
  readonly staff: Pick<StaffService, 'endDueBans'>;
}

/** Everything that happens by itself. */
export const makeTasks = (deps: TaskDeps): readonly Task[] => [
  makePurgeLoginsTask(deps),
  makeEndBansTask(deps),
  makePurgeOutboxTask(deps),
  makePurgeRateLimitsTask(deps),
  makePurgeUserEventsTask(deps),
];
