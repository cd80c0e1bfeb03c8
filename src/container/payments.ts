import { makeInitiatePayment } from '../services/acts/initiate-payment';
import { makeNoteFunding } from '../services/changeOrders/funding';
import { makeDebts } from '../services/debts/debts';
import { makeEarnings } from '../services/earnings/earnings';
import { isNewPayee } from '../services/payouts/newPayee';
import { makePaymentService } from '../services/payment.service';
import type { PaymentDeps } from '../services/payments/deps';
import { makeReconciliation } from '../services/payments/reconciliation';
import { makeRefunds } from '../services/payments/refunds';
import { makePlanReturn } from '../services/payments/returns';
import { makeSettlePayments } from '../services/payments/settling';
import { makeWebhookService } from '../services/webhook.service';
import { publicUrlOf, type Core } from './core';
import type { GatewayServices } from './gateways';
import type { Wallet } from './wallet';

/** Money on its way in and back. */
export type Payments = ReturnType<typeof makePayments>;

/** Makes payments, refunds, webhooks, and what looks after them. */
export function makePayments(core: Core & GatewayServices & Wallet) {
  const earnings = makeEarnings({ ...core, isNewPayee });
  const debts = makeDebts({ ...core, earnings });
  const noteFunding = makeNoteFunding(core);
  const deps: PaymentDeps = { ...core, debts, noteFunding };
  const publicUrl = publicUrlOf(core.config);
  const refunds = makeRefunds(deps);
  return {
    earnings,
    debts,
    noteFunding,
    initiatePayment: makeInitiatePayment({ ...deps, returnUrlOf: (id) => `${publicUrl}/payments/${id}` }),
    paymentLookup: makePaymentService(),
    webhooks: makeWebhookService({ ...deps, applyPayoutEvent: core.applyPayoutEvent }),
    planReturn: makePlanReturn(deps),
    refunds,
    settlePayments: makeSettlePayments({ ...deps, refunds }),
    reconciliation: makeReconciliation(deps),
  };
}
