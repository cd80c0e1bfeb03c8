import type { JobState } from '../../workflows/job.workflow';
import type { Id } from '../../../utils/ids';
import type { Currency } from '../../../utils/money';

/** Whom a fact about a job concerns, and what it is called. */
export interface JobFact {
  jobId: Id;
  clientId: Id;
  /** Absent while nobody is hired. */
  craftsmanId?: Id;
  title: string;
}

export type Side = 'client' | 'craftsman';
export type Doer = Side | 'staff' | 'system';

/** What happens to a job after hire, and how it ends. Instants are ISO text. */
export interface JobActionEvents {
  'job.statusChanged': JobFact & {
    event: 'setOut' | 'start' | 'submitWork' | 'requestRework' | 'complete' | 'completeEarly';
    from: JobState;
    to: JobState;
    by: Doer;
    reason?: string;
    /** When silence accepts the submitted work. */
    autoCompletesAt?: string;
  };
  'job.completed': JobFact & {
    by: Doer;
    quoteId?: Id;
    /** What the craftsman has earned at this step, and our fee; absent for cash, which is confirmed first. */
    netMinor?: number;
    feeMinor?: number;
    currency?: Currency;
    /** When silence confirms that the cash was paid. */
    cashConfirmsAt?: string;
  };
  'job.cancelled': JobFact & {
    by: Doer;
    fromState: JobState;
    reason?: string;
    /** Who was not there. */
    absent?: Side;
    /** What it cost each side, in minor units; absent when no money moved. */
    money?: {
      currency: Currency;
      clientFee: number;
      craftsmanShare: number;
      platformShare: number;
      craftsmanPenalty: number;
      returned: number;
    };
  };
  'job.rescheduleProposed': JobFact & { by: Side; scheduledAt: string; hasTime: boolean; reason?: string };
  'job.rescheduleAccepted': JobFact & {
    by: Side;
    scheduledAt: string;
    hasTime: boolean;
    /** The time that held until now. */
    before?: string;
  };
  'job.rescheduleDeclined': JobFact & {
    by: Side;
    isWithdrawn: boolean;
    scheduledAt: string;
    reason?: string;
  };
  /** By the clock; `banned`: one of the two may not go on. */
  'job.hireLapsed': JobFact & { craftsmanId: Id; quoteId: Id; to: JobState; why?: 'banned' };
}
