import type { Response } from 'express';
import type { ActivityService } from '../services/activity.service';
import type { findPeople } from '../services/person.service';
import type { Req } from '../utils/input';
import { mapPage } from '../utils/page';
import { list } from '../utils/respond';
import type * as schema from '../validators/activity.validator';
import { presentActivity } from './presenters/activity.presenter';

export interface ActivityControllerDeps {
  readonly activities: ActivityService;
  readonly findPeople: typeof findPeople;
}

/** The audit log. */
export const makeActivityController = ({ activities, findPeople: find }: ActivityControllerDeps) => ({
  async listActivities(req: Req<typeof schema.listActivities>, res: Response): Promise<void> {
    const { page, limit, cursor, actor: actorId, target: targetId, ...filter } = req.input.query;
    const lines = await activities.list({ ...filter, actorId, targetId }, { page, limit, cursor });
    const people = await find(lines.items.map(({ actor }) => actor.id));
    list(
      res,
      mapPage(lines, (line) => presentActivity(line, people)),
    );
  },
});
