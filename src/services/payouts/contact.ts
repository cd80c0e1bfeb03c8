import type { ContactVerification } from '../../config/settings/account.settings';
import { UserModel, type User } from '../../models/user.model';
import { Forbidden, NotFound } from '../../utils/errors';
import { toObjectId, type Id } from '../../utils/ids';

/** Whoever moves money out, or says where it goes, has a verified e-mail or phone: 403 otherwise, unless the setting is off. */
export async function assertContactVerified(userId: Id, setting: ContactVerification): Promise<void> {
  if (setting === 'off') {
    return;
  }
  const user = await UserModel.findOne(
    { _id: toObjectId(userId) },
    { emailVerifiedAt: 1, phoneVerifiedAt: 1 },
  )
    .lean<Pick<User, 'emailVerifiedAt' | 'phoneVerifiedAt'>>()
    .exec();
  if (!user) {
    throw new NotFound('request.notFound');
  }
  if (!user.emailVerifiedAt && !user.phoneVerifiedAt) {
    throw new Forbidden('wallet.contactNotVerified');
  }
}
