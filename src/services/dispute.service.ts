import type { QueryFilter } from 'mongoose';
import { DisputeModel, type Dispute } from '../models/dispute.model';
import type { Clock } from '../utils/clock';
import { NotFound } from '../utils/errors';
import { idOf, toObjectId, type Id } from '../utils/ids';
import type { Page, PageRequest } from '../utils/page';
import { findPage } from '../utils/paging';
import type { UserActor } from '../utils/types/actor';
import { findDetails, type DisputeDetails } from './disputes/details';
import { allow } from './disputes/lookup';
import { findPeople, type People } from './person.service';
import { disputePolicy } from './policies/dispute.policy';
import { isStaffActor } from './policies/job.policy';
import { findJobCards, type JobCard } from './quotes/jobCards';
import type { DisputeState } from './workflows/dispute.workflow';

/** A dispute as it is looked at, with its job and all whom it names. */
export interface SeenDispute {
  readonly dispute: Dispute;
  readonly job: JobCard | undefined;
  readonly people: People;
  readonly now: Date;
  /** What was put before staff, and what only the reader may see; absent in lists. */
  readonly details?: DisputeDetails;
}

export interface DisputeFilter {
  /** Absent: whatever its state. */
  readonly status?: DisputeState | undefined;
}

export interface DisputeService {
  /** A dispute for its two sides and for staff; 404 for everybody else. */
  get(actor: UserActor, disputeId: Id): Promise<SeenDispute>;
  /** One's own in the role that one acts in, the newest first; for staff all, the one whose decision is due first on top. */
  list(actor: UserActor, filter: DisputeFilter, request: PageRequest): Promise<Page<SeenDispute>>;
}

/** Makes what is seen of disputes; opening, arguing and deciding are acts. */
export const makeDisputeService = ({ clock }: { readonly clock: Clock }): DisputeService => ({
  async get(actor, disputeId) {
    const dispute = await DisputeModel.findOne({ _id: toObjectId(disputeId) })
      .lean<Dispute>()
      .exec();
    if (!dispute) {
      throw new NotFound('request.notFound');
    }
    allow(disputePolicy.read(actor, dispute), dispute);
    const details = await findDetails(actor, dispute);
    const beside = await besides([dispute], details);
    return { ...seenOf(dispute, beside, clock.now()), details };
  },
  async list(actor, filter, request) {
    const page = await findPage(DisputeModel, { ...queryOf(actor, filter), request });
    const beside = await besides(page.items);
    const now = clock.now();
    return { ...page, items: page.items.map((dispute) => seenOf(dispute, beside, now)) };
  },
});

interface Query {
  readonly filter: QueryFilter<Dispute>;
  readonly sort: Readonly<Record<string, 1 | -1>>;
}

function queryOf(actor: UserActor, { status }: DisputeFilter): Query {
  const inState = status ? { status } : {};
  if (isStaffActor(actor)) {
    const dueFirst = { decisionDueAt: 1, _id: 1 } as const;
    return { filter: inState, sort: status ? dueFirst : { isOpen: -1, ...dueFirst } };
  }
  const side = actor.role === 'craftsman' ? 'craftsmanId' : 'clientId';
  return { filter: { [side]: toObjectId(actor.id), ...inState }, sort: { openedAt: -1, _id: -1 } };
}

interface Besides {
  readonly jobs: ReadonlyMap<Id, JobCard>;
  readonly people: People;
}

async function besides(disputes: readonly Dispute[], details?: DisputeDetails): Promise<Besides> {
  const jobs = await findJobCards(disputes.map(({ jobId }) => jobId));
  const people = await findPeople([
    ...disputes.flatMap(namedIn),
    ...(details?.notes ?? []).map(({ by }) => idOf(by)),
  ]);
  return { jobs, people };
}

const namedIn = ({ clientId, craftsmanId, decision, firstDecision, takenBy }: Dispute): Id[] => [
  idOf(clientId),
  idOf(craftsmanId),
  ...[decision?.by, firstDecision?.by, takenBy].flatMap((by) => (by ? [by.id] : [])),
];

const seenOf = (dispute: Dispute, { jobs, people }: Besides, now: Date): SeenDispute => ({
  dispute,
  job: jobs.get(idOf(dispute.jobId)),
  people,
  now,
});
