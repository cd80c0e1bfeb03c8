import type { Response } from 'express';
import type { InitiatePayment } from '../services/acts/initiate-payment';
import type { PaymentService } from '../services/payment.service';
import { t } from '../utils/i18n';
import type { Req } from '../utils/input';
import { created, ok } from '../utils/respond';
import type * as schema from '../validators/payment.validator';
import { presentPayment } from './presenters/payment.presenter';

export interface PaymentControllerDeps {
  readonly initiatePayment: InitiatePayment;
  readonly paymentLookup: PaymentService;
}

/** Paying, and how a payment stands. */
export const makePaymentController = ({ initiatePayment, paymentLookup }: PaymentControllerDeps) => ({
  async initiate(req: Req<typeof schema.initiate>, res: Response): Promise<void> {
    const payment = await initiatePayment(req.actor, req.input.body);
    created(res, presentPayment(payment), { message: t(req.locale, 'message.paymentStarted') });
  },

  async topup(req: Req<typeof schema.topup>, res: Response): Promise<void> {
    const payment = await initiatePayment(req.actor, { ...req.input.body, purpose: 'topup' });
    created(res, presentPayment(payment), { message: t(req.locale, 'message.paymentStarted') });
  },

  async getPayment(req: Req<typeof schema.onePayment>, res: Response): Promise<void> {
    ok(res, presentPayment(await paymentLookup.get(req.actor, req.input.params.id)));
  },
});
