import { FindingModel, type Finding } from '../../models/finding.model';
import { WebhookReceiptModel, type WebhookReceipt } from '../../models/webhookReceipt.model';
import { idOf } from '../../utils/ids';
import type { InboxSource } from './source';

/** What a provider said about money that does not fit what we know. */
export const parkedWebhookSource: InboxSource = {
  kind: 'parkedWebhook',
  right: 'webhooks.manage',
  async list(limit) {
    const parked = await WebhookReceiptModel.find({ status: 'Parked' })
      .sort({ receivedAt: 1, _id: 1 })
      .limit(limit)
      .lean<WebhookReceipt[]>()
      .exec();
    return parked.map((receipt) => ({
      kind: 'parkedWebhook',
      id: idOf(receipt),
      since: receipt.receivedAt,
      facts: {
        provider: receipt.provider,
        type: receipt.type,
        because: receipt.because ?? null,
        amount: receipt.amountMinor ?? null,
        currency: receipt.currency ?? null,
      },
    }));
  },
};

/** What the reconciliation has found and what is still so. */
export const findingSource: InboxSource = {
  kind: 'finding',
  right: 'money.manage',
  async list(limit) {
    const open = await FindingModel.find({ openKey: { $exists: true } })
      .sort({ since: 1, _id: 1 })
      .limit(limit)
      .lean<Finding[]>()
      .exec();
    return open.map(({ _id, kind, subject, since, facts }) => ({
      kind: 'finding',
      id: idOf(_id),
      since,
      facts: { ...facts, finding: kind, [subject.type]: subject.id },
    }));
  },
};
