import type { Response } from 'express';
import type { EventLog } from '../services/realtime/eventLog';
import type { Req } from '../utils/input';
import { mapPage } from '../utils/page';
import { list } from '../utils/respond';
import type * as schema from '../validators/event.validator';
import { presentEvent, toEventPage } from './presenters/event.presenter';

export interface EventDeps {
  readonly eventLog: Pick<EventLog, 'list'>;
}

/** Translates requests for the log of live events. */
export const makeEventController = ({ eventLog }: EventDeps) => ({
  /** One's own events after a place; without one, from the oldest that is kept. */
  async list(req: Req<typeof schema.listEvents>, res: Response): Promise<void> {
    const { since, cursor, limit } = req.input.query;
    const from = cursor === undefined ? since : Number(cursor);
    const found = await eventLog.list(req.actor.id, { since: from, limit });
    list(res, mapPage(toEventPage(found, limit), presentEvent));
  },
});
