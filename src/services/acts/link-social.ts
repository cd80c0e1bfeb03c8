import { mongo } from 'mongoose';
import { UserModel, type User } from '../../models/user.model';
import type { Clock } from '../../utils/clock';
import { Conflict, Forbidden } from '../../utils/errors';
import type { SocialProvider } from '../../utils/socialProviders';
import { toObjectId } from '../../utils/ids';
import { inTransaction } from '../../utils/transaction';
import type { UserActor } from '../../utils/types/actor';
import { isStaffAccount } from '../auth/account';
import type { Outbox } from '../outbox/outbox.service';
import type { SocialVerifier } from '../providers/social/provider';
import { verifyPerson } from './sign-in-socially';

export type LinkSocial = (actor: UserActor, idToken: string) => Promise<SocialProvider>;

export interface LinkSocialDeps {
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly social: SocialVerifier;
}

const DUPLICATE_KEY = 11_000;

/**
 * Somebody who is signed in lets his Google, Apple or Facebook login open the account, too. His own e-mail or phone is
 * confirmed before: otherwise a stranger's login would stay on an account that is taken back by its mail.
 */
export const makeLinkSocial =
  ({ clock, outbox, social }: LinkSocialDeps): LinkSocial =>
  async (actor, idToken) => {
    if (isStaffAccount({ roles: [...actor.roles] })) {
      throw new Forbidden('auth.wrongType');
    }
    const { uid, provider } = await verifyPerson(idToken, { social });
    const user = await UserModel.findById(toObjectId(actor.id)).orFail().lean<User>();
    if (!hasConfirmedContact(user)) {
      throw new Conflict('auth.contactUnconfirmed');
    }
    if (user.social && user.social.uid !== uid) {
      throw new Conflict('auth.socialTaken');
    }
    await inTransaction(async (tx) => {
      const now = clock.now();
      await UserModel.findOneAndUpdate(
        { _id: user._id, emailKey: user.emailKey ?? null, $or: [{ social: null }, { 'social.uid': uid }] },
        { $set: { social: { uid, provider, linkedAt: now }, updatedAt: now } },
        { session: tx },
      ).orFail(() => new Conflict('auth.socialTaken'));
      await outbox.record(tx, 'social.linked', { userId: actor.id, provider }, { actor });
    }).catch(asTaken);
    return provider;
  };

/** An e-mail that is named is confirmed; without one the phone is. */
const hasConfirmedContact = ({ emailKey, emailVerifiedAt, phoneVerifiedAt }: User): boolean =>
  emailKey === undefined ? phoneVerifiedAt !== undefined : emailVerifiedAt !== undefined;

function asTaken(error: unknown): never {
  if (error instanceof mongo.MongoServerError && error.code === DUPLICATE_KEY) {
    throw new Conflict('auth.socialTaken', { cause: error });
  }
  throw error;
}
