import type { Payment } from '../../src/models/payment.model';
import { idOf, newToken } from '../../src/utils/ids';
import { stampSignature } from '../../src/utils/stampedSignature';
import type { TestApp } from '../helpers/app';
import type { CrashRequest } from '../helpers/crash';

/** The sandbox tells that a payment was paid; signed, so that any server with the app's keys believes it. */
export function paidWebhook(
  { container }: Pick<TestApp, 'container'>,
  payment: Pick<Payment, '_id' | 'amountMinor' | 'currency' | 'providerRef'>,
): CrashRequest {
  const { amountMinor, currency, providerRef } = payment;
  const now = new Date();
  const body = {
    id: newToken(12),
    type: 'charge.captured',
    createdAt: now.toISOString(),
    data: { ref: idOf(payment), providerRef, amountMinor, currency },
  };
  const raw = Buffer.from(JSON.stringify(body));
  const signature = stampSignature(container.keys.sandboxWebhook, raw, now);
  return {
    method: 'POST',
    path: '/api/payments/webhook/sandbox',
    body,
    headers: { 'sandbox-signature': signature },
  };
}
