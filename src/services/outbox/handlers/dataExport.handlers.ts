import { logActivity } from './log-activity';

export const exportedActivity = logActivity('data.exported', ({ dataset, from, to }) => ({
  action: 'data.exported',
  target: { type: 'export', id: dataset },
  after: { from: from ?? null, to: to ?? null },
}));
