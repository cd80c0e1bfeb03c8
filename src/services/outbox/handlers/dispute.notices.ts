import type { Id } from '../../../utils/ids';
import type { TextParams } from '../../../utils/i18n';
import type { DisputeEvents } from '../events/dispute.events';
import type { JobFact } from '../events/jobAction.events';
import { notice } from './notice';
import { WIDELY } from './widely';

/** What both sides are told of a dispute; who opened it is told as well: it is his record. */
const both = ({ clientId, craftsmanId }: JobFact): Id[] => [clientId, ...(craftsmanId ? [craftsmanId] : [])];
const params = ({ title }: JobFact): TextParams => ({ title });
const common = { type: 'dispute', channels: WIDELY, to: both, params } as const;

type Opened = DisputeEvents['dispute.opened'];
type Settled = DisputeEvents['dispute.settled'];

const opened = {
  ...common,
  data: ({ jobId, disputeId, answerDueAt, decisionDueAt }: Opened) => ({
    jobId,
    disputeId,
    status: 'Disputed',
    answerDueAt,
    decisionDueAt,
  }),
} as const;

/** That the cash differs both have heard already. */
export const openedNotices = notice('dispute.opened', {
  ...opened,
  name: 'disputeOpened',
  when: ({ kind }) => kind === 'work',
});

const settled = {
  ...common,
  data: ({ jobId, disputeId, to, decision }: Settled) => ({ jobId, disputeId, status: to, decision }),
} as const;

export const settledNotices = [
  ...notice('dispute.settled', {
    ...settled,
    name: 'disputeRefunded',
    when: ({ decision, isByOffers }) => decision === 'refund' && !isByOffers,
  }),
  ...notice('dispute.settled', {
    ...settled,
    name: 'disputeReleased',
    when: ({ decision, isByOffers }) => decision === 'release' && !isByOffers,
  }),
  ...notice('dispute.settled', {
    ...settled,
    name: 'disputeSplit',
    when: ({ decision, isByOffers }) => decision === 'split' && !isByOffers,
  }),
  ...notice('dispute.settled', {
    ...settled,
    name: 'disputeAgreed',
    when: ({ isByOffers }) => isByOffers === true,
  }),
  ...notice('dispute.settled', {
    ...settled,
    name: 'disputeRework',
    when: ({ decision }) => decision === 'rework',
  }),
];

const ids = ({ jobId, disputeId }: Pick<Opened, 'jobId' | 'disputeId'>) => ({
  jobId,
  disputeId,
  status: 'Disputed',
});
/** Whose answer it is: the one who has not opened it; both where the system has. */
const asked = ({ openedBy, clientId, craftsmanId }: DisputeEvents['dispute.answerDue']): Id[] => {
  const client = openedBy === 'client' ? [] : [clientId];
  return openedBy === 'craftsman' || !craftsmanId ? client : [...client, craftsmanId];
};

export const answerDueNotices = notice('dispute.answerDue', {
  ...common,
  name: 'disputeAnswerDue',
  to: asked,
  data: ({ answerDueAt, ...fact }) => ({ ...ids(fact), answerDueAt }),
});

export const answeredNotices = notice('dispute.answered', {
  ...common,
  name: 'disputeAnswered',
  data: ids,
});

export const unansweredNotices = notice('dispute.unanswered', {
  ...common,
  name: 'disputeUnanswered',
  data: ({ decisionDueAt, ...fact }) => ({ ...ids(fact), decisionDueAt }),
});

export const appealedNotices = notice('dispute.appealed', {
  ...common,
  name: 'disputeAppealed',
  data: ({ decisionDueAt, ...fact }) => ({ ...ids(fact), decisionDueAt }),
});

const forStaff = {
  type: 'dispute',
  channels: WIDELY,
  to: ({ staffIds }: DisputeEvents['dispute.decisionDue']) => staffIds,
  params,
  data: ({ decisionDueAt, ...fact }: DisputeEvents['dispute.decisionDue']) => ({
    ...ids(fact),
    decisionDueAt,
  }),
} as const;

export const decisionDueNotices = [
  ...notice('dispute.decisionDue', {
    ...forStaff,
    name: 'disputeDecisionDue',
    when: ({ isLate }) => !isLate,
  }),
  ...notice('dispute.decisionDue', {
    ...forStaff,
    name: 'disputeDecisionLate',
    when: ({ isLate }) => isLate,
  }),
];
