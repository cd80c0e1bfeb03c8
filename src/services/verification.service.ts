import { VerificationModel, type Verification } from '../models/verification.model';
import type { Clock } from '../utils/clock';
import { NotFound } from '../utils/errors';
import { idOf, toObjectId, type Id } from '../utils/ids';
import type { Page, PageRequest } from '../utils/page';
import { findPage } from '../utils/paging';
import { inTransaction, type Tx } from '../utils/transaction';
import type { UserActor } from '../utils/types/actor';
import type { Outbox } from './outbox/outbox.service';
import { findPeople, type People } from './person.service';
import { decide, type Decision } from './verification/decide';
import { makeSubmit, type Submission, type SubmitDeps } from './verification/submit';
import type { VerificationState } from './workflows/verification.workflow';

/** A request as staff looks at it. */
export interface SeenVerification {
  readonly verification: Verification;
  /** The craftsman and whoever decided. */
  readonly people: People;
}

export interface VerificationFilter {
  /** Absent: in any state. */
  readonly status?: VerificationState | undefined;
}

export interface VerificationService {
  /** Asks staff to verify the actor; 409 while an earlier request waits. */
  submit(actor: UserActor, given: Submission): Promise<Verification>;
  /** The actor's latest request; 404 when there is none. */
  getOwn(actor: UserActor): Promise<Verification>;
  /** Requests in their order: waiting ones the oldest first, others the newest first. */
  list(filter: VerificationFilter, request: PageRequest): Promise<Page<SeenVerification>>;
  /** Makes the craftsman Verified; of two decisions at once one wins, the other is 409. */
  approve(actor: UserActor, id: Id): Promise<SeenVerification>;
  /** Refuses with a reason; a craftsman who is Verified already stays so. */
  reject(actor: UserActor, id: Id, reason: string): Promise<SeenVerification>;
}

export interface VerificationDeps extends SubmitDeps {
  readonly clock: Clock;
  readonly outbox: Outbox;
}

/** Makes the service of craftsmen who ask to be verified. */
export function makeVerificationService(deps: VerificationDeps): VerificationService {
  const decideOn = async (actor: UserActor, id: Id, decision: Decision): Promise<SeenVerification> => {
    const decided = await inTransaction(async (tx: Tx) => {
      const verification = await decide(tx, actor, { id, decision, ...deps });
      return idOf(verification);
    });
    return getSeen(decided);
  };
  return {
    submit: makeSubmit(deps),
    getOwn: ({ id }) =>
      VerificationModel.findOne({ craftsmanId: toObjectId(id) })
        .sort({ createdAt: -1, _id: -1 })
        .orFail(() => new NotFound('request.notFound'))
        .lean<Verification>()
        .exec(),
    async list({ status }, request) {
      const direction = status === 'Pending' ? 1 : -1;
      const page = await findPage(VerificationModel, {
        filter: status === undefined ? {} : { status },
        sort: { createdAt: direction, _id: direction },
        request,
      });
      const people = await peopleOf(page.items);
      return { ...page, items: page.items.map((verification) => ({ verification, people })) };
    },
    approve: (actor, id) => decideOn(actor, id, { event: 'approve' }),
    reject: (actor, id, reason) => decideOn(actor, id, { event: 'reject', reason }),
  };
}

/** Read after the act, not in it: what a transaction returns is kept with an idempotency key. */
async function getSeen(id: Id): Promise<SeenVerification> {
  const verification = await VerificationModel.findOne({ _id: toObjectId(id) })
    .orFail(() => new NotFound('request.notFound'))
    .lean<Verification>()
    .exec();
  return { verification, people: await peopleOf([verification]) };
}

const peopleOf = (verifications: readonly Verification[]): Promise<People> =>
  findPeople(
    verifications.flatMap(({ craftsmanId, decidedBy }) =>
      decidedBy ? [idOf(craftsmanId), idOf(decidedBy)] : [idOf(craftsmanId)],
    ),
  );
