/** A quarrel freezes money and a decision moves it. Pure, one function per fact; amounts are what the acts have computed (rules.md, section 5). */
import type { Id } from '../../../utils/ids';
import { add, type Money } from '../../../utils/money';
import { account } from '../accounts';
import { entry, give, take, type NewEntry } from '../entry';
import { returnedLater, type Return } from './return';

interface Disputed {
  readonly disputeId: Id;
  readonly jobId: Id;
  readonly craftsmanId: Id;
}

/** After the release: what the craftsman has been paid for the job is held until the decision, as far as it is there. */
export const earningsFrozen = (
  f: Disputed & { readonly fromPending: Money; readonly fromAvailable: Money },
): NewEntry =>
  entry({
    kind: 'dispute.frozen',
    id: f.disputeId,
    refs: { jobId: f.jobId, disputeId: f.disputeId },
    lines: [
      take(account.pending(f.craftsmanId), f.fromPending),
      take(account.available(f.craftsmanId), f.fromAvailable),
      give(account.hold('dispute', f.disputeId), add(f.fromPending, f.fromAvailable)),
    ],
  });

/** Rework was ordered: what was frozen goes back to where it waits. */
export const earningsThawed = (f: Disputed & { readonly amount: Money }): NewEntry =>
  entry({
    kind: 'dispute.thawed',
    id: f.disputeId,
    refs: { jobId: f.jobId, disputeId: f.disputeId },
    lines: [
      take(account.hold('dispute', f.disputeId), f.amount),
      give(account.pending(f.craftsmanId), f.amount),
    ],
  });

export interface Settlement extends Disputed {
  /** What is held for the job and what the dispute has frozen. */
  readonly fromJob: Money;
  readonly fromFrozen: Money;
  /** To the craftsman's pending, less our fee. */
  readonly toCraftsman: Money;
  /** Our fee on top of what it was; below zero what is given back of it. */
  readonly fee: Money;
  readonly back: Return;
  /** What the client is to get and is no longer there: the craftsman's debt, the client's claim. */
  readonly short: Money;
}

/** The decision, or the offers that met: all that is held goes to whom it belongs, to be had once it can no longer be appealed. */
export const disputeSettled = (f: Settlement): NewEntry =>
  entry({
    kind: 'dispute.settled',
    id: f.disputeId,
    refs: { jobId: f.jobId, disputeId: f.disputeId },
    lines: [
      take(account.hold('job', f.jobId), f.fromJob),
      take(account.hold('dispute', f.disputeId), f.fromFrozen),
      give(account.pending(f.craftsmanId), f.toCraftsman),
      give(account.platform('fees'), f.fee),
      ...returnedLater(f.back),
      take(account.clawbackDebt(f.craftsmanId), f.short),
      give(account.claim(f.back.clientId), f.short),
    ],
  });

export interface AppealSettlement extends Disputed {
  /** What the first decision had put into `pending` and into refunds that wait. */
  readonly was: Return & { readonly toCraftsman: Money };
  readonly toCraftsman: Money;
  /** The change of our fee. */
  readonly fee: Money;
  readonly back: Return;
  /** What the craftsman owes the client more than before; below zero: less. */
  readonly owed: Money;
  /** What he has paid already of what he does not owe any more: the client's debt now. */
  readonly owedBack: Money;
}

/** The decision on appeal: of what the first one paid, what goes to somebody else now. */
export const appealSettled = (f: AppealSettlement): NewEntry =>
  entry({
    kind: 'dispute.appealSettled',
    id: f.disputeId,
    refs: { jobId: f.jobId, disputeId: f.disputeId },
    lines: [
      take(account.pending(f.craftsmanId), f.was.toCraftsman),
      ...returnedLater(f.was).map((line) => take(line.account, line.amount)),
      give(account.pending(f.craftsmanId), f.toCraftsman),
      give(account.platform('fees'), f.fee),
      ...returnedLater(f.back),
      take(account.clawbackDebt(f.craftsmanId), f.owed),
      give(account.claim(f.back.clientId), f.owed),
      take(account.clawbackDebt(f.back.clientId), f.owedBack),
      give(account.claim(f.craftsmanId), f.owedBack),
    ],
  });
