import { ConversationModel, type Conversation } from '../../models/conversation.model';
import { JobModel, type Job } from '../../models/job.model';
import { MessageModel, type Message } from '../../models/message.model';
import { QuoteModel } from '../../models/quote.model';
import type { Address } from '../../utils/address';
import { after, days } from '../../utils/clock';
import { idOf } from '../../utils/ids';
import { forgetCopies } from '../conversations/forgetting';
import type { ErasureStep, Gone } from './erasureStep';

type Talk = Pick<Conversation, '_id' | 'people'>;

/** In place of what somebody wrote. */
const NOTHING = '–';

/** What he left in work that others have a part in. */
export const workSteps: readonly ErasureStep[] = [
  {
    name: 'jobs',
    async run({ _id: clientId }) {
      const posted = JobModel.find({ clientId }, { address: 1, area: 1, craftsmanId: 1 })
        .lean<Job>()
        .cursor();
      for await (const job of posted) {
        await emptyJob(job);
      }
      return true;
    },
  },
  {
    /** Pictures of work that he did. */
    name: 'results',
    async run({ _id: craftsmanId }) {
      await JobModel.updateMany({ craftsmanId }, { $set: { resultPhotos: [] } }).exec();
      return true;
    },
  },
  {
    /** What was agreed stays as it was agreed. */
    name: 'quotes',
    async run({ _id: craftsmanId }) {
      await QuoteModel.updateMany(
        { craftsmanId, status: { $ne: 'Accepted' } },
        { $unset: { notes: 1 }, $set: { versions: [] } },
      ).exec();
      return true;
    },
  },
  {
    /** His words go once they can no longer be evidence: as long as the job may be disputed, they wait. */
    name: 'messages',
    async run(gone, { clock, settings }) {
      const openDays = (await settings.current()).get('dispute.openDays');
      const disputableSince = after(clock.now(), -days(openDays));
      const talks = await ConversationModel.find({ people: gone._id }, { jobId: 1, people: 1 })
        .lean<Pick<Conversation, '_id' | 'jobId' | 'people'>[]>()
        .exec();
      await ConversationModel.updateMany(
        { people: gone._id },
        { $set: { isBlocked: true }, $pull: { unreadOf: gone._id } },
      ).exec();
      let isDone = true;
      for (const { _id, jobId, people } of talks) {
        if (await mayBeDisputed(jobId, disputableSince)) {
          isDone = false;
        } else {
          await emptyTalk({ _id, people }, gone);
        }
      }
      return isDone;
    },
  },
];

async function emptyJob({ _id, address, area, craftsmanId }: Job): Promise<void> {
  const { country, state, city } = address;
  const known = Object.fromEntries(
    Object.entries({ country, state, city }).filter(([, value]) => value !== undefined),
  );
  const coarse: Address = { ...known, text: Object.values(known).reverse().join(', ') || NOTHING };
  await JobModel.updateOne(
    { _id },
    {
      $set: {
        address: coarse,
        location: area,
        photos: [],
        // What somebody was hired for is a part of what was agreed.
        ...(craftsmanId === undefined && {
          description: NOTHING,
          requirements: [],
          benefits: [],
          terms: [],
        }),
      },
      $unset: { completionNote: 1 },
    },
  ).exec();
}

async function mayBeDisputed(_id: Job['_id'], since: Date): Promise<boolean> {
  const firm = { _id, firmAt: { $exists: true } };
  const live = await JobModel.findOne(firm, { status: 1, completedAt: 1, cancelledAt: 1, dispute: 1 })
    .lean<Pick<Job, 'status' | 'completedAt' | 'cancelledAt' | 'dispute'>>()
    .exec();
  if (!live) {
    return false;
  }
  const endedAt = live.dispute?.decidedAt ?? live.completedAt ?? live.cancelledAt;
  return endedAt === undefined || endedAt > since;
}

async function emptyTalk({ _id: conversationId, people }: Talk, { _id: senderId, at }: Gone): Promise<void> {
  const written = MessageModel.find(
    { conversationId, senderId, removedAt: { $exists: false } },
    { createdAt: 1 },
  )
    .lean<Pick<Message, '_id' | 'createdAt'>>()
    .cursor();
  for await (const { _id, createdAt } of written) {
    const gone = { content: '', files: [], terms: [], removedAt: at };
    await forgetCopies({
      messageId: idOf(_id),
      people: people.filter((one) => !one.equals(senderId)).map((one) => idOf(one)),
      sentAt: createdAt.toISOString(),
    });
    await MessageModel.updateOne({ _id }, { $set: gone }).exec();
  }
  await ConversationModel.updateOne(
    { _id: conversationId, 'last.senderId': senderId },
    { $set: { 'last.excerpt': '', 'last.files': 0, 'last.isRemoved': true } },
  ).exec();
}
