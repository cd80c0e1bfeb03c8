import type { Job } from '../../models/job.model';
import type { ErrorCode } from '../../utils/errorCodes';
import { idOf, type Id } from '../../utils/ids';
import type { UserActor } from '../../utils/types/actor';
import { debtStateOf } from '../debts/debtState';
import {
  invitationVerbs,
  inviting,
  jobVerbs,
  postingVerbs,
  quoteVerbs,
  type Asked,
  type Candidate,
} from './candidates';
import { getConcern, type Asking } from './concern';
import { disputeVerbs, findDisputeOf } from './disputing';
import { quoting } from './quoting';
import { contextOf, figuresOf, type RunningDeps } from './running';
import { maturingOf } from './maturing';
import { upcomingOf, type Upcoming } from './upcoming';

/** Something that may be done now, and the request that does it. */
export type Offered = Omit<Candidate, 'verdict'>;

export type Refused = Pick<Candidate, 'action' | 'quoteId' | 'invitationId' | 'disputeId'> & {
  readonly code: ErrorCode;
};

export interface ActionList {
  readonly jobId: Id;
  readonly status: Job['status'];
  readonly can: readonly Offered[];
  readonly cannot: readonly Refused[];
  readonly upcoming: readonly Upcoming[];
}

export type ActionListDeps = RunningDeps & Pick<Asking, 'isBlockedPair'>;

/** Makes the list of what one may do with a job: the policies that the writes obey are asked, nothing else. */
export const makeActionList =
  ({ clock, settings, isBlockedPair }: ActionListDeps) =>
  async (actor: UserActor, jobId: Id): Promise<ActionList> => {
    const now = clock.now();
    const present = await settings.current();
    const concern = await getConcern(actor, { jobId, now, figures: present, isBlockedPair });
    const { job } = concern;
    const figures = await figuresOf(job, settings);
    const debt = await debtStateOf(actor.id, { now, figures: present });
    const dispute = await findDisputeOf(actor, job, now);
    const ctx = contextOf(figures, now);
    const asked: Asked = { actor, ...concern, ctx, figures, debt, dispute };
    const all = [
      ...postingVerbs(asked),
      ...jobVerbs(asked),
      ...disputeVerbs(asked),
      ...quoteVerbs(asked),
      ...inviting(asked),
      ...invitationVerbs(asked),
      ...(await quoting(asked)),
    ];
    return {
      jobId: idOf(job),
      status: job.status,
      can: all.flatMap(({ verdict, ...offered }) => (verdict === true ? [offered] : [])),
      cannot: all.flatMap(refusedOf),
      upcoming: upcomingOf(asked, await maturingOf(asked)),
    };
  };

function refusedOf({ action, verdict, quoteId, invitationId, disputeId }: Candidate): Refused[] {
  const target = {
    ...(quoteId !== undefined && { quoteId }),
    ...(invitationId !== undefined && { invitationId }),
    ...(disputeId !== undefined && { disputeId }),
  };
  return verdict === true ? [] : [{ action, ...target, code: verdict }];
}
