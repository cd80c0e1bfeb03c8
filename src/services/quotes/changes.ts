import { QuoteModel, type Quote } from '../../models/quote.model';
import { JobModel, type Job } from '../../models/job.model';
import type { Clock } from '../../utils/clock';
import { NotFound } from '../../utils/errors';
import { idOf, toObjectId, type Id } from '../../utils/ids';
import { inTransaction, type Tx } from '../../utils/transaction';
import type { Actor, UserActor } from '../../utils/types/actor';
import type { Outbox } from '../outbox/outbox.service';
import { quotePolicy, type QuoteContext } from '../policies/quote.policy';
import type { SettingService } from '../setting.service';
import type { SettingsView } from '../settings/view';
import { quoteWorkflow, type QuoteEvent } from '../workflows/quote.workflow';
import { transition, type Transition } from '../workflows/workflow';
import { offerFact, quoteFact } from './facts';
import { countOut, refusal, touchJob } from './jobCounts';
import { assertSound, expiryOf, TERMS, termsOf, type GivenTerms } from './terms';

export interface QuoteChangeDeps {
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly settings: Pick<SettingService, 'current'>;
}

/** Which quote of which job. */
export interface QuoteRef {
  readonly jobId: Id;
  readonly quoteId: Id;
}

export type GivenRevision = Partial<GivenTerms>;

/** What the two sides do with a live quote, besides accepting it. Each gives the quote as it is then. */
export interface QuoteChanges {
  /** Another offer by its craftsman: the next version, good anew; the owner is told. */
  revise(actor: UserActor, ref: QuoteRef, given: GivenRevision): Promise<Quote>;
  /** The offer also holds for the job as it was changed. */
  confirm(actor: UserActor, ref: QuoteRef): Promise<Quote>;
  /** Its craftsman takes it back. */
  withdraw(actor: UserActor, ref: QuoteRef, reason?: string): Promise<Quote>;
  /** The owner says no. */
  decline(actor: UserActor, ref: QuoteRef, reason?: string): Promise<Quote>;
}

type Verb = Exclude<keyof typeof quotePolicy, 'accept'>;

/** Makes the changes of quotes. */
export const makeQuoteChanges = (deps: QuoteChangeDeps): QuoteChanges => ({
  revise: makeRevise(deps),
  confirm: makeConfirm(deps),
  withdraw: (actor, ref, reason) =>
    inTransaction(async (tx) => {
      const { quote, job } = await end(tx, { actor, ref, verb: 'withdraw', reason }, deps);
      const data = { ...quoteFact(quote, job), ...why(reason) };
      await deps.outbox.record(tx, 'quote.withdrawn', data, { actor });
      return quote;
    }),
  decline: (actor, ref, reason) =>
    inTransaction(async (tx) => {
      const { quote, job } = await end(tx, { actor, ref, verb: 'decline', reason }, deps);
      const data = { ...quoteFact(quote, job), why: 'owner', ...why(reason) } as const;
      await deps.outbox.record(tx, 'quote.declined', data, { actor });
      return quote;
    }),
});

function makeRevise({ clock, outbox, settings }: QuoteChangeDeps): QuoteChanges['revise'] {
  return async (actor, ref, given) => {
    const figures = await settings.current();
    return inTransaction(async (tx) => {
      const { quote: before, at } = await seen(tx, { actor, ref, verb: 'revise' }, clock);
      const job = await touchJob(tx, before.jobId, { at, renew: figures });
      const quote = await revise(tx, before, { actor, given, figures, at });
      const old = { price: before.price, version: before.version };
      const data = { ...quoteFact(quote, job), ...offerFact(quote), before: old };
      await outbox.record(tx, 'quote.revised', data, { actor });
      return quote;
    });
  };
}

function makeConfirm({ clock, outbox }: QuoteChangeDeps): QuoteChanges['confirm'] {
  return (actor, ref) =>
    inTransaction(async (tx) => {
      const { quote: before, at } = await seen(tx, { actor, ref, verb: 'confirm' }, clock);
      const job = await touchJob(tx, before.jobId, { at });
      const quote = await move(tx, 'confirm', {
        id: idOf(before),
        actor,
        at,
        guard: { needsConfirmation: true },
        set: { needsConfirmation: false, updatedAt: at },
      });
      const data = { ...quoteFact(quote, job), ...offerFact(quote) };
      await outbox.record(tx, 'quote.confirmed', data, { actor });
      return quote;
    });
}

