import type { SettingKey } from '../../config/settings';
import { ActivityModel } from '../../models/activity.model';
import { ContactMessageModel } from '../../models/contactMessage.model';
import { DevMessageModel } from '../../models/devMessage.model';
import { DeviceModel } from '../../models/device.model';
import { HireSampleModel } from '../../models/hireSample.model';
import { JobMatchModel } from '../../models/jobMatch.model';
import { NotificationModel } from '../../models/notification.model';
import { VerificationModel, type Verification } from '../../models/verification.model';
import { after, days, type Clock } from '../../utils/clock';
import { idOf } from '../../utils/ids';
import { inTransaction } from '../../utils/transaction';
import { systemActor } from '../../utils/types/actor';
import type { MediaService } from '../media.service';
import type { Outbox } from '../outbox/outbox.service';
import type { SettingService } from '../setting.service';
import { forgetMessageFiles } from './oldMessageFiles';

/** What is forgotten because its time is over. */
export interface Retention {
  /** Forgets all of it; says how much of what. */
  forget(signal: AbortSignal): Promise<Readonly<Record<string, number>>>;
}

export interface RetentionDeps {
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly settings: Pick<SettingService, 'get'>;
  readonly mediaLibrary: Pick<MediaService, 'detach'>;
}

interface Old {
  readonly before: Date;
  readonly signal: AbortSignal;
}

type Period = Extract<SettingKey, `retention.${string}`>;

interface Rule {
  readonly period: Period;
  readonly forget: (old: Old, deps: RetentionDeps) => Promise<number>;
}

const gone = async (deleting: Promise<{ deletedCount: number }>): Promise<number> =>
  (await deleting).deletedCount;

/** One line for each kind of thing, with the setting that says how long it is kept. Logins, live events and the machinery's rows have tasks of their own. */
const RULES: Readonly<Record<string, Rule>> = {
  notifications: {
    period: 'retention.notificationDays',
    forget: ({ before }) => gone(NotificationModel.deleteMany({ at: { $lt: before } }).exec()),
  },
  activities: {
    period: 'retention.activityDays',
    forget: ({ before }) => gone(ActivityModel.deleteMany({ at: { $lt: before } }).exec()),
  },
  devices: {
    period: 'retention.deviceDays',
    forget: ({ before }) => gone(DeviceModel.deleteMany({ seenAt: { $lt: before } }).exec()),
  },
  devMessages: {
    period: 'retention.devMessageDays',
    forget: ({ before }) => gone(DevMessageModel.deleteMany({ at: { $lt: before } }).exec()),
  },
  contactMessages: {
    period: 'retention.contactMessageDays',
    forget: ({ before }) =>
      gone(ContactMessageModel.deleteMany({ createdAt: { $lt: before }, isWaiting: false }).exec()),
  },
  jobMatches: {
    period: 'retention.jobMatchDays',
    forget: ({ before }) => gone(JobMatchModel.deleteMany({ at: { $lt: before } }).exec()),
  },
  hireSamples: {
    period: 'retention.hireSampleDays',
    forget: ({ before }) => gone(HireSampleModel.deleteMany({ at: { $lt: before } }).exec()),
  },
  refusedDocuments: { period: 'retention.refusedDocumentDays', forget: forgetDocuments },
  messageFiles: {
    period: 'retention.messageFileDays',
    forget: ({ before, signal }, { outbox }) => forgetMessageFiles({ before, signal }, outbox),
  },
};

/** Makes the forgetting: each rule by itself, so that one that fails is begun again tomorrow and holds up no other. */
export const makeRetention = (deps: RetentionDeps): Retention => ({
  async forget(signal) {
    const counts: Record<string, number> = {};
    for (const [name, { period, forget }] of Object.entries(RULES)) {
      signal.throwIfAborted();
      const before = after(deps.clock.now(), -days(await deps.settings.get(period)));
      counts[name] = await forget({ before, signal }, deps);
    }
    return counts;
  },
});

/** Papers of requests that were refused; what was said of them stays. */
async function forgetDocuments({ before, signal }: Old, deps: RetentionDeps): Promise<number> {
  const refused = VerificationModel.find(
    {
      status: 'rejected',
      createdAt: { $lt: before },
      decidedAt: { $lt: before },
      'documents.0': { $exists: true },
    },
    { documents: 1 },
  )
    .lean<Pick<Verification, '_id' | 'documents'>>()
    .cursor();
  let count = 0;
  for await (const { _id, documents } of refused) {
    signal.throwIfAborted();
    const ids = documents.map(({ mediaId }) => idOf(mediaId));
    await inTransaction(async (tx) => {
      await VerificationModel.updateOne({ _id }, { $set: { documents: [] } }, { session: tx });
      const subject = { type: 'verification', id: idOf(_id) } as const;
      await deps.mediaLibrary.detach(tx, systemActor, { ids, subject });
    });
    count += ids.length;
  }
  return count;
}
