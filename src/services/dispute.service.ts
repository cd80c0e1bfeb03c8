import { DisputeModel, type Dispute } from '../models/dispute.model';
import { AppError, NotFound } from '../utils/errors';
import { idOf, toObjectId, type Id } from '../utils/ids';
import type { Page, PageRequest } from '../utils/page';
import { findPage } from '../utils/paging';
import type { UserActor } from '../utils/types/actor';
import { findPeople, type People } from './person.service';
import { disputePolicy } from './policies/dispute.policy';
import { findJobCards, type JobCard } from './quotes/jobCards';
import type { DisputeState } from './workflows/dispute.workflow';

/** A dispute as it is looked at, with its job and all whom it names. */
export interface SeenDispute {
  readonly dispute: Dispute;
  readonly job: JobCard | undefined;
  readonly people: People;
}

export interface DisputeFilter {
  /** Absent: whatever its state, what waits for a decision first. */
  readonly status?: DisputeState | undefined;
}

export interface DisputeService {
  /** A dispute for its two sides and for staff; 404 for everybody else. */
  get(actor: UserActor, disputeId: Id): Promise<SeenDispute>;
  /** For staff: the one whose decision is due first comes first. */
  list(filter: DisputeFilter, request: PageRequest): Promise<Page<SeenDispute>>;
}

/** Makes what is seen of disputes; opening and deciding are acts. */
export const makeDisputeService = (): DisputeService => ({
  async get(actor, disputeId) {
    const dispute = await DisputeModel.findOne({ _id: toObjectId(disputeId) })
      .lean<Dispute>()
      .exec();
    if (!dispute) {
      throw new NotFound('request.notFound');
    }
    const verdict = disputePolicy.read(actor, dispute);
    if (verdict !== true) {
      throw new AppError(verdict);
    }
    return seenOf(dispute, await besides([dispute]));
  },
  async list({ status }, request) {
    const dueFirst = { decisionDueAt: 1, _id: 1 } as const;
    const page = await findPage(DisputeModel, {
      filter: status ? { status } : {},
      sort: status ? dueFirst : { isOpen: -1, ...dueFirst },
      request,
    });
    const beside = await besides(page.items);
    return { ...page, items: page.items.map((dispute) => seenOf(dispute, beside)) };
  },
});

interface Besides {
  readonly jobs: ReadonlyMap<Id, JobCard>;
  readonly people: People;
}

async function besides(disputes: readonly Dispute[]): Promise<Besides> {
  const jobs = await findJobCards(disputes.map(({ jobId }) => jobId));
  const people = await findPeople(
    disputes.flatMap(({ clientId, craftsmanId, decision }) => [
      idOf(clientId),
      idOf(craftsmanId),
      ...(decision ? [decision.by.id] : []),
    ]),
  );
  return { jobs, people };
}

const seenOf = (dispute: Dispute, { jobs, people }: Besides): SeenDispute => ({
  dispute,
  job: jobs.get(idOf(dispute.jobId)),
  people,
});
