import { SessionModel } from '../../models/session.model';
import { idOf, toObjectId, type Id } from '../../utils/ids';

const AT_ONCE = 1_000;

/** Those of these sessions that have ended. */
export async function findEndedSessions(sessionIds: readonly Id[], now: Date): Promise<Id[]> {
  const alive = new Set<Id>();
  for (let start = 0; start < sessionIds.length; start += AT_ONCE) {
    const ids = sessionIds.slice(start, start + AT_ONCE).map(toObjectId);
    const filter = { _id: { $in: ids }, endedAt: null, expiresAt: { $gt: now } };
    const rows = await SessionModel.find(filter, { _id: 1 }).lean().exec();
    rows.forEach((row) => alive.add(idOf(row)));
  }
  return sessionIds.filter((id) => !alive.has(id));
}
