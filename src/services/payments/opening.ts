import { JobModel, type Job } from '../../models/job.model';
import { PaymentModel, type Payment } from '../../models/payment.model';
import { after, hours, minutes } from '../../utils/clock';
import { BadRequest, Conflict, NotFound } from '../../utils/errors';
import { t } from '../../utils/i18n';
import { idOf, newId, toObjectId, type Id } from '../../utils/ids';
import { money, type Money } from '../../utils/money';
import { WALLET, type PaymentFlow, type PaymentPurpose, type WayOfPaying } from '../../utils/paymentWords';
import type { Tx } from '../../utils/transaction';
import type { UserActor } from '../../utils/types/actor';
import { contextOf, figuresOf, refusalOf } from '../jobs/running';
import { paymentWorkflow } from '../workflows/payment.workflow';
import { beginningOf } from '../workflows/workflow';
import type { PaymentDeps } from './deps';
import { paymentFact } from './facts';
import { stillDue } from './funding';
import type { PaymentGateways } from '../providers/payments/provider';

export interface PaymentWish {
  readonly purpose: PaymentPurpose;
  /** The hired job that is paid. */
  readonly jobId?: Id | undefined;
  /** In minor units; of a top-up only, all other amounts come from our own records. */
  readonly amount?: number | undefined;
  /** Absent: the usual one. */
  readonly provider?: WayOfPaying | undefined;
}

/** A way of paying that is there. */
export interface Way {
  readonly provider: WayOfPaying;
  readonly flow: PaymentFlow;
}

interface Asked {
  readonly actor: UserActor;
  readonly wish: PaymentWish;
}

/** The payment for which the payer asks: the live one as it stands, else a new row. Nobody outside is asked yet. */
export async function openPayment(tx: Tx, deps: PaymentDeps, asked: Asked): Promise<Payment> {
  const needed = asked.wish.purpose === 'job' ? 'jobId' : 'amount';
  if (asked.wish[needed] === undefined) {
    const message = t(asked.actor.locale, 'message.isRequiredHere', { field: needed });
    throw new BadRequest('request.invalid', { pub: { errors: [{ field: needed, message }] } });
  }
  return needed === 'jobId' ? openForJob(tx, deps, asked) : openTopup(tx, deps, asked);
}

/**
 * The job is written, too: two who ask at once meet there, and so does whoever lapses or cancels the hire meanwhile. With
 * a reference code there is more time.
 */
async function openForJob(tx: Tx, deps: PaymentDeps, { actor, wish }: Asked): Promise<Payment> {
  const at = deps.clock.now();
  const job = await getOwnJob(tx, actor, wish);
  const figures = await figuresOf(job, deps.settings);
  const refusal = refusalOf('pay', { actor, job, ctx: contextOf(figures, at) });
  if (refusal) {
    throw refusal;
  }
  const amount = stillDue(job);
  const way = chooseWay(deps.gateways, wish, amount);
  const lapsesAt = later(job.lapsesAt, {
    flow: way.flow,
    until: job.contract && after(job.contract.hiredAt, hours(figures.get('job.hireLapseReferenceHours'))),
  });
  await JobModel.updateOne(
    { _id: job._id },
    { $set: { updatedAt: at, ...(lapsesAt && { lapsesAt }) }, $inc: { revision: 1 } },
    { session: tx },
  );
  const { title, contract } = job;
  const topic = { liveKey: `job:${idOf(job)}`, amount, way, at, quoteId: contract?.quoteId };
  const live = await liveOne(tx, topic);
  const expiresAt = lapsesAt ?? after(at, hours(figures.get('job.hireLapseReferenceHours')));
  const subject = { type: 'job', id: job._id } as const;
  const about = { ...topic, expiresAt, subject, title };
  return live ?? insert(tx, deps, { actor, about });
}

async function getOwnJob(tx: Tx, actor: UserActor, { jobId }: PaymentWish): Promise<Job> {
  const job = await JobModel.findOne({ _id: toObjectId(jobId ?? ''), clientId: toObjectId(actor.id) }, null, {
    session: tx,
  })
    .lean<Job>()
    .exec();
  if (!job) {
    throw new NotFound('request.notFound');
  }
  return job;
}

