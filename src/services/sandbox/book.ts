import { mongo, type Types } from 'mongoose';
import { SandboxChargeModel, type SandboxCharge } from '../../models/sandboxCharge.model';
import { SandboxTransferModel, type SandboxTransfer } from '../../models/sandboxTransfer.model';
import { after, minutes, type Clock } from '../../utils/clock';
import { idOf, newId, toObjectId } from '../../utils/ids';
import { money } from '../../utils/money';
import { inTransaction, type Tx } from '../../utils/transaction';
import type { ChargeRequest, DeclineReason } from '../providers/payments/provider';
import type {
  BookedCharge,
  BookedTransfer,
  SandboxBook,
  TransferOrder,
} from '../providers/payments/sandbox/provider';
import { readTotals } from './totals';

const LATER_MS = minutes(1);

/** The sandbox stands for somebody else's server: a repeated request of ours must not replay what it did. */
export const OUTSIDE = { remember: false } as const;

/** Makes the sandbox gateway's book, which remembers each charge, refund and payout once. */
export const makeSandboxBook = ({ clock }: { readonly clock: Clock }): SandboxBook => ({
  async openCharge(request) {
    const row = await SandboxChargeModel.findOneAndUpdate(
      { paymentId: toObjectId(request.paymentId) },
      { $setOnInsert: newCharge(request, clock.now()) },
      { upsert: true, returnDocument: 'after' },
    )
      .orFail()
      .lean<SandboxCharge>()
      .exec();
    return bookedCharge(row, clock.now());
  },
  async findCharge(paymentId) {
    const row = await SandboxChargeModel.findOne({ paymentId: toObjectId(paymentId) })
      .lean<SandboxCharge>()
      .exec();
    return row && bookedCharge(row, clock.now());
  },
  openTransfer: async (order) => {
    const known = await findTransfer(order);
    return bookedTransfer(known ?? (await addTransfer(order, clock.now())));
  },
  findTransfer: async (kind, ref) => {
    const row = await findTransfer({ kind, ref });
    return row && bookedTransfer(row);
  },
  totals: readTotals,
});

const newCharge = (
  { amount, payer, description, returnUrl, expiresAt }: ChargeRequest,
  createdAt: Date,
): Omit<SandboxCharge, '_id' | 'paymentId'> => ({
  ...amount,
  description,
  payerName: payer.name,
  locale: payer.locale,
  returnUrl,
  expiresAt,
  state: 'pending',
  refundableMinor: 0,
  createdAt,
});

/** What the rest of the world sees of a charge: the 3-D step is the payer's own affair, and time runs out by itself. */
function bookedCharge(row: SandboxCharge, now: Date): BookedCharge {
  const isOpen = row.state === 'pending' || row.state === 'challenged';
  const openState = row.expiresAt <= now ? 'expired' : 'pending';
  return {
    id: idOf(row),
    amount: money(row.amountMinor, row.currency),
    state: isOpen ? openState : (row.state as BookedCharge['state']),
    reason: row.reason as DeclineReason | undefined,
  };
}

const bookedTransfer = (row: SandboxTransfer): BookedTransfer => ({
  id: idOf(row),
  state: row.state,
  reason: row.reason,
});

const findTransfer = ({ kind, ref }: Pick<TransferOrder, 'kind' | 'ref'>): Promise<SandboxTransfer | null> =>
  SandboxTransferModel.findOne({ kind, ref: toObjectId(ref) })
    .lean<SandboxTransfer>()
    .exec();

/** Of two that add the same one, the later one gets the earlier one's. */
async function addTransfer(order: TransferOrder, now: Date): Promise<SandboxTransfer> {
  try {
    return await inTransaction((tx) => writeTransfer(tx, order, now), OUTSIDE);
  } catch (error) {
    const isTaken = error instanceof mongo.MongoServerError && error.code === 11_000;
    const first = isTaken ? await findTransfer(order) : null;
    if (first) {
      return first;
    }
    throw error;
  }
}

async function writeTransfer(tx: Tx, order: TransferOrder, now: Date): Promise<SandboxTransfer> {
  const refusal = await refusalOf(tx, order);
  const row: SandboxTransfer = {
    _id: newId(),
    kind: order.kind,
    ref: toObjectId(order.ref),
    ...(order.paymentId !== undefined && { paymentId: toObjectId(order.paymentId) }),
    ...order.amount,
    ...(refusal === undefined ? startOf(order, now) : { state: 'failed', reason: refusal, settlesAt: now }),
  };
  await SandboxTransferModel.create([row], { session: tx });
  return row;
}

type Start = Pick<SandboxTransfer, 'state' | 'settlesAt' | 'settlesAs'>;

function startOf({ outcome }: TransferOrder, now: Date): Start {
  return outcome === 'laterDone' || outcome === 'laterFailed'
    ? {
        state: 'pending',
        settlesAs: outcome === 'laterDone' ? 'done' : 'failed',
        settlesAt: after(now, LATER_MS),
      }
    : { state: 'done', settlesAt: now };
}

/** Why it fails at once; a refund that does not fail takes its part of the charge. */
async function refusalOf(
  tx: Tx,
  { kind, outcome, paymentId, amount }: TransferOrder,
): Promise<string | undefined> {
  if (outcome === 'failed') {
    return kind === 'refund' ? 'refund_refused' : 'account_closed';
  }
  if (kind === 'refund' && !(paymentId && (await takeBack(tx, toObjectId(paymentId), amount.amountMinor)))) {
    return 'not_refundable';
  }
  return undefined;
}

async function takeBack(tx: Tx, paymentId: Types.ObjectId, amountMinor: number): Promise<boolean> {
  const { modifiedCount } = await SandboxChargeModel.updateOne(
    { paymentId, state: 'captured', refundableMinor: { $gte: amountMinor } },
    { $inc: { refundableMinor: -amountMinor } },
    { session: tx },
  ).exec();
  return modifiedCount === 1;
}
