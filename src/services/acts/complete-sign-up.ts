import { UserModel, type User } from '../../models/user.model';
import type { Clock } from '../../utils/clock';
import { BadRequest, Conflict, Forbidden } from '../../utils/errors';
import { toObjectId } from '../../utils/ids';
import { inTransaction } from '../../utils/transaction';
import type { Role, UserActor } from '../../utils/types/actor';
import { isStaffAccount, scopeOf } from '../auth/account';
import { roleFields } from '../auth/newAccount';
import type { Outbox } from '../outbox/outbox.service';
import type { SessionService } from '../session.service';

export interface SignUpAnswers {
  readonly role?: Role | undefined;
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
}

export type CompleteSignUp = (actor: UserActor, given: SignUpAnswers) => Promise<User>;

export interface CompleteSignUpDeps {
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly sessions: Pick<SessionService, 'complete'>;
}

/** Somebody who came in by phone or by a social login says his name and chooses his role: his session becomes a full one. */
export const makeCompleteSignUp =
  ({ clock, outbox, sessions }: CompleteSignUpDeps): CompleteSignUp =>
  async (actor, given) => {
    if (given.role !== undefined && isStaffAccount({ roles: [given.role] })) {
      throw new Forbidden('auth.roleNotAllowed');
    }
    const before = await UserModel.findById(toObjectId(actor.id)).orFail().lean<User>();
    if (actor.scope === 'full' || isStaffAccount(before)) {
      throw new Conflict('otp.signUpComplete');
    }
    const fields = missingOf(before, given);
    return inTransaction(async (tx) => {
      const user = await UserModel.findOneAndUpdate(
        { _id: before._id, roles: before.roles },
        { $set: { ...fields, updatedAt: clock.now() } },
        { session: tx, returnDocument: 'after' },
      )
        .orFail(() => new Conflict('otp.signUpComplete'))
        .lean<User>();
      await sessions.complete(tx, actor.sessionId);
      await outbox.record(tx, 'user.signUpCompleted', { userId: actor.id, role: roleOf(user) }, { actor });
      return user;
    });
  };

/** What the account lacks, out of what was given; what it has stays. */
function missingOf(user: User, { role, firstName, lastName }: SignUpAnswers): Partial<User> {
  const fields = {
    ...(user.role === undefined && role !== undefined && roleFields(role)),
    ...(user.firstName === undefined && firstName && { firstName, ...(lastName && { lastName }) }),
  };
  if (scopeOf({ ...user, ...fields }) !== 'full') {
    throw new BadRequest('otp.answersMissing');
  }
  return fields;
}

const roleOf = ({ role = 'client' }: User): Role => role;
