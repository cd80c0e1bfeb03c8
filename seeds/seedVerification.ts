import type { Types } from 'mongoose';
import { UserModel, type User } from '../src/models/user.model';
import { VerificationModel, type Verification } from '../src/models/verification.model';
import { after, hours } from '../src/utils/clock';
import { idOf } from '../src/utils/ids';
import { demoId } from './ids';
import { insertMissing } from './insertMissing';

const SENT_HOURS_AGO = 20;

/** One craftsman of the demo has asked to be verified anew: staff has something to do, and he stays Verified meanwhile. */
export async function seedVerification(craftsmanId: Types.ObjectId, now: Date): Promise<void> {
  const craftsman = await UserModel.findById(craftsmanId).lean<User>().exec();
  if (craftsman?.craftsman) {
    await insertMissing(VerificationModel, [caseOf(craftsman, after(now, -hours(SENT_HOURS_AGO)))]);
  }
}

/** Takes it away again, with whatever else these people have sent in. */
export async function removeVerifications(people: readonly Types.ObjectId[]): Promise<void> {
  await VerificationModel.deleteMany({ craftsmanId: { $in: people } });
}

function caseOf({ _id: craftsmanId, bio, craftsman }: User, at: Date): Verification {
  const { skills = [], serviceId, yearsOfExperience, portfolio = [] } = craftsman ?? {};
  const by = { id: idOf(craftsmanId), role: 'craftsman' } as const;
  return {
    _id: demoId('verification that waits'),
    status: 'submitted',
    history: [
      { event: 'create', from: null, to: 'not_started', by, at },
      { event: 'submit', from: 'not_started', to: 'submitted', by, at },
    ],
    craftsmanId,
    isOpen: true,
    isWaiting: true,
    skills,
    ...(bio !== undefined && { bio }),
    ...(serviceId && { serviceId }),
    ...(yearsOfExperience !== undefined && { yearsOfExperience }),
    documents: [],
    portfolio,
    createdAt: at,
    updatedAt: at,
    submittedAt: at,
    submissions: 1,
  };
}
