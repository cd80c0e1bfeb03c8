import { InvitationModel, type Invitation } from '../../models/invitation.model';
import { JobModel, type Contract, type Job } from '../../models/job.model';
import { QuoteModel, type Quote } from '../../models/quote.model';
import type { Clock } from '../../utils/clock';
import { NotFound } from '../../utils/errors';
import { idOf, toObjectId, type Id } from '../../utils/ids';
import { inTransaction, type Tx } from '../../utils/transaction';
import { systemActor, type UserActor } from '../../utils/types/actor';
import type { EventMap } from '../outbox/events';
import type { NewFact, Outbox } from '../outbox/outbox.service';
import type { Person } from '../person.service';
import { isHireable, quotePolicy } from '../policies/quote.policy';
import { invitationFact, offerFact, quoteFact } from '../quotes/facts';
import { refusal } from '../quotes/jobCounts';
import { readOffers, type Offers } from '../quotes/offers';
import { scheduleOf } from '../quotes/terms';
import type { SettingService } from '../setting.service';
import type { SettingsView } from '../settings/view';
import { invitationWorkflow } from '../workflows/invitation.workflow';
import { jobWorkflow } from '../workflows/job.workflow';
import { quoteWorkflow } from '../workflows/quote.workflow';
import { transition, transitionSeen } from '../workflows/workflow';

export interface AcceptQuoteDeps {
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly settings: Pick<SettingService, 'current'>;
}

export interface Acceptance {
  readonly jobId: Id;
  readonly quoteId: Id;
  /** The one that the owner saw; absent: the live one. */
  readonly version?: number | undefined;
}

/** The job and the quote as they are after the hire, and who was hired. */
export interface Hire {
  readonly job: Job;
  /** Without its history. */
  readonly quote: Omit<Quote, 'history'>;
  readonly craftsman: Person;
}

export type AcceptQuote = (actor: UserActor, given: Acceptance) => Promise<Hire>;

/**
 * The owner hires a craftsman for his quote: the contract is fixed, the other quotes are declined, open invitations
 * expire, everybody concerned is told. One transaction of five round trips; of two at once one wins.
 */
export const makeAcceptQuote =
  ({ clock, outbox, settings }: AcceptQuoteDeps): AcceptQuote =>
  async (actor, given) => {
    const figures = await settings.current();
    return inTransaction(async (tx) => {
      const at = clock.now();
      const offers = await readOffers(tx, actor, given);
      const order = { actor, at, version: given.version, quoteId: given.quoteId };
      const { quote, craftsman } = assertAcceptable(offers, order);
      const job = await hire(tx, order, {
        offers,
        quote,
        contract: contractOf(offers.job, quote, { figures, at }),
      });
      const others = offers.quotes.filter(({ isLive, _id }) => isLive && !_id.equals(quote._id));
      await closeQuotes(tx, order, { quote, others });
      await closeInvitations(tx, order, offers.invitations);
      await outbox.recordMany(tx, factsOf(job, quote, { others, invitations: offers.invitations }), {
        actor,
      });
      return { job, quote: { ...quote, status: 'Accepted', isLive: false, updatedAt: at }, craftsman };
    });
  };

interface Order {
  readonly actor: UserActor;
  readonly at: Date;
  readonly quoteId: Id;
  readonly version: number | undefined;
}

/** The quote that is to be accepted, with its craftsman; throws the reason why it cannot be. */
function assertAcceptable(
  { job, quotes, craftsman }: Offers,
  { actor, at, quoteId, version }: Order,
): { quote: Quote; craftsman: Person } {
  const quote = quotes.find((one) => idOf(one) === quoteId);
  if (!quote) {
    throw new NotFound('request.notFound');
  }
  const isCraftsmanAvailable = craftsman !== undefined && isHireable(craftsman, at);
  const verdict = quotePolicy.accept(actor, quote, { now: at, job, version, isCraftsmanAvailable });
  if (verdict !== true) {
    const more = verdict === 'quote.versionChanged' ? { currentVersion: quote.version } : {};
    throw refusal(verdict, job.isOpen ? quote.status : job.status, more);
  }
  return { quote, craftsman: craftsman ?? { _id: quote.craftsmanId } };
}

