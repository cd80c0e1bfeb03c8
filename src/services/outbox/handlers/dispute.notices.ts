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
    when: ({ decision }) => decision === 'refund',
  }),
  ...notice('dispute.settled', {
    ...settled,
    name: 'disputeReleased',
    when: ({ decision }) => decision === 'release',
  }),
  ...notice('dispute.settled', {
    ...settled,
    name: 'disputeSplit',
    when: ({ decision }) => decision === 'split',
  }),
  ...notice('dispute.settled', {
    ...settled,
    name: 'disputeRework',
    when: ({ decision }) => decision === 'rework',
  }),
];
