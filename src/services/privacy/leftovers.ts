import type { Model, QueryFilter } from 'mongoose';
import { BlockModel } from '../../models/block.model';
import { BookmarkModel } from '../../models/bookmark.model';
import { CraftsmanBookmarkModel } from '../../models/craftsmanBookmark.model';
import { ConversationModel } from '../../models/conversation.model';
import { DeviceModel } from '../../models/device.model';
import { JobModel } from '../../models/job.model';
import { MediaModel } from '../../models/media.model';
import { MessageModel } from '../../models/message.model';
import { OneTimeTokenModel } from '../../models/oneTimeToken.model';
import { PayoutDetailsModel } from '../../models/payoutDetails.model';
import { isSomethingOn } from '../../models/queries/ownMoney.query';
import { QuoteModel } from '../../models/quote.model';
import { SessionModel } from '../../models/session.model';
import { TotpModel } from '../../models/totp.model';
import type { User } from '../../models/user.model';
import { UserKeyModel } from '../../models/userKey.model';
import { VerificationModel } from '../../models/verification.model';
import { CURRENCIES } from '../../utils/money';
import { idOf } from '../../utils/ids';
import { purseName, PURSES } from '../ledger/accounts';
import { PERSONAL_FIELDS } from './personalFields';

/** What must not be there once an account was erased; by what it is called when it is. */
const questionsOf = (me: User['_id']): readonly Question[] => [
  ask('a login', SessionModel, { userId: me }),
  ask('a device', DeviceModel, { userId: me }),
  ask('a mailed link', OneTimeTokenModel, { userId: me }),
  ask('a second factor', TotpModel, { _id: me }),
  ask('payout details', PayoutDetailsModel, { _id: me }),
  ask('a key', UserKeyModel, { _id: me }),
  ask('a bookmark', BookmarkModel, { userId: me }),
  ask('a bookmark of a craftsman', CraftsmanBookmarkModel, { userId: me }),
  ask('a bookmark of others', CraftsmanBookmarkModel, { craftsmanId: me }),
  ask('a block', BlockModel, { people: me }),
  ask('a verification', VerificationModel, { craftsmanId: me }),
  ask('a live quote', QuoteModel, { craftsmanId: me, status: 'Submitted' }),
  ask('an open job', JobModel, { clientId: me, status: { $in: ['Posted', 'Quoted'] } }),
  ask('an exact address', JobModel, { clientId: me, 'address.street': { $exists: true } }),
  ask('a file', MediaModel, {
    ownerId: me,
    state: { $in: ['uploaded', 'attached'] },
    'attachedTo.type': { $nin: ['dispute', 'message'] },
  }),
];

interface Question {
  readonly what: string;
  readonly isThere: () => Promise<boolean>;
}

const ask = <T>(what: string, model: Model<T>, filter: QueryFilter<T>): Question => ({
  what,
  isThere: async () => (await model.exists(filter)) !== null,
});

/** All that an erased account has left behind against the rules; what still waits for its time is none. */
export async function findLeftovers(user: User): Promise<string[]> {
  const fields = PERSONAL_FIELDS.filter((field) => field in user).map((field) => `its ${field}`);
  const found: string[] = [];
  for (const { what, isThere } of questionsOf(user._id)) {
    found.push(...((await isThere()) ? [what] : []));
  }
  const isSwept = user.erasure?.sweepAt === undefined;
  const words = isSwept && (await hasWords(user._id)) ? ['words in a conversation'] : [];
  return [...fields, ...found, ...words, ...((await hasMoney(user._id)) ? ['money'] : [])];
}

async function hasWords(senderId: User['_id']): Promise<boolean> {
  const talks = await ConversationModel.find({ people: senderId }, { _id: 1 }).lean().exec();
  for (const { _id: conversationId } of talks) {
    const kept = { conversationId, senderId, removedAt: { $exists: false } };
    if (await MessageModel.exists(kept)) {
      return true;
    }
  }
  return false;
}

function hasMoney(userId: User['_id']): Promise<boolean> {
  const names = CURRENCIES.flatMap((currency) =>
    PURSES.map((purse) => purseName(idOf(userId), purse, currency)),
  );
  return isSomethingOn(names);
}
