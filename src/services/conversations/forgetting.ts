import { NotificationModel, type Notification } from '../../models/notification.model';
import { QueuedPushModel } from '../../models/queuedPush.model';
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
    const message = t(await localeOf(userId), 'conversation.removed');
    await QueuedPushModel.updateMany(
      { userId, isOpen: true, 'data.messageId': messageId },
      { $set: { body: message } },
    ).exec();
    await forgetNotice(userId, { messageId, sent, message });
  }
}

interface Forgetting {
  readonly messageId: Id;
  readonly sent: Date;
  /** What stands in its place. */
  readonly message: string;
}

/** The notification, and the event by which it was told live. */
async function forgetNotice(userId: User['_id'], { messageId, sent, message }: Forgetting): Promise<void> {
  const at = { $gte: after(sent, -NEAR_MS), $lte: after(sent, NEAR_MS) };
  const notice = await NotificationModel.findOneAndUpdate(
    { userId, at, name: 'messageReceived', 'data.messageId': messageId },
    { $set: { message } },
  )
    .lean<Notification>()
    .exec();
  if (notice) {
    await UserEventModel.updateOne(
      { userId, dedupeKey: notice.dedupeKey },
      { $set: { 'payload.message': message } },
    ).exec();
  }
}

async function localeOf(userId: User['_id']): Promise<User['locale']> {
  const user = await UserModel.findOne({ _id: userId }, { locale: 1 }).lean<Pick<User, 'locale'>>().exec();
  return user?.locale ?? 'en';
}
