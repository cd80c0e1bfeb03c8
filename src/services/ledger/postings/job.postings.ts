/** What is held for a job goes to whom it belongs. Pure, one function per fact; amounts are what the acts have computed (rules.md, sections 4 and 6). */
import type { Id } from '../../../utils/ids';
import { add, subtract, type Money } from '../../../utils/money';
import { account } from '../accounts';
import { entry, give, take, type Line, type NewEntry } from '../entry';
import { shareOf } from '../fees';
import { returned, type Return } from './return';

interface Released {
  readonly jobId: Id;
  readonly craftsmanId: Id;
  /** What leaves the hold; our fee is a part of it. */
  readonly gross: Money;
  readonly fee: Money;
}

const released = ({ jobId, craftsmanId, gross, fee }: Released): Line[] => [
  take(account.hold('job', jobId), gross),
  give(account.pending(craftsmanId), subtract(gross, fee)),
  give(account.platform('fees'), fee),
];

/** The job is done: what is held is the craftsman's, less our fee. */
export const escrowReleased = (f: Released): NewEntry =>
  entry({ kind: 'escrow.released', id: f.jobId, refs: { jobId: f.jobId }, lines: released(f) });

/** The client pays a part while the work goes on. */
export const escrowPartlyReleased = ({ releaseId, ...f }: Released & { readonly releaseId: Id }): NewEntry =>
  entry({ kind: 'escrow.partlyReleased', id: releaseId, refs: { jobId: f.jobId }, lines: released(f) });

/** The deposit of a protected cash job pays the fee; the rest of it is the craftsman's. */
export const depositReleased = (f: Released): NewEntry =>
  entry({ kind: 'deposit.released', id: f.jobId, refs: { jobId: f.jobId }, lines: released(f) });

/** The hold period of earnings is over. */
export const earningsMatured = (f: {
  readonly earningId: Id;
  readonly jobId: Id;
  readonly craftsmanId: Id;
  readonly amount: Money;
}): NewEntry =>
  entry({
    kind: 'earnings.matured',
    id: f.earningId,
    refs: { jobId: f.jobId },
    lines: [take(account.pending(f.craftsmanId), f.amount), give(account.available(f.craftsmanId), f.amount)],
  });

interface CancellationShares {
  readonly jobId: Id;
  readonly craftsmanId: Id;
  readonly craftsmanShare: Money;
  readonly platformShare: Money;
}

/** Out of what is held: the fee of the client who cancelled, if any, and all the rest back to him. */
export const cancellationSettled = (
  f: CancellationShares & { readonly held: Money; readonly back: Return },
): NewEntry =>
  entry({
    kind: 'cancellation.settled',
    id: f.jobId,
    refs: { jobId: f.jobId },
    lines: [
      take(account.hold('job', f.jobId), f.held),
      give(account.pending(f.craftsmanId), f.craftsmanShare),
      give(account.platform('penalties'), f.platformShare),
      ...returned(f.back),
    ],
  });

/** Where nothing or too little is held: from the client's wallet, the rest is his debt and the craftsman's claim. */
export function cancellationFeeOwed(
  f: CancellationShares & { readonly clientId: Id; readonly fromAvailable: Money },
): NewEntry {
  const fee = add(f.craftsmanShare, f.platformShare);
  const now = shareOf(f.craftsmanShare, { part: f.fromAvailable, total: fee });
  return entry({
    kind: 'cancellation.feeOwed',
    id: f.jobId,
    refs: { jobId: f.jobId },
    lines: [
      take(account.available(f.clientId), f.fromAvailable),
      take(account.feeDebt(f.clientId), subtract(fee, f.fromAvailable)),
      give(account.available(f.craftsmanId), now),
      give(account.claim(f.craftsmanId), subtract(f.craftsmanShare, now)),
      give(account.platform('penalties'), f.platformShare),
    ],
  });
}
