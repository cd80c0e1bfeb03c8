import type { QueryFilter } from 'mongoose';
import { UserModel, type User } from '../../models/user.model';
import type { Clock } from '../../utils/clock';
import type { DeviceFacts } from '../../utils/device';
import { Unauthenticated } from '../../utils/errors';
import { toObjectId, type Id } from '../../utils/ids';
import { inTransaction } from '../../utils/transaction';
import type { SessionKind } from '../../models/session.model';
import type { SignedIn } from '../auth.service';
import type { SessionService } from '../session.service';
import { assertNotBlocked, scopeOf } from './account';

export interface AppSession {
  readonly userId: Id;
  /** By which he was recognised: it must still be so. */
  readonly where: QueryFilter<User>;
  readonly kind: SessionKind;
  readonly device: DeviceFacts;
  readonly isFirst: boolean;
}

export interface AppSessionDeps {
  readonly clock: Clock;
  readonly sessions: Pick<SessionService, 'start' | 'tokensOf'>;
}

/**
 * Opens a session of the apps; one that may only finish signing up while role or name are missing. A session of its own
 * for each repetition of the request: tokens are never kept. A ban at the same instant has one winner.
 */
export async function openAppSession(
  { userId, where, kind, device, isFirst }: AppSession,
  { clock, sessions }: AppSessionDeps,
): Promise<SignedIn> {
  const { user, opened } = await inTransaction(
    async (tx) => {
      const now = clock.now();
      const user = await UserModel.findOneAndUpdate(
        { ...where, _id: toObjectId(userId) },
        { $set: { lastLoginAt: now } },
        { session: tx, returnDocument: 'after' },
      )
        .orFail(() => new Unauthenticated('auth.sessionEnded'))
        .lean<User>();
      assertNotBlocked(user, now);
      const session = { user, kind, scope: scopeOf(user), device, isFirst };
      return { user, opened: await sessions.start(tx, session) };
    },
    { remember: false },
  );
  return { ...(await sessions.tokensOf(opened)), user };
}
