import type { ActivityFacts, ActivityService } from '../../activity.service';
import type { Handler, MakeHandler } from '../on';
import { on } from './handler';

/** Makes `logActivity` for a catalogue. */
export const makeLogActivity =
  <Events, Deps extends { readonly activities: Pick<ActivityService, 'record'> }>(
    onEvent: MakeHandler<Events, Deps>,
  ) =>
  /** Writes the audit line of an event; `describe` chooses which of its facts staff may see. */
  <E extends keyof Events & string>(
    event: E,
    describe: (data: Events[E]) => ActivityFacts,
  ): Handler<E, Events[E], Deps> =>
    onEvent(event, 'log-activity', ({ id, data, actor, at, requestId }, { activities }) =>
      activities.record({ ...describe(data), eventId: id, actor, at, requestId }),
    );

/** Writes the audit line of an event of this application. */
export const logActivity = makeLogActivity(on);
