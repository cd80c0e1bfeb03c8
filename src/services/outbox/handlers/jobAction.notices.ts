import type { Id } from '../../../utils/ids';
import type { TextParams } from '../../../utils/i18n';
import type { JobActionEvents, JobFact } from '../events/jobAction.events';
import { notice } from './notice';
import { WIDELY } from './widely';

/** What both sides are told of a job from hire to end; who did it is told as well: it is his record. */
const both = ({ clientId, craftsmanId }: JobFact): Id[] => [clientId, ...(craftsmanId ? [craftsmanId] : [])];
const params = ({ title }: JobFact): TextParams => ({ title });
const common = { type: 'status', channels: WIDELY, to: both, params } as const;

type Change = JobActionEvents['job.statusChanged'];
type End = JobActionEvents['job.cancelled'];

const changed = {
  ...common,
  data: ({ jobId, to }: Change) => ({ jobId, status: to }),
} as const;
const by =
  (...events: readonly Change['event'][]) =>
  ({ event }: Change): boolean =>
    events.includes(event);
const isEnd = by('complete', 'completeEarly');

export const statusChangedNotices = [
  ...notice('job.statusChanged', { ...changed, name: 'jobSetOut', when: by('setOut') }),
  ...notice('job.statusChanged', { ...changed, name: 'jobStarted', when: by('start') }),
  ...notice('job.statusChanged', { ...changed, name: 'jobSubmitted', when: by('submitWork') }),
  ...notice('job.statusChanged', { ...changed, name: 'jobRework', when: by('requestRework') }),
  ...notice('job.statusChanged', {
    ...changed,
    name: 'jobCompleted',
    when: (change) => isEnd(change) && change.by !== 'system',
  }),
  ...notice('job.statusChanged', {
    ...changed,
    name: 'jobAutoCompleted',
    when: (change) => isEnd(change) && change.by === 'system',
  }),
];

const cancelled = {
  ...common,
  data: ({ jobId }: End) => ({ jobId, status: 'Cancelled' }),
} as const;

export const jobCancelledNotices = [
  ...notice('job.cancelled', {
    ...cancelled,
    name: 'jobCancelled',
    when: ({ by: doer, absent }) => doer !== 'staff' && absent === undefined,
  }),
  ...notice('job.cancelled', {
    ...cancelled,
    name: 'jobCancelledByStaff',
    when: ({ by: doer }) => doer === 'staff',
  }),
  ...notice('job.cancelled', {
    ...cancelled,
    name: 'craftsmanAbsent',
    when: ({ absent }) => absent === 'craftsman',
  }),
  ...notice('job.cancelled', {
    ...cancelled,
    name: 'clientAbsent',
    when: ({ absent }) => absent === 'client',
  }),
];

const timed = {
  ...common,
  data: ({ jobId, scheduledAt }: JobFact & { scheduledAt: string }) => ({ jobId, scheduledAt }),
} as const;

export const rescheduleProposedNotices = notice('job.rescheduleProposed', {
  ...timed,
  name: 'rescheduleProposed',
});
export const rescheduleAcceptedNotices = notice('job.rescheduleAccepted', {
  ...timed,
  name: 'rescheduleAccepted',
});
export const rescheduleDeclinedNotices = [
  ...notice('job.rescheduleDeclined', {
    ...timed,
    name: 'rescheduleDeclined',
    when: ({ isWithdrawn }) => !isWithdrawn,
  }),
  ...notice('job.rescheduleDeclined', {
    ...timed,
    name: 'rescheduleWithdrawn',
    when: ({ isWithdrawn }) => isWithdrawn,
  }),
];

const lapsed = {
  ...common,
  data: ({ jobId, quoteId, to }: JobActionEvents['job.hireLapsed']) => ({ jobId, quoteId, status: to }),
} as const;

export const hireLapsedNotices = [
  ...notice('job.hireLapsed', { ...lapsed, name: 'hireLapsed', when: ({ why }) => why === undefined }),
  ...notice('job.hireLapsed', { ...lapsed, name: 'hireEnded', when: ({ why }) => why === 'banned' }),
];
