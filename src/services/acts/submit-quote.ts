import { mongo } from 'mongoose';
import { InvitationModel, type Invitation } from '../../models/invitation.model';
import { JobModel, type Job } from '../../models/job.model';
import { QuoteModel, type Quote } from '../../models/quote.model';
import { UserModel, type User } from '../../models/user.model';
import type { Clock } from '../../utils/clock';
import { Conflict, NotFound } from '../../utils/errors';
import { idOf, newId, toObjectId, type Id } from '../../utils/ids';
import { inTransaction, type Tx } from '../../utils/transaction';
import type { UserActor } from '../../utils/types/actor';
import type { BlockService } from '../block.service';
import { debtStateOf } from '../debts/debtState';
import type { EventMap } from '../outbox/events';
import type { NewFact, Outbox } from '../outbox/outbox.service';
import { quotingPolicy, type QuotingContext } from '../policies/quote.policy';
import { invitationFact, offerFact, quoteFact } from '../quotes/facts';
import { countIn, refusal } from '../quotes/jobCounts';
import { holdAccount } from '../quotes/holdAccount';
import { assertSound, expiryOf, termsOf, type GivenTerms } from '../quotes/terms';
import type { SettingService } from '../setting.service';
import type { SettingsView } from '../settings/view';
import { invitationWorkflow } from '../workflows/invitation.workflow';
import { quoteWorkflow } from '../workflows/quote.workflow';
import { beginningOf, transition } from '../workflows/workflow';

export interface SubmitQuoteDeps {
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly settings: Pick<SettingService, 'current'>;
  readonly blocks: Pick<BlockService, 'isBlocked'>;
}

export type SubmitQuote = (actor: UserActor, jobId: Id, given: GivenTerms) => Promise<Quote>;

const DUPLICATE_KEY = 11_000;

/** A craftsman offers to do a job: there is one more live quote on it, an open invitation of his is answered, the owner is told. */
export const makeSubmitQuote =
  (deps: SubmitQuoteDeps): SubmitQuote =>
  async (actor, jobId, given) => {
    const figures = await deps.settings.current();
    const order = { actor, jobId, given, figures };
    // Many want the last places at once: one after the other they need no second try.
    return inTransaction((tx) => submit(tx, order, deps), { turn: `job:${jobId}` }).catch(asAlreadyLive);
  };

interface Order {
  readonly actor: UserActor;
  readonly jobId: Id;
  readonly given: GivenTerms;
  readonly figures: SettingsView;
}

async function submit(tx: Tx, order: Order, deps: SubmitQuoteDeps): Promise<Quote> {
  const { actor, jobId, figures } = order;
  const at = deps.clock.now();
  const { invitation, isInvited } = await assertMayQuote(tx, order, deps);
  const job = await countIn(tx, {
    jobId,
    at,
    figures,
    isInvited,
    answersInvitation: invitation !== undefined,
  });
  const quote = quoteOf(order, { job, isInvited, at });
  await QuoteModel.create([quote], { session: tx });
  const facts: NewFact<EventMap>[] = [
    { event: 'quote.submitted', data: { ...quoteFact(quote, job), ...offerFact(quote), isInvited } },
  ];
  if (invitation) {
    await answer(tx, { invitation, actor, at });
    const data = { ...invitationFact(invitation, job), quoteId: idOf(quote) };
    facts.push({ event: 'invitation.accepted', data });
  }
  await deps.outbox.recordMany(tx, facts, { actor });
  return quote;
}

interface Allowed {
  /** The open one, which the quote answers. */
  readonly invitation: Invitation | undefined;
  readonly isInvited: boolean;
}

/** Everything that speaks against it is read in the snapshot; the job's counter and the unique index have the last word. */
async function assertMayQuote(tx: Tx, order: Order, deps: SubmitQuoteDeps): Promise<Allowed> {
  const { actor, jobId, figures } = order;
  const session = { session: tx };
  const me = toObjectId(actor.id);
  await holdAccount(tx, actor.id);
  const about = { jobId: toObjectId(jobId), craftsmanId: me };
  const job = await JobModel.findOne({ _id: about.jobId }, null, session).lean<Job>();
  if (!job) {
    throw new NotFound('request.notFound');
  }
  const people = await UserModel.find({ _id: { $in: [me, job.clientId] } }, PERSON, session).lean<User[]>();
  const invitation = await InvitationModel.findOne(about, null, session).lean<Invitation>();
  const earlier = await QuoteModel.find(about, { isLive: 1 }, session).lean<Pick<Quote, 'isLive'>[]>();
  const now = deps.clock.now();
  const open = invitation?.status === 'Pending' && invitation.expiresAt > now ? invitation : undefined;
  const isInvited = open !== undefined || invitation?.status === 'Accepted';
  const { blocksCash, blocksQuotes } = await debtStateOf(actor.id, { now, figures, tx });
  const ctx: QuotingContext = {
    now,
    bidder: personIn(people, actor.id),
    owner: personIn(people, idOf(job.clientId)),
    isBlocked: await deps.blocks.isBlocked(actor.id, idOf(job.clientId)),
    isKnown: invitation !== null || earlier.length > 0,
    hasLiveQuote: earlier.some(({ isLive }) => isLive),
    isInvited,
    maxLive: figures.get('quote.maxLive'),
    blocksCash,
    blocksQuotes,
  };
  const verdict = quotingPolicy.quote(actor, job, ctx);
  if (verdict !== true) {
    throw refusal(verdict, job.status);
  }
  return { invitation: open, isInvited };
}

const PERSON = {
  phone: 1,
  emailKey: 1,
  ban: 1,
  'craftsman.verificationStatus': 1,
  'craftsman.verifiedUntil': 1,
} as const;

/** An account that is gone has nothing that could be the same. */
const personIn = (people: readonly User[], id: Id): Partial<User> =>
  people.find((person) => idOf(person) === id) ?? {};

function quoteOf(
  { actor, given, figures }: Order,
  { job, isInvited, at }: { readonly job: Job; readonly isInvited: boolean; readonly at: Date },
): Quote {
  const terms = termsOf(given);
  assertSound(terms, at);
  return {
    ...terms,
    ...beginningOf(quoteWorkflow, { actor, at }),
    _id: newId(),
    jobId: job._id,
    clientId: job.clientId,
    craftsmanId: toObjectId(actor.id),
    currency: job.currency,
    isLive: true,
    isInvited,
    version: 1,
    versions: [],
    needsConfirmation: false,
    expiresAt: expiryOf(given, figures, at),
    createdAt: at,
    updatedAt: at,
  };
}

interface Answer {
  readonly invitation: Invitation;
  readonly actor: UserActor;
  readonly at: Date;
}

/** Quoting says yes to an open invitation. */
const answer = (tx: Tx, { invitation, actor, at }: Answer): Promise<Invitation> =>
  transition(tx, InvitationModel, invitationWorkflow, 'accept', {
    id: idOf(invitation),
    actor,
    at,
    set: { isPending: false, respondedAt: at, updatedAt: at },
    reason: 'quoted',
  });

/** The unique index decides between two at once, not the look beforehand. */
function asAlreadyLive(error: unknown): never {
  if (error instanceof mongo.MongoServerError && error.code === DUPLICATE_KEY) {
    throw new Conflict('quote.alreadyLive', { pub: { currentState: 'Submitted' }, cause: error });
  }
  throw error;
}
