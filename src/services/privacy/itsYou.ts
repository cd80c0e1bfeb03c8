import { SessionModel, type Session } from '../../models/session.model';
import { UserModel, type User } from '../../models/user.model';
import { after, minutes, type Clock } from '../../utils/clock';
import { BadRequest, Forbidden } from '../../utils/errors';
import { toObjectId } from '../../utils/ids';
import type { UserActor } from '../../utils/types/actor';
import type { PasswordService } from '../password.service';

/** Makes sure that it is the owner who asks, and not somebody with his unlocked telephone. */
export interface ItsYou {
  /** Throws 403 unless the login at hand is younger than that. */
  assertFreshLogin(actor: UserActor, maxAgeMs: number): Promise<void>;
  /** Throws 400 unless the password is his; who has none has to have signed in just now. */
  assertPassword(actor: UserActor, password: string | undefined): Promise<void>;
}

export interface ItsYouDeps {
  readonly clock: Clock;
  readonly passwordService: Pick<PasswordService, 'assertCurrent'>;
}

const JUST_NOW_MS = minutes(15);

/** Makes the questions before what cannot be taken back. */
export function makeItsYou({ clock, passwordService }: ItsYouDeps): ItsYou {
  const assertFreshLogin: ItsYou['assertFreshLogin'] = async ({ sessionId }, maxAgeMs) => {
    const login = await SessionModel.findOne({ _id: toObjectId(sessionId) }, { createdAt: 1 })
      .lean<Pick<Session, 'createdAt'>>()
      .exec();
    if (!login || after(login.createdAt, maxAgeMs) < clock.now()) {
      throw new Forbidden('privacy.signInAgain');
    }
  };
  return {
    assertFreshLogin,
    async assertPassword(actor, password) {
      if (password !== undefined) {
        await passwordService.assertCurrent(actor, password);
      } else if (await hasPassword(actor)) {
        const errors = [{ field: 'password', message: 'password is required' }];
        throw new BadRequest('request.invalid', { pub: { errors } });
      } else {
        await assertFreshLogin(actor, JUST_NOW_MS);
      }
    },
  };
}

async function hasPassword({ id }: UserActor): Promise<boolean> {
  const user = await UserModel.findOne({ _id: toObjectId(id) }, { passwordHash: 1 })
    .lean<Pick<User, 'passwordHash'>>()
    .exec();
  return user?.passwordHash !== undefined;
}
