import { UserModel } from '../../src/models/user.model';
import { VerificationModel, type Verification } from '../../src/models/verification.model';
import { verificationSettings } from '../../src/config/settings/verification.settings';
import { nextWord } from '../../src/services/verification/validity';
import { after, days, systemClock } from '../../src/utils/clock';
import type { Migration } from './migration';

/** A request as it was before there were cases: three states, and papers without an id of their own. */
interface OldRequest extends Omit<Verification, 'status' | 'history' | 'documents'> {
  status: string;
  history: { event: string; from: string | null; to: string }[];
  documents: (Omit<Verification['documents'][number], '_id'> & { key?: string })[];
}

const STATES = new Map([
  ['Pending', 'submitted'],
  ['Verified', 'approved'],
  ['Rejected', 'rejected'],
]);
const stateOf = (old: string): string => STATES.get(old) ?? old;

/** Requests become cases. Who is verified stays so for as long as somebody who is verified today. */
export const verificationCases: Migration = {
  name: '2026-11-28-verification-cases',
  async run() {
    let count = 0;
    const requests = VerificationModel.collection;
    for await (const found of requests
      .find({ submissions: { $exists: false } })
      .sort({ createdAt: 1, _id: 1 })) {
      const old = found as unknown as OldRequest;
      const set = {
        ...caseOf(old),
        ...(old.status === 'Verified' && (await verify(old, systemClock.now()))),
      };
      await requests.updateOne({ _id: old._id, status: old.status }, { $set: set });
      count += 1;
    }
    return count;
  },
};

const caseOf = ({ status, history, documents, createdAt, isOpen }: OldRequest) => ({
  status: stateOf(status),
  history: history.map((entry) => ({
    ...entry,
    from: entry.from && stateOf(entry.from),
    to: stateOf(entry.to),
  })),
  documents: documents.map(({ key: _, ...paper }) => ({ _id: paper.mediaId, ...paper })),
  isWaiting: isOpen,
  submittedAt: createdAt,
  submissions: 1,
});

/** The oldest come first: of several approvals of one craftsman the last one counts. */
async function verify({ craftsmanId }: OldRequest, now: Date): Promise<Pick<Verification, 'expiresAt'>> {
  const expiresAt = after(now, days(verificationSettings['verification.validDays'].default));
  const remindsAt = nextWord(expiresAt, verificationSettings['verification.reminderDays'].default, now);
  await VerificationModel.collection.updateMany(
    { craftsmanId, remindsAt: { $exists: true } },
    { $unset: { remindsAt: 1 } },
  );
  await UserModel.updateOne(
    { _id: craftsmanId, 'craftsman.verificationStatus': 'Verified' },
    { $set: { 'craftsman.verifiedUntil': expiresAt } },
  );
  return { expiresAt, ...(remindsAt && { remindsAt }) };
}
