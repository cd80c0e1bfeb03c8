import type { Id } from '../../../utils/ids';
import type { JobState } from '../../workflows/job.workflow';
import type { JobFact } from './jobAction.events';

/** What staff may read of a job's fields; places stand there as the area only. */
export type JobChange = Readonly<Record<string, unknown>>;

/** What becomes of a job while it is open, and what staff do with it. Instants are ISO text. */
export interface JobEvents {
  'job.posted': JobFact & { serviceId: Id; paymentType: string; listPrice: number; repostOf?: Id };
  'job.edited': JobFact & {
    status: JobState;
    before: JobChange;
    after: JobChange;
    /** Price, place, date, service or description: bidders are told. */
    isMaterial: boolean;
  };
  'job.extended': JobFact & { status: JobState; expiresAt: string };
  'job.expiring': JobFact & { expiresAt: string };
  'job.expired': JobFact & { fromState: JobState };
  /** Staff hid it, showed it again or changed its words. */
  'job.moderated': JobFact & {
    status: JobState;
    before: JobChange;
    after: JobChange;
    isHidden?: boolean;
    reason?: string;
  };
}
