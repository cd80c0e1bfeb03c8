import type { WebhookReceipt } from '../../models/webhookReceipt.model';
import { idOf } from '../../utils/ids';

/** What a provider has told us, as staff sees it. */
export const presentWebhook = (receipt: WebhookReceipt): Record<string, unknown> => ({
  id: idOf(receipt),
  _id: idOf(receipt),
  provider: receipt.provider,
  eventId: receipt.eventId,
  type: receipt.type,
  kind: receipt.kind,
  ref: receipt.ref ?? null,
  amount: receipt.amountMinor ?? null,
  currency: receipt.currency ?? null,
  status: receipt.status,
  because: receipt.because ?? null,
  note: receipt.note ?? null,
  at: receipt.at,
  receivedAt: receipt.receivedAt,
  updatedAt: receipt.updatedAt,
});
