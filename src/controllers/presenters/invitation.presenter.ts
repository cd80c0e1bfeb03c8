import type { SeenInvitation } from '../../services/invitation.service';
import { idOf } from '../../utils/ids';
import { presentPerson } from './person.presenter';
import { presentJobCard } from './quote.presenter';

/** An invitation as its two sides see it; nobody else is shown one. */
export const presentInvitation = ({
  invitation,
  craftsman,
  job,
}: SeenInvitation): Record<string, unknown> => ({
  id: idOf(invitation),
  _id: idOf(invitation),
  jobId: idOf(invitation.jobId),
  ...(craftsman && { craftsman: presentPerson(craftsman) }),
  ...(job && { job: presentJobCard(job) }),
  status: invitation.status,
  respondedAt: invitation.respondedAt ?? null,
  expiresAt: invitation.expiresAt,
  createdAt: invitation.createdAt,
  updatedAt: invitation.updatedAt,
});
