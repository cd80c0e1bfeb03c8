import { input } from '../utils/input';
import { INVITATION_STATES, type InvitationStateName } from '../utils/offerStates';
import type { PageRequest } from '../utils/page';
import { isoDate, objectId, oneOf, pagedQuery, text } from './common.validator';
import { Joi } from './joi';
import { personAnswer } from './person.validator';
import { jobCardAnswer } from './quote.validator';

const ofJob = Joi.object<{ jobId: string }, true>({ jobId: objectId().required() });

export const invite = input({
  params: ofJob,
  body: Joi.object<{ craftsmanId: string }, true>({ craftsmanId: objectId().required() }),
});

export const oneInvitation = input({
  params: Joi.object<{ jobId: string; invitationId: string }, true>({
    jobId: objectId().required(),
    invitationId: objectId().required(),
  }),
});

const RESPONSES = ['Accepted', 'Rejected'] as const;

export interface RespondBody {
  response: (typeof RESPONSES)[number];
  reason?: string;
}

export const respond = input({
  params: ofJob,
  body: Joi.object<RespondBody, true>({
    response: oneOf(RESPONSES).required(),
    reason: text(1, 500).empty(['', null]).example('I am away that week.'),
  }),
});

export interface ListInvitationsQuery extends PageRequest {
  status?: InvitationStateName[];
}

const listQuery = () =>
  pagedQuery<ListInvitationsQuery>({
    status: Joi.array().items(oneOf(INVITATION_STATES)).single().max(5).unique(),
  });

export const listInvitations = input({ params: ofJob, query: listQuery() });
export const listOwnInvitations = input({ query: listQuery() });

export const invitationAnswer = Joi.object({
  id: objectId(),
  _id: objectId(),
  jobId: objectId(),
  craftsman: personAnswer.optional(),
  job: jobCardAnswer.optional(),
  status: oneOf(INVITATION_STATES),
  respondedAt: isoDate().allow(null),
  expiresAt: isoDate(),
  createdAt: isoDate(),
  updatedAt: isoDate(),
}).meta({ component: 'Invitation' });
