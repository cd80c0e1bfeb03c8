import { WithdrawalModel, type Withdrawal } from '../../models/withdrawal.model';
import { EXPONENTS } from '../../config/money';
import { after, minutes } from '../../utils/clock';
import { idOf, type Id } from '../../utils/ids';
import type { Currency } from '../../utils/money';
import { PAYOUT_KINDS } from '../../utils/payoutWords';
import type { SendingDeps } from './sending';

/** By then the news of it has sent it, where it could be sent at all. */
const LEFT_OVER_MS = minutes(5);
const MOST = 200;

/** Sends what still waits though it can be paid out: requested while no provider could, or while something failed; says how many. */
export type SendWaiting = (signal: AbortSignal) => Promise<number>;

/** Makes the look for withdrawals that were left over, the longest waiting first. */
export const makeSendWaiting =
  (deps: SendingDeps, send: (id: Id) => Promise<void>): SendWaiting =>
  async (signal) => {
    let found = 0;
    for (const currency of Object.keys(EXPONENTS) as Currency[]) {
      for (const { _id } of await leftOver(currency, deps)) {
        if (!signal.aborted) {
          found += 1;
          await safely(deps, idOf(_id), send);
        }
      }
    }
    return found;
  };

async function leftOver(
  currency: Currency,
  { clock, payoutGateways }: SendingDeps,
): Promise<Pick<Withdrawal, '_id'>[]> {
  const kinds = PAYOUT_KINDS.filter((kind) => payoutGateways.forPayout(currency, kind) !== undefined);
  if (kinds.length === 0) {
    return [];
  }
  const asked = { status: 'Requested', createdAt: { $lte: after(clock.now(), -LEFT_OVER_MS) } } as const;
  return WithdrawalModel.find({ ...asked, currency, 'destination.kind': { $in: kinds } }, { _id: 1 })
    .sort({ createdAt: 1, _id: 1 })
    .limit(MOST)
    .lean<Pick<Withdrawal, '_id'>[]>()
    .exec();
}

/** One that cannot be sent stays where it is; those behind it are sent. */
async function safely({ logger }: SendingDeps, id: Id, send: (id: Id) => Promise<void>): Promise<void> {
  try {
    await send(id);
  } catch (error) {
    logger.error('a withdrawal that waits could not be sent', { withdrawalId: id, error });
  }
}
