import { InvitationModel, type Invitation } from '../../src/models/invitation.model';
import { JobModel, type Job } from '../../src/models/job.model';
import { after, hours } from '../../src/utils/clock';
import { idOf, newId } from '../../src/utils/ids';
import type { TestApp } from '../helpers/app';
import { begun } from './jobStory';
import { withoutUndefined, type Overrides } from './overrides';
import type { MadeUser } from './user';

/** A pending invitation to a stored job, which counts it. */
export async function anInvitation(
  app: TestApp,
  { job, craftsman }: { readonly job: Job; readonly craftsman: MadeUser },
  overrides: Overrides<Invitation> = {},
): Promise<Invitation> {
  const now = app.container.clock.now();
  const invitation = withoutUndefined<Invitation>({
    _id: newId(),
    jobId: job._id,
    clientId: job.clientId,
    craftsmanId: craftsman.user._id,
    status: 'Pending',
    history: [begun(now, { id: idOf(job.clientId), role: 'client', to: 'Pending' })],
    isPending: true,
    expiresAt: after(now, hours(72)),
    createdAt: now,
    updatedAt: now,
    ...overrides,
  });
  await InvitationModel.create(invitation);
  if (invitation.isPending) {
    await JobModel.updateOne({ _id: job._id }, { $inc: { pendingInvitationCount: 1 } });
  }
  return invitation;
}
