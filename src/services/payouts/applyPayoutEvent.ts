import { WithdrawalModel, type Withdrawal } from '../../models/withdrawal.model';
import { toObjectId } from '../../utils/ids';
import type { Tx } from '../../utils/transaction';
import { systemActor } from '../../utils/types/actor';
import type { ProviderEvent } from '../providers/payments/provider';
import { markFailed, markPaid, type MoveDeps } from '../withdrawals/moves';

export type PayoutEvent = ProviderEvent & { readonly kind: 'payout.done' | 'payout.failed' };

/** `applied`, `already` when it says what is known, or why it cannot be so: that is for staff. */
export type PayoutOutcome =
  { readonly outcome: 'applied' | 'already' } | { readonly outcome: 'mismatch'; readonly reason: string };

export type ApplyPayoutEvent = (
  tx: Tx,
  told: { readonly gateway: string; readonly event: PayoutEvent },
) => Promise<PayoutOutcome>;

const IS_ID = /^[0-9a-f]{24}$/;

/** What a provider tells of a payout reaches its withdrawal: any number of times and in any order, with the same end. */
export const makeApplyPayoutEvent =
  (deps: MoveDeps): ApplyPayoutEvent =>
  async (tx, { gateway, event }) => {
    const withdrawal = IS_ID.test(event.ref) ? await read(tx, event) : null;
    if (!withdrawal || withdrawal.gateway !== gateway) {
      return mismatch('no such withdrawal at this provider');
    }
    if (event.kind === 'payout.done' && !isSameAmount(withdrawal, event)) {
      return mismatch('another amount or currency');
    }
    if (withdrawal.status === (event.kind === 'payout.done' ? 'Paid' : 'Failed')) {
      return { outcome: 'already' };
    }
    if (withdrawal.status !== 'Processing') {
      return mismatch(`the withdrawal is ${withdrawal.status}`);
    }
    const order = { id: event.ref, actor: systemActor } as const;
    if (event.kind === 'payout.done') {
      await markPaid(tx, { ...order, event: 'pay', gateway, providerRef: event.providerRef }, deps);
    } else {
      await markFailed(tx, { ...order, event: 'fail', reason: event.reason }, deps);
    }
    return { outcome: 'applied' };
  };

const mismatch = (reason: string): PayoutOutcome => ({ outcome: 'mismatch', reason });

const read = (tx: Tx, { ref }: PayoutEvent): Promise<Withdrawal | null> =>
  WithdrawalModel.findOne({ _id: toObjectId(ref) }, null, { session: tx })
    .lean<Withdrawal>()
    .exec();

const isSameAmount = (
  { amountMinor, currency }: Withdrawal,
  { amount }: PayoutEvent & { readonly kind: 'payout.done' },
): boolean => amount.amountMinor === amountMinor && amount.currency === currency;
