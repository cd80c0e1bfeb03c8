import { AbuseCaseModel } from '../../models/abuseCase.model';
import { AbuseReportModel } from '../../models/abuseReport.model';
import { ActivityModel } from '../../models/activity.model';
import { MediaModel, type Media } from '../../models/media.model';
import { MessageModel } from '../../models/message.model';
import { idOf } from '../../utils/ids';
import { inTransaction } from '../../utils/transaction';
import { systemActor } from '../../utils/types/actor';
import { forgetFacts } from '../outbox/rows';
import type { ErasureDeps, ErasureStep } from './erasureStep';

const BATCH = 100;
/** Facts that carry an address of their own. */
const ADDRESSED = [
  'email.changed',
  'email.changeRequested',
  'phone.changed',
  'phone.changeRequested',
  'account.erased',
] as const;

/** What was written down about him, and his files. */
export const trailSteps: readonly ErasureStep[] = [
  {
    /** Who did what stays, under an id that leads to nobody. */
    name: 'activities',
    async run({ id, at }) {
      await ActivityModel.updateMany(
        { 'target.type': 'user', 'target.id': id, at: { $lt: at } },
        { $unset: { before: 1, after: 1 } },
      ).exec();
      await ActivityModel.updateMany({ 'actor.id': id }, { $unset: { 'actor.name': 1 } }).exec();
      return true;
    },
  },
  {
    /** Everything else in the outbox holds ids and figures, and is deleted after a week. */
    name: 'outbox',
    async run({ id, at }) {
      await forgetFacts({ userId: id, events: ADDRESSED, until: at });
      return true;
    },
  },
  {
    /** What was reported is evidence until staff has decided. */
    name: 'reports',
    async run({ _id: aboutId }) {
      const cases = await AbuseCaseModel.find({ aboutId }, { isOpen: 1 }).lean().exec();
      for (const { _id: caseId } of cases.filter(({ isOpen }) => !isOpen)) {
        await AbuseReportModel.updateMany(
          { caseId, 'evidence.type': 'user' },
          { $set: { 'evidence.fullName': '', 'evidence.bio': null, 'evidence.pictureUrl': null } },
        ).exec();
        await AbuseReportModel.updateMany(
          { caseId, 'evidence.type': 'job' },
          { $set: { 'evidence.photoUrls': [] } },
        ).exec();
      }
      return cases.every(({ isOpen }) => !isOpen);
    },
  },
  {
    name: 'files',
    async run({ _id: ownerId }, deps) {
      const files = MediaModel.find({ ownerId }, { ownerId: 1, state: 1, attachedTo: 1 })
        .lean<OwnFile>()
        .cursor({ batchSize: BATCH });
      let batch: OwnFile[] = [];
      for await (const file of files) {
        batch.push(...((await mayGo(file)) ? [file] : []));
        if (batch.length === BATCH) {
          await removeFiles(batch, deps);
          batch = [];
        }
      }
      await removeFiles(batch, deps);
      return true;
    },
  },
];

type OwnFile = Pick<Media, '_id' | 'ownerId' | 'state' | 'attachedTo'>;

/**
 * Evidence of disputes is never taken away: it is hashed, and what was decided rests on it. Files of messages that wait
 * to be emptied wait with them.
 */
async function mayGo({ state, attachedTo }: OwnFile): Promise<boolean> {
  if (!['uploaded', 'attached'].includes(state) || attachedTo?.type === 'dispute') {
    return false;
  }
  const isKept =
    attachedTo?.type === 'message' &&
    (await MessageModel.exists({ _id: attachedTo.id, removedAt: { $exists: false } })) !== null;
  return !isKept;
}

async function removeFiles(files: readonly OwnFile[], { outbox }: ErasureDeps): Promise<void> {
  if (files.length === 0) {
    return;
  }
  await inTransaction(async (tx) => {
    const these = { _id: { $in: files.map(({ _id }) => _id) } };
    await MediaModel.updateMany(these, { $set: { state: 'deleted' } }, { session: tx });
    const facts = files.map(
      ({ _id, ownerId }) =>
        ({ event: 'media.removed', data: { mediaId: idOf(_id), ownerId: idOf(ownerId) } }) as const,
    );
    await outbox.recordMany(tx, facts, { actor: systemActor });
  });
}