/** Price, fee rule and the version of the settings as they are now: nothing that changes later reaches this job. */
function contractOf(
  { serviceId }: Job,
  quote: Quote,
  { figures, at }: { readonly figures: SettingsView; readonly at: Date },
): Contract {
  const scope = { serviceId: idOf(serviceId) };
  return {
    quoteId: quote._id,
    quoteVersion: quote.version,
    price: quote.price,
    settingsVersion: figures.version,
    feeRule: {
      bps: figures.get('fee.bps', scope),
      min: figures.get('fee.min', scope),
      max: figures.get('fee.max', scope),
      waivedJobs: figures.get('fee.waivedJobs', scope),
    },
    hiredAt: at,
  };
}

interface Deal {
  readonly offers: Offers;
  readonly quote: Quote;
  readonly contract: Contract;
}

/** Cash is firm at once. */
const hire = (tx: Tx, { actor, at }: Order, { offers, quote, contract }: Deal): Promise<Job> =>
  transition(tx, JobModel, jobWorkflow, 'hire', {
    id: idOf(offers.job),
    actor,
    at,
    where: { clientId: toObjectId(actor.id) },
    guard: { paymentType: 'Cash', revision: offers.job.revision },
    set: {
      ...scheduleOf(quote, offers.job),
      isOpen: false,
      craftsmanId: quote.craftsmanId,
      contract,
      money: { price: quote.price, due: 0, funded: 0, held: 0, released: 0, fee: 0 },
      firmAt: at,
      listPrice: quote.price,
      quoteCount: 0,
      cappedQuoteCount: 0,
      pendingInvitationCount: 0,
      updatedAt: at,
    },
    inc: { revision: 1 },
  });

interface Settled {
  readonly quote: Quote;
  readonly others: readonly Quote[];
}

const closeQuotes = (tx: Tx, { actor, at }: Order, { quote, others }: Settled): Promise<void> =>
  transitionSeen(tx, QuoteModel, quoteWorkflow, [
    { event: 'accept', ids: [quote._id], actor, at, set: { isLive: false, updatedAt: at } },
    {
      event: 'decline',
      ids: others.map(({ _id }) => _id),
      actor: systemActor,
      at,
      set: { isLive: false, needsConfirmation: false, updatedAt: at },
      reason: 'hired',
    },
  ]);

const closeInvitations = (tx: Tx, { at }: Order, invitations: readonly Invitation[]): Promise<void> =>
  transitionSeen(tx, InvitationModel, invitationWorkflow, [
    {
      event: 'expire',
      ids: invitations.map(({ _id }) => _id),
      actor: systemActor,
      at,
      set: { isPending: false, updatedAt: at },
      reason: 'hired',
    },
  ]);

/** One fact for each person concerned. */
function factsOf(
  job: Job,
  quote: Quote,
  { others, invitations }: { readonly others: readonly Quote[]; readonly invitations: readonly Invitation[] },
): NewFact<EventMap>[] {
  const accepted = {
    ...quoteFact(quote, job),
    ...offerFact(quote),
    isFirm: job.firmAt !== undefined,
    ...(job.scheduledAt && { scheduledAt: job.scheduledAt.toISOString() }),
  };
  const why = 'hired' as const;
  return [
    { event: 'quote.accepted', data: accepted },
    ...others.map((one) => ({ event: 'quote.declined', data: { ...quoteFact(one, job), why } }) as const),
    ...invitations.map(
      (one) => ({ event: 'invitation.expired', data: { ...invitationFact(one, job), why } }) as const,
    ),
  ];
}
