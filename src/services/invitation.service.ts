import { InvitationModel, type Invitation } from '../models/invitation.model';
import { JobModel } from '../models/job.model';
import { NotFound } from '../utils/errors';
import { idOf, toObjectId, type Id } from '../utils/ids';
import type { Page, PageRequest } from '../utils/page';
import { findPage } from '../utils/paging';
import type { UserActor } from '../utils/types/actor';
import {
  makeAnswering,
  type Answering,
  type AnsweringDeps,
  type InvitationAnswer,
} from './invitations/answering';
import { makeSendInvitation, type NewInvitation, type SendingDeps } from './invitations/sending';
import { findPeople, type Person } from './person.service';
import { findJobCards, type JobCard } from './quotes/jobCards';
import type { InvitationState } from './workflows/invitation.workflow';

export interface InvitationFilter {
  /** Absent: whatever its state. */
  readonly status?: readonly InvitationState[] | undefined;
  readonly request: PageRequest;
}

/** An invitation as it is looked at; a side that needs neither has neither. */
export interface SeenInvitation {
  readonly invitation: Invitation;
  readonly craftsman?: Person | undefined;
  readonly job?: JobCard | undefined;
}

export interface InvitationService {
  /** The owner invites a craftsman to a job, once ever. */
  send(actor: UserActor, given: NewInvitation): Promise<SeenInvitation>;
  /** The craftsman's answer. */
  respond(actor: UserActor, jobId: Id, answer: InvitationAnswer): Promise<SeenInvitation>;
  /** The owner takes an invitation back. */
  withdraw(...given: Parameters<Answering['withdraw']>): Promise<SeenInvitation>;
  /** All invitations to a job, for its owner; 404 for everybody else. */
  listOfJob(actor: UserActor, jobId: Id, filter: InvitationFilter): Promise<Page<SeenInvitation>>;
  /** A craftsman's own invitations with their jobs, the latest first. */
  listOwn(actor: UserActor, filter: InvitationFilter): Promise<Page<SeenInvitation>>;
}

const newestFirst = { createdAt: -1, _id: -1 } as const;
const select = { history: 0 } as const;

/** Makes the service of invitations. */
export function makeInvitationService(deps: SendingDeps & AnsweringDeps): InvitationService {
  const send = makeSendInvitation(deps);
  const answering = makeAnswering(deps);
  return {
    send: async (actor, given) => withCraftsman(await send(actor, given)),
    respond: async (actor, jobId, answer) => withJob(await answering.respond(actor, jobId, answer)),
    withdraw: async (...given) => withCraftsman(await answering.withdraw(...given)),
    async listOfJob(actor, jobId, { request, status }) {
      const own = { jobId: toObjectId(jobId), clientId: toObjectId(actor.id) };
      const filter = { ...own, ...inStates(status) };
      const page = await findPage(InvitationModel, { filter, sort: newestFirst, request, select });
      if (page.items.length === 0 && !(await JobModel.exists({ _id: own.jobId, clientId: own.clientId }))) {
        throw new NotFound('request.notFound');
      }
      const people = await findPeople(page.items.map(({ craftsmanId }) => idOf(craftsmanId)));
      const items = page.items.map((invitation) => ({
        invitation,
        craftsman: people.get(idOf(invitation.craftsmanId)),
      }));
      return { ...page, items };
    },
    async listOwn(actor, { request, status }) {
      const filter = { craftsmanId: toObjectId(actor.id), ...inStates(status) };
      const page = await findPage(InvitationModel, { filter, sort: newestFirst, request, select });
      const jobs = await findJobCards(page.items.map(({ jobId }) => jobId));
      const items = page.items.map((invitation) => ({ invitation, job: jobs.get(idOf(invitation.jobId)) }));
      return { ...page, items };
    },
  };
}

const inStates = (states: readonly InvitationState[] = []): object => {
  const [first, ...others] = states;
  const filter = others.length === 0 ? first : { $in: [...states] };
  return first === undefined ? {} : { status: filter };
};

async function withCraftsman(invitation: Invitation): Promise<SeenInvitation> {
  const id = idOf(invitation.craftsmanId);
  return { invitation, craftsman: (await findPeople([id])).get(id) };
}

async function withJob(invitation: Invitation): Promise<SeenInvitation> {
  return { invitation, job: (await findJobCards([invitation.jobId])).get(idOf(invitation.jobId)) };
}
