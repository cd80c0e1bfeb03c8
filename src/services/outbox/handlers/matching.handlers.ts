import { on } from './handler';
import { logActivity } from './log-activity';
import { notice } from './notice';

/** A new job is offered to those whom it fits best. */
export const postedMatching = on('job.posted', 'match', ({ data }, { matchJob }) => matchJob(data.jobId));

export const matchedTelling = on('job.matched', 'tell', ({ data, signal }, { tellMatched }) =>
  tellMatched(data.matchId, signal),
);

export const matchedActivity = logActivity('job.matched', ({ jobId, craftsmen }) => ({
  action: 'job.matched',
  target: { type: 'job', id: jobId },
  after: { craftsmen },
}));

/** In the app they were told already, many at once. */
export const offeredNotices = notice('job.offered', {
  name: 'jobMatched',
  type: 'invitation',
  channels: ['push'],
  to: ({ craftsmanIds }) => craftsmanIds,
  params: ({ title }) => ({ title }),
  data: ({ jobId }) => ({ jobId }),
});
