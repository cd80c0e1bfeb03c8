import { JobModel, type Job } from '../../models/job.model';
import type { Quote } from '../../models/quote.model';
import type { Clock } from '../../utils/clock';
import { NotFound } from '../../utils/errors';
import { idOf, toObjectId, type Id } from '../../utils/ids';
import { inTransaction, type Tx } from '../../utils/transaction';
import type { UserActor } from '../../utils/types/actor';
import { debtStateOf } from '../debts/debtState';
import type { EventMap } from '../outbox/events';
import type { NewFact, Outbox } from '../outbox/outbox.service';
import type { Person } from '../person.service';
import { mayBeHired, quotePolicy } from '../policies/quote.policy';
import { offerFact, quoteFact } from '../quotes/facts';
import { closeAtHire, closingFacts, type Rest } from '../quotes/hireClosing';
import { NOBODY_WAITS, termsAtHire, type HireTerms } from '../quotes/hireTerms';
import { refusal } from '../quotes/jobCounts';
import { readOffers, type Offers } from '../quotes/offers';
import { scheduleOf } from '../quotes/terms';
import type { SettingService } from '../setting.service';
import type { SettingsView } from '../settings/view';
import { jobWorkflow } from '../workflows/job.workflow';
import { transition } from '../workflows/workflow';

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
 * The owner hires a craftsman for his quote: the contract is fixed. Where nothing has to be paid first the hire is firm:
 * the other quotes are declined, open invitations expire, everybody concerned is told; else all that waits for the
 * payment. One transaction of five round trips at most; of two at once one wins.
 */
export const makeAcceptQuote =
  ({ clock, outbox, settings }: AcceptQuoteDeps): AcceptQuote =>
  async (actor, given) => {
    const figures = await settings.current();
    return inTransaction(async (tx) => {
      const at = clock.now();
      const offers = await readOffers(tx, actor, given);
      const blocksCash = await owesTooMuch(tx, offers, { now: at, figures });
      const order = { actor, at, blocksCash, version: given.version, quoteId: given.quoteId };
      const { quote, craftsman } = assertAcceptable(offers, order);
      const terms = termsAtHire(offers.job, quote, { figures, at });
      const job = await hire(tx, order, { offers, quote, terms });
      const rest = terms.firmAt ? restOf(offers, quote) : NOBODY;
      await closeAtHire(tx, { at, accepted: { quote, actor }, ...rest });
      await outbox.recordMany(tx, [acceptedFact(job, quote), ...closingFacts(job, rest)], { actor });
      return { job, quote: { ...quote, status: 'Accepted', isLive: false, updatedAt: at }, craftsman };
    });
  };

/** Until the hire is firm nobody else hears of it. */
const NOBODY: Rest = { quotes: [], invitations: [] };

const restOf = ({ quotes, invitations }: Offers, { _id: accepted }: Quote): Rest => ({
  quotes: quotes.filter(({ isLive, _id }) => isLive && !_id.equals(accepted)),
  invitations,
});

/** Whether what the craftsman owes keeps him from this job; most owe nothing, and cost no look. */
const owesTooMuch = async (
  tx: Tx,
  { job, craftsman }: Offers,
  when: { readonly now: Date; readonly figures: SettingsView },
): Promise<boolean> =>
  job.paymentType === 'Cash' &&
  craftsman?.openFees !== undefined &&
  craftsman.openFees > 0 &&
  (await debtStateOf(idOf(craftsman), { ...when, tx })).blocksCash;

interface Order {
  readonly actor: UserActor;
  readonly at: Date;
  readonly blocksCash: boolean;
  readonly quoteId: Id;
  readonly version: number | undefined;
}

/** The quote that is to be accepted, with its craftsman; throws the reason why it cannot be. */
function assertAcceptable(
  { job, quotes, craftsman }: Offers,
  { actor, at, blocksCash, quoteId, version }: Order,
): { quote: Quote; craftsman: Person } {
  const quote = quotes.find((one) => idOf(one) === quoteId);
  if (!quote) {
    throw new NotFound('request.notFound');
  }
  const isCraftsmanAvailable = mayBeHired(craftsman, job, { now: at, blocksCash });
  const verdict = quotePolicy.accept(actor, quote, { now: at, job, version, isCraftsmanAvailable });
  if (verdict !== true) {
    const more = verdict === 'quote.versionChanged' ? { currentVersion: quote.version } : {};
    throw refusal(verdict, job.isOpen ? quote.status : job.status, more);
  }
  return { quote, craftsman: craftsman ?? { _id: quote.craftsmanId } };
}

interface Deal {
  readonly offers: Offers;
  readonly quote: Quote;
  readonly terms: HireTerms;
}

/** What stands besides the terms: where the hire is firm, nobody else is waited for. */
const hire = (tx: Tx, { actor, at }: Order, { offers, quote, terms }: Deal): Promise<Job> =>
  transition(tx, JobModel, jobWorkflow, 'hire', {
    id: idOf(offers.job),
    actor,
    at,
    where: { clientId: toObjectId(actor.id) },
    guard: { paymentType: offers.job.paymentType, revision: offers.job.revision },
    set: {
      ...scheduleOf(quote, offers.job),
      ...terms,
      isOpen: false,
      craftsmanId: quote.craftsmanId,
      listPrice: quote.price,
      ...(terms.firmAt ? NOBODY_WAITS : { quoteCount: offers.job.quoteCount - 1 }),
      updatedAt: at,
    },
    inc: { revision: 1, ...(!terms.firmAt && !quote.isInvited && { cappedQuoteCount: -1 }) },
  });

/** What the craftsman, and with him everybody who follows the job, is told. */
const acceptedFact = (job: Job, quote: Quote): NewFact<EventMap> => ({
  event: 'quote.accepted',
  data: {
    ...quoteFact(quote, job),
    ...offerFact(quote),
    isFirm: job.firmAt !== undefined,
    ...(job.scheduledAt && { scheduledAt: job.scheduledAt.toISOString() }),
  },
});
