import type { Activity } from '../../models/activity.model';
import type { People } from '../../services/person.service';
import { idOf } from '../../utils/ids';
import { presentDoer } from './person.presenter';

/** One line of the audit log. */
export const presentActivity = (activity: Activity, people: People): Record<string, unknown> => ({
  id: idOf(activity),
  _id: idOf(activity),
  action: activity.action,
  actor: { ...presentDoer(activity.actor.id, people), role: activity.actor.role ?? null },
  target: { type: activity.target.type, id: activity.target.id, _id: activity.target.id },
  before: activity.before ?? null,
  after: activity.after ?? null,
  reason: activity.reason ?? null,
  requestId: activity.requestId ?? null,
  createdAt: activity.at,
});
