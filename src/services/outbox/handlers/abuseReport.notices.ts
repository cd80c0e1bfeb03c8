import type { AbuseReportEvents } from '../events/abuseReport.events';
import { notice } from './notice';
import { WIDELY } from './widely';

type Decided = AbuseReportEvents['abuseReport.decided'];

/** All who have reported it hear that it was looked at; neither what was done nor by whom, and not staff's words. */
const reporters = {
  type: 'admin',
  channels: WIDELY,
  to: ({ reporterIds }: Decided) => reporterIds,
  data: ({ subjectType, subjectId }: Decided) => ({ subjectType, subjectId }),
} as const;

export const decidedNotices = [
  ...notice('abuseReport.decided', {
    ...reporters,
    name: 'reportActioned',
    when: ({ decision }) => decision !== 'dismiss',
  }),
  ...notice('abuseReport.decided', {
    ...reporters,
    name: 'reportDismissed',
    when: ({ decision }) => decision === 'dismiss',
  }),
];
