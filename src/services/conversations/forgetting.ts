import { NotificationModel } from '../../models/notification.model';
import { UserEventModel } from '../../models/userEvent.model';
import { UserModel, type User } from '../../models/user.model';
import { after, minutes } from '../../utils/clock';
import { t } from '../../utils/i18n';
import { toObjectId, type Id } from '../../utils/ids';

/** A message that staff has taken away. */
interface Removed {
  readonly messageId: Id;
  readonly people: readonly Id[];
  /** ISO. */
  readonly sentAt: string;
}

/** The notice is of the instant of the message, give or take the way from one clock reading to the next. */
const NEAR_MS = minutes(1);

/** Takes the words of a removed message out of what its two people were told before; safe to repeat. */
export async function forgetCopies({ messageId, people, sentAt }: Removed): Promise<void> {
  const sent = new Date(sentAt);
  for (const id of people) {
    const userId = toObjectId(id);
    await UserEventModel.updateOne(
      { userId, dedupeKey: `message:${messageId}` },
      { $set: { 'payload.content': '', 'payload.attachments': [] } },
    ).exec();
    const at = { $gte: after(sent, -NEAR_MS), $lte: after(sent, NEAR_MS) };
    await NotificationModel.updateMany(
      { userId, at, name: 'messageReceived', 'data.messageId': messageId },
      { $set: { message: t(await localeOf(userId), 'conversation.removed') } },
    ).exec();
  }
}

async function localeOf(userId: User['_id']): Promise<User['locale']> {
  const user = await UserModel.findOne({ _id: userId }, { locale: 1 }).lean<Pick<User, 'locale'>>().exec();
  return user?.locale ?? 'en';
}
