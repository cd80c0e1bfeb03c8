import { StaffRosterModel } from '../../models/staffRoster.model';
import { UserModel } from '../../models/user.model';
import { Conflict } from '../../utils/errors';
import { toObjectId, type Id } from '../../utils/ids';
import type { Tx } from '../../utils/transaction';

const ROSTER = { _id: 'staff' } as const;

/** Makes the document that `assertAnotherAdmin` changes; an upsert inside a transaction could meet another one's. */
export async function ensureRoster(): Promise<void> {
  await StaffRosterModel.updateOne(ROSTER, { $setOnInsert: { revision: 0 } }, { upsert: true });
}

/**
 * Throws Conflict unless there is an admin beside this one who can sign in. Changes the roster first: of two admins
 * who take each other's place away at once, the second one looks again and finds himself the last.
 */
export async function assertAnotherAdmin(tx: Tx, userId: Id, now: Date): Promise<void> {
  await StaffRosterModel.updateOne(ROSTER, { $inc: { revision: 1 } }, { session: tx });
  const other = await UserModel.exists({
    roles: 'admin',
    _id: { $ne: toObjectId(userId) },
    passwordHash: { $exists: true },
    $or: [{ 'ban.level': null }, { 'ban.level': 'restricted' }, { 'ban.until': { $lte: now } }],
  }).session(tx);
  if (!other) {
    throw new Conflict('staff.lastAdmin');
  }
}
