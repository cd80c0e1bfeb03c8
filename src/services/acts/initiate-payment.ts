import type { Payment } from '../../models/payment.model';
import { UserModel, type User } from '../../models/user.model';
import { Conflict, UpstreamError } from '../../utils/errors';
import { t } from '../../utils/i18n';
import { idOf, toObjectId, type Id } from '../../utils/ids';
import { joinName } from '../../utils/names';
import { WALLET } from '../../utils/paymentWords';
import { inTransaction } from '../../utils/transaction';
import type { UserActor } from '../../utils/types/actor';
import { capture } from '../payments/capture';
import type { PaymentDeps } from '../payments/deps';
import { amountOf } from '../payments/facts';
import { openPayment, type PaymentWish } from '../payments/opening';
import { withoutSecret, withSecret } from '../payments/secrets';
import { makeTakeWord } from '../payments/takeWord';
import type { Word } from '../payments/words';
import type { Payer } from '../providers/payments/provider';

export interface InitiateDeps extends PaymentDeps {
  /** Where the payer's browser goes when the provider is done with it. */
  readonly returnUrlOf: (paymentId: Id) => string;
}

export type InitiatePayment = (actor: UserActor, wish: PaymentWish) => Promise<Payment>;

/**
 * Somebody pays a hired job or into his wallet. The row is there before the provider is asked, outside any transaction and
 * with the row's id as its key: whoever asks again after an outage, or after a lost reply, goes on where the first one was.
 * Out of the wallet it is one transaction. A refused card is 409 with the reason, an outage 502.
 */
export const makeInitiatePayment = (deps: InitiateDeps): InitiatePayment => {
  const takeWord = makeTakeWord(deps);
  return async (actor, wish) => {
    const payment = await inTransaction(async (tx) => {
      const opened = await openPayment(tx, deps, { actor, wish });
      return opened.provider === WALLET && opened.status === 'Creating'
        ? capture(tx, deps, { payment: opened, amount: amountOf(opened), actor })
        : withoutSecret(opened);
    });
    if (payment.status !== 'Creating') {
      return withSecret(payment);
    }
    const answered = await takeWord(payment, await charge(deps, payment, actor));
    assertNotDeclined(answered);
    return withSecret(answered);
  };
};

async function charge(deps: InitiateDeps, payment: Payment, actor: UserActor): Promise<Word> {
  const paymentId = idOf(payment);
  const gateway = deps.gateways.find(payment.provider);
  if (!gateway) {
    throw new Conflict('payment.notAvailable', { pub: { provider: payment.provider } });
  }
  try {
    return await gateway.charge({
      paymentId,
      amount: amountOf(payment),
      payer: await payerOf(actor),
      description: descriptionOf(payment, actor),
      returnUrl: deps.returnUrlOf(paymentId),
      expiresAt: payment.expiresAt,
    });
  } catch (cause) {
    deps.logger.warn('provider did not answer to a charge', {
      paymentId,
      provider: gateway.name,
      error: cause,
    });
    throw new UpstreamError('payment.providerFailed', {
      pub: { paymentId, currentState: payment.status },
      cause,
    });
  }
}

async function payerOf({ id, locale }: UserActor): Promise<Payer> {
  const fields = { firstName: 1, lastName: 1, email: 1, phone: 1 } as const;
  const user = await UserModel.findOne({ _id: toObjectId(id) }, fields)
    .lean<User>()
    .exec();
  return { id, name: joinName(user ?? {}), email: user?.email, phone: user?.phone, locale };
}

const descriptionOf = ({ purpose, title = '' }: Payment, { locale }: UserActor): string =>
  purpose === 'job' ? t(locale, 'message.paymentForJob', { title }) : t(locale, 'message.paymentForWallet');

function assertNotDeclined(payment: Payment): void {
  if (payment.status === 'Declined') {
    throw new Conflict('payment.declined', {
      pub: {
        reason: payment.declineReason ?? 'other',
        paymentId: idOf(payment),
        currentState: payment.status,
      },
    });
  }
}
