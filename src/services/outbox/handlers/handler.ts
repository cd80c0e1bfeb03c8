import type { ActivityService } from '../../activity.service';
import type { EventMap } from '../events';
import { makeOn, type HandlerMap } from '../on';

/** What handlers may use; the composition root gives it. It grows with the effects. */
export interface HandlerDeps {
  readonly activities: Pick<ActivityService, 'record'>;
}

export type AppHandlers = HandlerMap<EventMap, HandlerDeps>;

/** One effect of one event of this application. */
export const on = makeOn<EventMap, HandlerDeps>();