/** Reads and asks the policy; then the job is changed before the quote, so that two at once conflict at the job. */
async function seen(tx: Tx, ask: Ask, clock: Clock): Promise<Seen> {
  const at = clock.now();
  const { quote, job } = await readQuote(tx, ask);
  const verdict = quotePolicy[ask.verb](ask.actor, quote, { now: at, job });
  if (verdict !== true) {
    throw refusal(verdict, quote.status);
  }
  return { quote, at };
}

async function end(
  tx: Tx,
  ask: Ask & { readonly verb: 'withdraw' | 'decline'; readonly reason: string | undefined },
  { clock }: QuoteChangeDeps,
): Promise<Ended> {
  const { quote, at } = await seen(tx, ask, clock);
  const job = await countOut(tx, quote, at);
  return { job, quote: await endQuote(tx, ask.verb, { ...ask, quote, at }) };
}

interface Ask {
  readonly actor: UserActor;
  readonly ref: QuoteRef;
  readonly verb: Verb;
}

interface Seen {
  readonly quote: Quote;
  readonly at: Date;
}

interface Ended {
  readonly quote: Quote;
  readonly job: Job;
}

const why = (reason: string | undefined): { reason?: string } => (reason === undefined ? {} : { reason });

/** The quote with its job, when the actor is one of its two sides; 404 otherwise. */
async function readQuote(
  tx: Tx,
  { actor, ref: { jobId, quoteId } }: Ask,
): Promise<{ quote: Quote; job: QuoteContext['job'] }> {
  const me = toObjectId(actor.id);
  const filter = {
    _id: toObjectId(quoteId),
    jobId: toObjectId(jobId),
    $or: [{ craftsmanId: me }, { clientId: me }],
  };
  const quote = await QuoteModel.findOne(filter, null, { session: tx }).lean<Quote>();
  const fields = { status: 1, paymentType: 1 } as const;
  const job =
    quote && (await JobModel.findById(quote.jobId, fields, { session: tx }).lean<QuoteContext['job']>());
  if (!quote || !job) {
    throw new NotFound('request.notFound');
  }
  return { quote, job };
}

const move = (tx: Tx, event: QuoteEvent, change: Transition<Quote>): Promise<Quote> =>
  transition(tx, QuoteModel, quoteWorkflow, event, change);

export interface QuoteEnd {
  readonly quote: Pick<Quote, '_id'>;
  readonly at: Date;
  readonly actor: Actor;
  readonly reason?: string | undefined;
}

/** A live quote is over; its job has been told before. */
export const endQuote = (
  tx: Tx,
  event: 'withdraw' | 'decline' | 'expire',
  { quote, at, actor, reason }: QuoteEnd,
): Promise<Quote> =>
  move(tx, event, {
    id: idOf(quote),
    actor,
    at,
    reason,
    guard: event === 'expire' ? { expiresAt: { $lte: at } } : {},
    set: { isLive: false, needsConfirmation: false, updatedAt: at },
  });

interface Revision {
  readonly actor: UserActor;
  readonly given: GivenRevision;
  readonly figures: SettingsView;
  readonly at: Date;
}

/** Absent stays, null goes, a value is set; what was offered before is kept. */
function revise(tx: Tx, before: Quote, { actor, given, figures, at }: Revision): Promise<Quote> {
  const said = Object.fromEntries(
    TERMS.flatMap((field) => (given[field] === undefined ? [] : [[field, given[field]]])),
  );
  const terms = termsOf({ ...termsOf(before), ...said });
  // What was promised before may have passed meanwhile; only a new promise must lie ahead.
  assertSound(
    given.earliestStart ? terms : { ...terms, ...(terms.earliestStart && { earliestStart: at }) },
    at,
  );
  const gone = TERMS.filter((field) => terms[field] === undefined && before[field] !== undefined);
  return move(tx, 'revise', {
    id: idOf(before),
    actor,
    at,
    guard: { version: before.version },
    set: {
      ...terms,
      version: before.version + 1,
      needsConfirmation: false,
      expiresAt: expiryOf(given, figures, at),
      updatedAt: at,
    },
    unset: gone,
    push: { versions: { ...termsOf(before), version: before.version, at: before.updatedAt } },
  });
}
