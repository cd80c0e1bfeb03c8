import { SandboxChargeModel, type SandboxCharge } from '../../models/sandboxCharge.model';
import { SandboxTransferModel, type SandboxTransfer } from '../../models/sandboxTransfer.model';
import { inTransaction, type Tx } from '../../utils/transaction';
import { OUTSIDE } from './book';
import { queueNotice } from './notices';

const AT_ONCE = 50;

/** Ends charges whose time is over and refunds and payouts that were to end by now, each with its webhook. */
export async function settleDue(now: Date): Promise<void> {
  for (const state of ['pending', 'challenged'] as const) {
    const over = await SandboxChargeModel.find({ state, expiresAt: { $lte: now } }, { _id: 1 })
      .sort({ expiresAt: 1 })
      .limit(AT_ONCE)
      .lean<SandboxCharge[]>()
      .exec();
    for (const charge of over) {
      await inTransaction((tx) => expire(tx, { ...charge, state }, now), OUTSIDE);
    }
  }
  const due = await SandboxTransferModel.find({ state: 'pending', settlesAt: { $lte: now } })
    .sort({ settlesAt: 1 })
    .limit(AT_ONCE)
    .lean<SandboxTransfer[]>()
    .exec();
  for (const transfer of due) {
    await inTransaction((tx) => settle(tx, transfer, now), OUTSIDE);
  }
}

async function expire(tx: Tx, { _id, state }: Pick<SandboxCharge, '_id' | 'state'>, at: Date): Promise<void> {
  const charge = await SandboxChargeModel.findOneAndUpdate(
    { _id, state },
    { $set: { state: 'expired' } },
    { returnDocument: 'after', session: tx },
  )
    .lean<SandboxCharge>()
    .exec();
  if (charge) {
    await queueNotice(tx, { type: 'charge.expired', ref: charge.paymentId, subject: charge, at });
  }
}

async function settle(tx: Tx, { _id, settlesAs = 'done' }: SandboxTransfer, at: Date): Promise<void> {
  const end = settlesAs === 'done' ? { state: settlesAs } : { state: settlesAs, reason: 'rejected_by_bank' };
  const transfer = await SandboxTransferModel.findOneAndUpdate(
    { _id, state: 'pending' },
    { $set: end },
    { returnDocument: 'after', session: tx },
  )
    .lean<SandboxTransfer>()
    .exec();
  if (!transfer) {
    return;
  }
  if (transfer.state === 'failed' && transfer.paymentId) {
    await SandboxChargeModel.updateOne(
      { paymentId: transfer.paymentId },
      { $inc: { refundableMinor: transfer.amountMinor } },
      { session: tx },
    ).exec();
  }
  const type = `${transfer.kind}.${transfer.state}`;
  await queueNotice(tx, { type, ref: transfer.ref, subject: transfer, at });
}
