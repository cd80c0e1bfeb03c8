import { PaymentModel, type Payment } from '../../models/payment.model';
import { after, days } from '../../utils/clock';
import { idOf } from '../../utils/ids';
import type { PaymentDeps } from './deps';
import { askProvider } from './settling';
import type { TakeWord } from './takeWord';

/** Ended without money as far as we know; a webhook that never came may have said otherwise. */
const ENDED = ['Expired', 'Failed', 'Declined'] as const;
const WINDOW_DAYS = 3;
/** Of each state and run. */
const MOST = 200;

/** Asks the providers about payments that have ended lately, and takes money that came all the same; says how many were asked about. */
export type HearLateWords = (signal?: AbortSignal) => Promise<number>;

/** Makes the last look: what is paid after its time is late money, as if its webhook had come. */
export const makeHearLateWords =
  (deps: PaymentDeps, takeWord: TakeWord): HearLateWords =>
  async (signal) => {
    let asked = 0;
    for (const status of ENDED) {
      for (const payment of await endedLately(status, deps)) {
        if (!signal?.aborted) {
          asked += 1;
          await safely(deps, payment, takeWord);
        }
      }
    }
    return asked;
  };

/** The newest first: what is older was asked about before. */
const endedLately = (status: (typeof ENDED)[number], { clock }: PaymentDeps): Promise<Payment[]> =>
  PaymentModel.find({ status, createdAt: { $gte: after(clock.now(), -days(WINDOW_DAYS)) } })
    .sort({ createdAt: -1 })
    .limit(MOST)
    .lean<Payment[]>()
    .exec();

/** One that fails is asked about again by the next run; those behind it are not kept waiting. */
async function safely(deps: PaymentDeps, payment: Payment, takeWord: TakeWord): Promise<void> {
  try {
    const word = await askProvider(deps, payment);
    if (word?.state === 'captured') {
      await takeWord(payment, word);
    }
  } catch (error) {
    deps.logger.error('late money could not be taken', { paymentId: idOf(payment), error });
  }
}
