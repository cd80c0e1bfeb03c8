import { WithdrawalModel, type Withdrawal } from '../../models/withdrawal.model';
import { idOf, toObjectId, type Id } from '../../utils/ids';
import { money } from '../../utils/money';
import type { Clock } from '../../utils/clock';
import type { Tx } from '../../utils/transaction';
import type { Actor } from '../../utils/types/actor';
import type { Ledger } from '../ledger/ledger.service';
import { withdrawalPaid, withdrawalReturned } from '../ledger/postings/withdrawal.postings';
import type { WithdrawalFact } from '../outbox/events/withdrawal.events';
import type { Outbox } from '../outbox/outbox.service';
import { withdrawalWorkflow } from '../workflows/withdrawal.workflow';
import { transition, type Transition } from '../workflows/workflow';

export interface MoveDeps {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly outbox: Outbox;
}

/** What of a withdrawal its events say. */
export const factOf = ({ _id, userId, amountMinor, currency }: Withdrawal): WithdrawalFact => ({
  withdrawalId: idOf(_id),
  userId: idOf(userId),
  amountMinor,
  currency,
});

/** What of it its postings need. */
export const postedOf = ({ _id, userId, amountMinor, currency }: Withdrawal) => ({
  withdrawalId: idOf(_id),
  userId: idOf(userId),
  amount: money(amountMinor, currency),
});

export interface Payment {
  readonly id: Id;
  readonly actor: Actor;
  readonly event: 'pay' | 'payByHand';
  readonly gateway: string;
  readonly providerRef?: string | undefined;
  readonly reference?: string | undefined;
}

/** The money has arrived: state, ledger and news in one step. */
export async function markPaid(
  tx: Tx,
  { id, actor, event, gateway, providerRef, reference }: Payment,
  { clock, ledger, outbox }: MoveDeps,
): Promise<Withdrawal> {
  const at = clock.now();
  const withdrawal = await transition(tx, WithdrawalModel, withdrawalWorkflow, event, {
    id,
    actor,
    at,
    set: { gateway, providerRef, reference, endedAt: at, updatedAt: at },
    unset: ['lookAt'],
  });
  await ledger.post(tx, withdrawalPaid({ ...postedOf(withdrawal), gateway }), { actor });
  await outbox.record(tx, 'withdrawal.paid', { ...factOf(withdrawal), gateway }, { actor });
  return withdrawal;
}

export interface Return {
  readonly id: Id;
  readonly actor: Actor;
  readonly where?: Transition<Withdrawal>['where'];
}

/** It did not go through: the money is in the wallet again, and its owner is told why. */
export async function markFailed(
  tx: Tx,
  { event, reason, ...order }: Return & { readonly event: 'fail' | 'refuse'; readonly reason: string },
  deps: MoveDeps,
): Promise<Withdrawal> {
  const withdrawal = await giveBack(tx, { ...order, event, reason }, deps);
  await deps.outbox.record(
    tx,
    'withdrawal.failed',
    { ...factOf(withdrawal), reason },
    { actor: order.actor },
  );
  return withdrawal;
}

/** Its owner has thought better of it. */
export async function markCancelled(tx: Tx, order: Return, deps: MoveDeps): Promise<Withdrawal> {
  const withdrawal = await giveBack(tx, { ...order, event: 'cancel' }, deps);
  await deps.outbox.record(tx, 'withdrawal.cancelled', factOf(withdrawal), { actor: order.actor });
  return withdrawal;
}

type GivingBack = Return & {
  readonly event: 'fail' | 'refuse' | 'cancel';
  readonly reason?: string;
};

async function giveBack(
  tx: Tx,
  { id, actor, where, event, reason }: GivingBack,
  { clock, ledger }: MoveDeps,
): Promise<Withdrawal> {
  const at = clock.now();
  const withdrawal = await transition(tx, WithdrawalModel, withdrawalWorkflow, event, {
    id,
    actor,
    at,
    ...(where && { where }),
    set: { reason, endedAt: at, updatedAt: at },
    unset: ['lookAt'],
    reason,
  });
  await ledger.post(tx, withdrawalReturned(postedOf(withdrawal)), { actor });
  return withdrawal;
}

/** The filter of one's own. */
export const ownedBy = ({ id }: { readonly id: Id }) => ({ userId: toObjectId(id) });
