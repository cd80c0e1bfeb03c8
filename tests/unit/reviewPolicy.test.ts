import type { Review } from '../../src/models/review.model';
import {
  mayModerate,
  reviewPolicy,
  reviewsCloseAt,
  type ReviewContext,
} from '../../src/services/policies/review.policy';
import { meanOf } from '../../src/services/reviews/rating';
import { reopenedReviews } from '../../src/services/reviews/window';
import { reviewWorkflow } from '../../src/services/workflows/review.workflow';
import type { Job } from '../../src/models/job.model';
import { after, days } from '../../src/utils/clock';
import { newId } from '../../src/utils/ids';
import { REVIEW_STATUSES } from '../../src/utils/reviewWords';
import type { Role, UserActor } from '../../src/utils/types/actor';

const now = new Date('2026-03-02T09:00:00.000Z');
const [reviewerId, subjectId] = [newId(), newId()];
const actor = (role: Role, id = newId()): UserActor => ({
  kind: 'user',
  id: id.toHexString(),
  role,
  roles: [role],
  locale: 'en',
  sessionId: 's',
  scope: 'full',
});
const who = {
  author: actor('client', reviewerId),
  subject: actor('craftsman', subjectId),
  stranger: actor('client'),
  moderator: actor('moderator'),
  admin: actor('admin'),
};
type Who = keyof typeof who;

const review = (status: Review['status'], more: Partial<Review> = {}) => ({
  status,
  reviewerId,
  subject: { type: 'user' as const, id: subjectId },
  ...more,
});
const closesAt = after(now, days(1));
const open = { closesAt, revealsAt: closesAt, written: [], told: [] };
const ctx = (job: Partial<ReviewContext['job']> = {}): ReviewContext => ({
  now,
  job: { status: 'Completed', reviews: open, ...job },
});

const GONE = 'request.notFound';
const NEVER = 'workflow.forbidden';
const WRONG = 'workflow.wrongState';

describe('the policy of reviews', () => {
  it.each<[Who, readonly unknown[], readonly unknown[]]>([
    // Sealed, Revealed, Hidden: to change it, then to reply to it.
    ['author', [true, WRONG, WRONG], [NEVER, NEVER, NEVER]],
    ['subject', [GONE, NEVER, GONE], [GONE, true, GONE]],
    ['stranger', [GONE, NEVER, GONE], [GONE, NEVER, GONE]],
    ['moderator', [GONE, NEVER, NEVER], [GONE, NEVER, NEVER]],
    ['admin', [GONE, NEVER, NEVER], [GONE, NEVER, NEVER]],
  ])('lets the %s change and answer it by its state', (name, changes, replies) => {
    const ask = (verb: 'edit' | 'remove' | 'reply') =>
      REVIEW_STATUSES.map((status) => reviewPolicy[verb](who[name], review(status), ctx()));

    expect(ask('edit')).toEqual(changes);
    expect(ask('remove')).toEqual(changes);
    expect(ask('reply')).toEqual(replies);
  });

  it('ends with the window, which a dispute keeps open', () => {
    const over = { reviews: { ...open, closesAt: now } };
    const ask = (job: Partial<ReviewContext['job']>) =>
      reviewPolicy.edit(who.author, review('Sealed'), ctx(job));

    expect([ask(over), ask({ reviews: undefined } as object), ask({ ...over, status: 'Disputed' })]).toEqual([
      'review.closed',
      'review.closed',
      true,
    ]);
  });

  it('lets one reply once', () => {
    const answered = review('Revealed', { reply: { comment: 'Thank you.', at: now } });

    expect(reviewPolicy.reply(who.subject, answered, ctx())).toBe('review.alreadyReplied');
  });

  it('lets staff moderate what is not sealed and not their own', () => {
    const ask = (name: Who, status: Review['status']) => mayModerate(who[name], review(status));
    const own = review('Revealed', { reviewerId: newId() });

    expect([ask('moderator', 'Sealed'), ask('author', 'Revealed')]).toEqual([GONE, GONE]);
    expect([ask('moderator', 'Revealed'), ask('admin', 'Hidden')]).toEqual([true, true]);
    expect(mayModerate(actor('moderator', subjectId), own)).toBe('review.ownCase');
  });

  it('has the states of its table', () => {
    expect(reviewWorkflow.states).toEqual(REVIEW_STATUSES);
  });
});

describe('the window', () => {
  it('is told while it is open', () => {
    const asked = (job: Partial<Job>) => reviewsCloseAt({ status: 'Completed', reviews: open, ...job });

    expect(asked({})).toEqual(closesAt);
    expect([asked({ status: 'Disputed' }), asked({ reviews: { closesAt, written: [], told: [] } })]).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('opens anew after a decision and keeps what was written, unless it was revealed', () => {
    const figures = { get: () => 14 } as unknown as Parameters<typeof reopenedReviews>[1]['figures'];
    const written: ('client' | 'craftsman')[] = ['client'];
    const before = { reviews: { closesAt, written, told: [] } };
    const later = after(now, days(14));

    const sealed = reopenedReviews(before as unknown as Job, { now, figures });
    const revealed = reopenedReviews({ ...before, reviewedAt: now } as unknown as Job, { now, figures });

    expect(sealed.reviews).toEqual({ closesAt: later, revealsAt: later, written, told: [] });
    expect(revealed).toEqual({});
  });
});

describe('the mean', () => {
  it.each([
    [0, 0, 0],
    [5, 1, 5],
    [9, 2, 4.5],
    [13, 3, 4.3],
    [14, 3, 4.7],
    [89, 20, 4.5],
    [17, 4, 4.3],
  ])('of %i stars in %i reviews is %f: one decimal, half up', (sum, count, mean) => {
    expect(meanOf({ sum, count })).toBe(mean);
  });
});
