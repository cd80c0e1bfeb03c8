/** Money comes in, and goes back to cards. Pure, one function per fact; amounts are what the acts have computed (rules.md, section 4). */
import type { Id } from '../../../utils/ids';
import type { Money } from '../../../utils/money';
import { account } from '../accounts';
import { entry, give, take, type EntryRefs, type NewEntry } from '../entry';
import { returned, type Return } from './return';

interface PaidIn {
  readonly paymentId: Id;
  readonly gateway: string;
  readonly amount: Money;
}

/** A gateway has captured money for a job. */
export const jobFunded = ({ jobId, paymentId, gateway, amount }: PaidIn & { readonly jobId: Id }): NewEntry =>
  entry({
    kind: 'job.funded',
    id: paymentId,
    refs: { jobId, paymentId },
    lines: [take(account.gateway(gateway), amount), give(account.hold('job', jobId), amount)],
  });

/** The client pays a job out of his wallet. */
export const jobFundedFromWallet = (f: {
  readonly jobId: Id;
  readonly paymentId: Id;
  readonly clientId: Id;
  readonly amount: Money;
}): NewEntry =>
  entry({
    kind: 'job.funded',
    id: f.paymentId,
    refs: { jobId: f.jobId, paymentId: f.paymentId },
    lines: [take(account.available(f.clientId), f.amount), give(account.hold('job', f.jobId), f.amount)],
  });

/** To the wallet: a top-up, money that came too late for its hire, or a sum that staff has assigned to its payer. */
export const walletCredited = ({
  why,
  userId,
  jobId,
  paymentId,
  receiptId,
  gateway,
  amount,
}: PaidIn & {
  readonly why: 'toppedUp' | 'late' | 'assigned';
  readonly userId: Id;
  readonly jobId?: Id;
  /** The provider's word that staff has decided about: several may name one payment. */
  readonly receiptId?: Id;
}): NewEntry =>
  entry({
    kind: `payment.${why}`,
    id: receiptId ?? paymentId,
    refs: { paymentId, ...(jobId !== undefined && { jobId }) },
    lines: [take(account.gateway(gateway), amount), give(account.available(userId), amount)],
  });

/** Money that came too late for its hire and goes back the way it came. */
export const lateMoneyReturned = ({
  jobId,
  paymentId,
  gateway,
  amount,
  back,
}: PaidIn & { readonly jobId: Id; readonly back: Return }): NewEntry =>
  entry({
    kind: 'payment.late',
    id: paymentId,
    refs: { paymentId, jobId },
    lines: [take(account.gateway(gateway), amount), ...returned(back)],
  });

interface Refund {
  readonly refundId: Id;
  readonly paymentId: Id;
  readonly jobId?: Id;
  readonly amount: Money;
}

const refundRefs = ({ refundId, paymentId, jobId }: Refund): EntryRefs => ({
  refundId,
  paymentId,
  ...(jobId !== undefined && { jobId }),
});

/** The card has its money back. */
export const refundPaid = (f: Refund & { readonly gateway: string }): NewEntry =>
  entry({
    kind: 'refund.paid',
    id: f.refundId,
    refs: refundRefs(f),
    lines: [take(account.hold('refund', f.refundId), f.amount), give(account.gateway(f.gateway), f.amount)],
  });

/** The card does not take it: the money goes to the wallet. */
export const refundToWallet = (f: Refund & { readonly clientId: Id }): NewEntry =>
  entry({
    kind: 'refund.toWallet',
    id: f.refundId,
    refs: refundRefs(f),
    lines: [
      take(account.hold('refund', f.refundId), f.amount),
      give(account.available(f.clientId), f.amount),
    ],
  });

/** The bank sent a refund back that was done: the money is at the gateway again, and the client's. */
export const refundBounced = (f: Refund & { readonly gateway: string; readonly clientId: Id }): NewEntry =>
  entry({
    kind: 'refund.bounced',
    id: f.refundId,
    refs: refundRefs(f),
    lines: [take(account.gateway(f.gateway), f.amount), give(account.available(f.clientId), f.amount)],
  });
