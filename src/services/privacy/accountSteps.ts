import { BlockModel } from '../../models/block.model';
import { BookmarkModel } from '../../models/bookmark.model';
import { CraftsmanBookmarkModel } from '../../models/craftsmanBookmark.model';
import { DeviceModel } from '../../models/device.model';
import { IdempotencyKeyModel } from '../../models/idempotencyKey.model';
import { NotificationModel } from '../../models/notification.model';
import { OneTimeTokenModel } from '../../models/oneTimeToken.model';
import { PaymentModel } from '../../models/payment.model';
import { PayoutDetailsModel } from '../../models/payoutDetails.model';
import { QueuedPushModel } from '../../models/queuedPush.model';
import { SessionModel } from '../../models/session.model';
import { TotpModel } from '../../models/totp.model';
import { UserEventModel } from '../../models/userEvent.model';
import { UserKeyModel } from '../../models/userKey.model';
import { VerificationModel } from '../../models/verification.model';
import { WithdrawalModel } from '../../models/withdrawal.model';
import { inTransaction } from '../../utils/transaction';
import type { ErasureStep } from './erasureStep';
import { leaveAll } from './leaving';

/** What belonged to nobody but the one who has gone. */
export const accountSteps: readonly ErasureStep[] = [
  {
    /** Whatever a request that was under way has offered or posted after all. */
    name: 'offers',
    async run({ _id, locale }, deps) {
      await inTransaction((tx) => leaveAll(tx, deps, { _id, locale }));
      return true;
    },
  },
  {
    /** Devices, networks, addresses in links, answers kept for repetitions. */
    name: 'logins',
    async run({ _id: userId, id }) {
      await DeviceModel.deleteMany({ userId }).exec();
      await SessionModel.deleteMany({ userId }).exec();
      await OneTimeTokenModel.deleteMany({ userId }).exec();
      await TotpModel.deleteOne({ _id: userId }).exec();
      await IdempotencyKeyModel.deleteMany({ owner: id, state: 'answered' }).exec();
      return true;
    },
  },
  {
    name: 'told',
    async run({ _id: userId }) {
      await NotificationModel.deleteMany({ userId }).exec();
      await QueuedPushModel.deleteMany({ userId }).exec();
      await UserEventModel.deleteMany({ userId }).exec();
      return true;
    },
  },
  {
    name: 'lists',
    async run({ _id: userId }) {
      await BookmarkModel.deleteMany({ userId }).exec();
      await CraftsmanBookmarkModel.deleteMany({ userId }).exec();
      await CraftsmanBookmarkModel.deleteMany({ craftsmanId: userId }).exec();
      await BlockModel.deleteMany({ people: userId }).exec();
      return true;
    },
  },
  {
    name: 'verifications',
    async run({ _id: craftsmanId }) {
      await VerificationModel.deleteMany({ craftsmanId }).exec();
      return true;
    },
  },
  {
    /** The books stay; where the money went is nobody's business any more. */
    name: 'money',
    async run({ _id: userId }) {
      await PayoutDetailsModel.deleteOne({ _id: userId }).exec();
      await WithdrawalModel.updateMany({ userId }, { $set: { 'destination.fields': {} } }).exec();
      await PaymentModel.updateMany(
        { userId },
        { $unset: { clientSecret: 1, paymentUrl: 1, referenceCode: 1 } },
      ).exec();
      return true;
    },
  },
  {
    /** What is still encrypted with his key can be read by nobody. */
    name: 'key',
    async run({ _id }) {
      await UserKeyModel.deleteOne({ _id }).exec();
      return true;
    },
  },
];
