import {
  SandboxChargeModel,
  type SandboxCharge,
  type SandboxDelivery,
} from '../../models/sandboxCharge.model';
import type { Clock } from '../../utils/clock';
import { NotFound } from '../../utils/errors';
import { toObjectId, type Id } from '../../utils/ids';
import { inTransaction, type Tx } from '../../utils/transaction';
import { OUTSIDE } from './book';
import { queueNotice } from './notices';

/** What the payer does on the page; `card` names the test card. */
export type PayStep =
  | { readonly action: 'pay'; readonly card: string; readonly delivery: SandboxDelivery }
  | { readonly action: 'cancel' | 'approve' | 'refuse' };

/** A charge after a step. */
export interface Stepped {
  readonly charge: SandboxCharge;
  /** False when the step came too late: the charge had ended before. */
  readonly isNew: boolean;
}

/** The card that always pays, and the one whose bank asks for the 3-D step; any other is declined for the reason it names. */
const GOOD_CARD = 'success';
const CHALLENGED_CARD = 'secure';

/** The charge of a page, its time considered; throws `sandbox.chargeNotFound`. */
export async function getCharge(id: Id, now: Date): Promise<SandboxCharge> {
  const charge = await SandboxChargeModel.findById(toObjectId(id)).lean<SandboxCharge>().exec();
  if (!charge) {
    throw new NotFound('sandbox.chargeNotFound');
  }
  const isOpen = charge.state === 'pending' || charge.state === 'challenged';
  return isOpen && charge.expiresAt <= now ? { ...charge, state: 'expired' } : charge;
}

/** Does one step of the payer's, unless the charge has ended: then it says how it stands and changes nothing. */
export async function takeStep(clock: Clock, id: Id, step: PayStep): Promise<Stepped> {
  const before = await getCharge(id, clock.now());
  const change = changeOf(before, step);
  const moved = change && (await inTransaction((tx) => move(tx, { id, change, at: clock.now() }), OUTSIDE));
  return { charge: moved ?? (await getCharge(id, clock.now())), isNew: Boolean(moved) };
}

type Change = Pick<SandboxCharge, 'state' | 'reason' | 'delivery'> & {
  readonly from: SandboxCharge['state'];
  readonly refundableMinor: number;
};

/** What a step makes of a charge; undefined where it means nothing. */
function changeOf({ state, delivery, amountMinor }: SandboxCharge, step: PayStep): Change | undefined {
  const captured = { state: 'captured', refundableMinor: amountMinor } as const;
  const declined = (reason: string) => ({ state: 'declined', reason, refundableMinor: 0 }) as const;
  if (state === 'pending' && step.action === 'pay') {
    return { from: state, delivery: step.delivery, ...outcomeOf(step.card, captured, declined) };
  }
  if (step.action === 'cancel' && (state === 'pending' || state === 'challenged')) {
    return { from: state, ...declined('other') };
  }
  if (state !== 'challenged' || step.action === 'pay') {
    return undefined;
  }
  const end = step.action === 'approve' ? captured : declined('authentication_failed');
  return { from: state, ...(delivery && { delivery }), ...end };
}

type End = Pick<Change, 'state' | 'reason' | 'refundableMinor'>;

function outcomeOf(card: string, captured: End, declined: (reason: string) => End): End {
  switch (card) {
    case GOOD_CARD:
      return captured;
    case CHALLENGED_CARD:
      return { state: 'challenged', refundableMinor: 0 };
    default:
      return declined(card);
  }
}

interface Move {
  readonly id: Id;
  readonly change: Change;
  readonly at: Date;
}

/** One conditional write: of two taps one pays. */
async function move(tx: Tx, { id, change: { from, ...set }, at }: Move): Promise<SandboxCharge | null> {
  const charge = await SandboxChargeModel.findOneAndUpdate(
    { _id: toObjectId(id), state: from, expiresAt: { $gt: at } },
    { $set: set },
    { returnDocument: 'after', session: tx },
  )
    .lean<SandboxCharge>()
    .exec();
  if (charge && (charge.state === 'captured' || charge.state === 'declined')) {
    await queueNotice(tx, {
      type: `charge.${charge.state}`,
      ref: charge.paymentId,
      subject: charge,
      at,
      delivery: charge.delivery,
    });
  }
  return charge;
}
