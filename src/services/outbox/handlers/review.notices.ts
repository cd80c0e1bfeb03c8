import type { Id } from '../../../utils/ids';
import type { TextParams } from '../../../utils/i18n';
import type { JobFact } from '../events/jobAction.events';
import type { ReviewEvents } from '../events/review.events';
import { notice } from './notice';
import { WIDELY } from './widely';

const titled = ({ title }: JobFact): TextParams => ({ title });
const common = { type: 'review', channels: WIDELY, params: titled } as const;
const both = ({ clientId, craftsmanId }: JobFact): Id[] => [clientId, ...(craftsmanId ? [craftsmanId] : [])];

type Submitted = ReviewEvents['review.submitted'];
type Moderated = ReviewEvents['review.moderated'];

/** Whoever has not written hears that the other side has: no stars, no words, no id, and once. */
export const otherReviewedNotices = notice('review.submitted', {
  ...common,
  name: 'otherSideReviewed',
  to: ({ side, clientId, craftsmanId = clientId }: Submitted) => (side === 'client' ? craftsmanId : clientId),
  when: ({ isFirst }) => isFirst,
  data: ({ jobId, closesAt }: Submitted) => ({ jobId, closesAt }),
});

export const revealedNotices = notice('review.revealed', {
  ...common,
  name: 'reviewsRevealed',
  to: both,
  data: ({ jobId, revealedAt }) => ({ jobId, revealedAt }),
});

const moderated = {
  ...common,
  type: 'admin',
  to: ({ reviewerId }: Moderated) => reviewerId,
  data: ({ jobId, reviewId }: Moderated) => ({ jobId, reviewId }),
} as const;

export const moderatedNotices = [
  ...notice('review.moderated', {
    ...moderated,
    name: 'reviewHidden',
    params: ({ title, reason }) => ({ title, reason }),
    when: ({ isHidden }) => isHidden,
  }),
  ...notice('review.moderated', { ...moderated, name: 'reviewShown', when: ({ isHidden }) => !isHidden }),
];