/** A hire never lapses earlier than before. */
function later(
  lapsesAt: Date | undefined,
  { flow, until }: { readonly flow: PaymentFlow; readonly until: Date | undefined },
): Date | undefined {
  return lapsesAt && until && flow === 'referenceCode' && until > lapsesAt ? until : lapsesAt;
}

/** The provider that the payer names, the usual one, or his own money; 409 when there is none for this. */
function chooseWay(gateways: PaymentGateways, { provider, purpose }: PaymentWish, { currency }: Money): Way {
  if (provider === WALLET && purpose === 'job') {
    return { provider: WALLET, flow: WALLET };
  }
  const gateway =
    provider === undefined
      ? gateways.all.find(({ currencies }) => currencies.includes(currency))
      : gateways.find(provider);
  if (!gateway?.currencies.includes(currency)) {
    throw new Conflict('payment.notAvailable', { pub: { provider: provider ?? null } });
  }
  return { provider: gateway.name, flow: gateway.can.flow };
}

interface Topic {
  readonly liveKey: string;
  readonly amount: Money;
  readonly way: Way;
  readonly at: Date;
  /** The hire. */
  readonly quoteId: Payment['quoteId'];
}

/** The one that is under way, when it is the same; another one is no longer waited for, though its money may still come. */
async function liveOne(tx: Tx, topic: Topic): Promise<Payment | undefined> {
  const { liveKey } = topic;
  const live = await PaymentModel.findOne({ liveKey }, null, { session: tx }).lean<Payment>().exec();
  if (live && isFor(live, topic)) {
    return live;
  }
  if (live) {
    await PaymentModel.updateOne({ _id: live._id }, { $unset: { liveKey: 1 } }, { session: tx });
  }
  return undefined;
}

const isFor = (live: Payment, { amount, way, at, quoteId }: Topic): boolean =>
  live.provider === way.provider &&
  live.amountMinor === amount.amountMinor &&
  String(live.quoteId) === String(quoteId) &&
  live.expiresAt > at;

async function openTopup(tx: Tx, deps: PaymentDeps, { actor, wish }: Asked): Promise<Payment> {
  const at = deps.clock.now();
  const figures = await deps.settings.current();
  const amount = money(wish.amount ?? 0, figures.get('market.currency'));
  const [min, max] = [figures.get('topup.minMinor'), figures.get('topup.maxMinor')];
  if (amount.amountMinor < min || amount.amountMinor > max) {
    throw new BadRequest('payment.outOfRange', { pub: { min, max, currency: amount.currency } });
  }
  const way = chooseWay(deps.gateways, wish, amount);
  const expiresAt = after(at, hours(figures.get('topup.expiryHours')));
  const subject = { type: 'wallet', id: toObjectId(actor.id) } as const;
  return insert(tx, deps, { actor, about: { amount, way, at, expiresAt, subject } });
}

interface About {
  readonly subject: Payment['subject'];
  readonly amount: Money;
  readonly way: Way;
  readonly at: Date;
  readonly expiresAt: Date;
  readonly liveKey?: string;
  readonly title?: string;
  readonly quoteId?: Payment['quoteId'];
}

async function insert(
  tx: Tx,
  { outbox, settings }: PaymentDeps,
  { actor, about }: { readonly actor: UserActor; readonly about: About },
): Promise<Payment> {
  const { subject, amount, way, at, expiresAt, liveKey, title, quoteId } = about;
  const wait = minutes((await settings.current()).get('payment.lookUpMinutes'));
  const payment: Payment = {
    _id: newId(),
    ...beginningOf(paymentWorkflow, { actor, at }),
    userId: toObjectId(actor.id),
    purpose: subject.type === 'job' ? 'job' : 'topup',
    subject,
    ...(quoteId && { quoteId }),
    ...(title !== undefined && { title }),
    ...way,
    ...amount,
    ...(liveKey !== undefined && { liveKey }),
    expiresAt,
    lookUpAt: after(at, wait),
    toJobMinor: 0,
    returnedMinor: 0,
    createdAt: at,
    updatedAt: at,
  };
  await PaymentModel.create([payment], { session: tx });
  await outbox.record(tx, 'payment.started', paymentFact(payment), { actor });
  return payment;
}
