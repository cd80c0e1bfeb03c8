import type { Id } from '../../../utils/ids';
import type { TextParams } from '../../../utils/i18n';
import type { JobFact } from '../events/jobAction.events';
import { notice } from './notice';
import { WIDELY } from './widely';

/** What the owner is told of his open job; what bidders are told stands with their quotes. */
const owner = ({ clientId }: JobFact): Id => clientId;
const titled = ({ title }: JobFact): TextParams => ({ title });
const common = { type: 'status', channels: WIDELY, to: owner, params: titled } as const;

export const jobExpiringNotices = notice('job.expiring', {
  ...common,
  name: 'jobExpiring',
  data: ({ jobId, expiresAt }) => ({ jobId, expiresAt }),
});
export const jobExpiredNotices = notice('job.expired', {
  ...common,
  name: 'jobExpired',
  data: ({ jobId }) => ({ jobId, status: 'Cancelled' }),
});

const moderated = {
  ...common,
  type: 'admin',
  data: ({ jobId, status }: JobFact & { status: string }) => ({ jobId, status }),
} as const;

export const jobModeratedNotices = [
  ...notice('job.moderated', {
    ...moderated,
    name: 'jobHidden',
    params: ({ title, reason }) => ({ title, reason: reason ?? '–' }),
    when: ({ isHidden }) => isHidden === true,
  }),
  ...notice('job.moderated', {
    ...moderated,
    name: 'jobShown',
    when: ({ isHidden }) => isHidden === false,
  }),
  ...notice('job.moderated', {
    ...moderated,
    name: 'jobReworded',
    when: ({ isHidden }) => isHidden === undefined,
  }),
];
