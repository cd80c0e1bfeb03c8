import type { QueryFilter } from 'mongoose';
import { UserModel, type User } from '../models/user.model';
import { VerificationModel, type Verification } from '../models/verification.model';
import { NotFound } from '../utils/errors';
import { idOf, toObjectId, type Id } from '../utils/ids';
import type { Page, PageRequest } from '../utils/page';
import { findPage } from '../utils/paging';
import { inTransaction, type Tx } from '../utils/transaction';
import type { UserActor } from '../utils/types/actor';
import { findPeople, type People } from './person.service';
import { decide, type Decision } from './verification/decide';
import { requiredDocumentsOf } from './verification/required';
import { makeSubmit, type Submission, type SubmitDeps } from './verification/submit';
import { take } from './verification/take';
import { makeViewDocument, type ViewDocument, type ViewingDeps } from './verification/viewing';
import type { VerificationState } from './workflows/verification.workflow';

/** A craftsman's case as he sees it himself; without a case he has not begun. */
export interface OwnVerification {
  readonly verification: Verification | undefined;
  /** The kinds of documents that he must show. */
  readonly requiredDocuments: readonly string[];
}

/** A case as staff looks at it. */
export interface SeenVerification {
  readonly verification: Verification;
  /** The craftsman, who looks at it and who decided. */
  readonly people: People;
  readonly now: Date;
}

export interface VerificationFilter {
  /** `waiting` for staff, `open` whoever's turn it is, `expired` of approvals that have ended, `all`, or a state. */
  readonly status: VerificationState | 'waiting' | 'open' | 'expired' | 'all';
  readonly craftsmanId?: Id | undefined;
  /** Who of staff looks at it. */
  readonly takenBy?: Id | undefined;
}

export interface VerificationService {
  /** Asks staff to verify the actor, or sends in what was to be changed; 409 while staff looks at it. */
  submit(actor: UserActor, given: Submission): Promise<OwnVerification>;
  /** The actor's latest case. */
  getOwn(actor: UserActor): Promise<OwnVerification>;
  /** Cases in their order: undecided ones the oldest first, others the newest first. */
  list(filter: VerificationFilter, request: PageRequest): Promise<Page<SeenVerification>>;
  /** One case; 404 when there is none. */
  get(id: Id): Promise<SeenVerification>;
  /** Keeps colleagues away from a case for a day. */
  take(actor: UserActor, id: Id): Promise<SeenVerification>;
  /**
   * Makes the craftsman Verified, refuses with a reason (who is Verified already stays so), or gives the case back with
   * what has to be changed; of two decisions at once one wins, the other is 409, as is one about papers sent in before the last.
   */
  decide(actor: UserActor, id: Id, decision: Decision): Promise<SeenVerification>;
  /** A paper, or the number on it, by a link that was made for the actor; on record before it is shown. */
  viewDocument: ViewDocument;
}

export type VerificationDeps = SubmitDeps & ViewingDeps;

/** Makes the service of craftsmen who ask to be verified. */
export function makeVerificationService(deps: VerificationDeps): VerificationService {
  const submit = makeSubmit(deps);
  const own = async (verification: Verification | undefined, actor: UserActor): Promise<OwnVerification> => ({
    verification,
    requiredDocuments: requiredDocumentsOf(await deps.settings.current(), await serviceOf(actor)),
  });
  const seen = async (id: Id): Promise<SeenVerification> => getSeen(id, deps.clock.now());
  return {
    submit: async (actor, given) => own(await submit(actor, given), actor),
    getOwn: async (actor) => own(await findLatest(actor), actor),
    list: async (filter, request) => listSeen(filter, request, deps.clock.now()),
    get: seen,
    take: async (actor, id) => seen(await inTransaction((tx: Tx) => take(tx, actor, { id, ...deps }))),
    async decide(actor, id, decision) {
      const figures = await deps.settings.current();
      return seen(await inTransaction((tx) => decide(tx, actor, { id, decision, figures, ...deps })));
    },
    viewDocument: makeViewDocument(deps),
  };
}

async function findLatest({ id }: UserActor): Promise<Verification | undefined> {
  const latest = await VerificationModel.findOne({ craftsmanId: toObjectId(id) })
    .sort({ createdAt: -1, _id: -1 })
    .lean<Verification>()
    .exec();
  return latest ?? undefined;
}

async function serviceOf({ id }: UserActor): Promise<NonNullable<User['craftsman']>['serviceId']> {
  const user = await UserModel.findOne({ _id: toObjectId(id) }, { 'craftsman.serviceId': 1 })
    .lean<Pick<User, 'craftsman'>>()
    .exec();
  return user?.craftsman?.serviceId;
}

const BY_STATUS: Partial<Record<VerificationFilter['status'], QueryFilter<Verification>>> = {
  waiting: { isWaiting: true },
  open: { isOpen: true },
  approved: { status: 'approved', lapsedAt: { $exists: false } },
  expired: { status: 'approved', lapsedAt: { $exists: true } },
  all: { status: { $ne: 'not_started' } },
};
const UNDECIDED = ['waiting', 'open', 'submitted', 'in_review', 'changes_requested'];

async function listSeen(
  { status, craftsmanId, takenBy }: VerificationFilter,
  request: PageRequest,
  now: Date,
): Promise<Page<SeenVerification>> {
  const direction = UNDECIDED.includes(status) ? 1 : -1;
  const page = await findPage(VerificationModel, {
    filter: {
      ...(BY_STATUS[status] ?? { status: status as VerificationState }),
      ...(craftsmanId && { craftsmanId: toObjectId(craftsmanId) }),
      ...(takenBy && { takenBy: toObjectId(takenBy) }),
    },
    sort: { createdAt: direction, _id: direction },
    request,
  });
  const people = await peopleOf(page.items);
  return { ...page, items: page.items.map((verification) => ({ verification, people, now })) };
}

/** Read after the act, not in it: what a transaction returns is kept with an idempotency key. */
async function getSeen(id: Id, now: Date): Promise<SeenVerification> {
  const verification = await VerificationModel.findOne({ _id: toObjectId(id) })
    .orFail(() => new NotFound('request.notFound'))
    .lean<Verification>()
    .exec();
  return { verification, people: await peopleOf([verification]), now };
}

const peopleOf = (verifications: readonly Verification[]): Promise<People> =>
  findPeople(
    verifications.flatMap(({ craftsmanId, decidedBy, takenBy }) =>
      [craftsmanId, decidedBy, takenBy].flatMap((one) => (one ? [idOf(one)] : [])),
    ),
  );
