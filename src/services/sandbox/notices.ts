import type { Types } from 'mongoose';
import type { SandboxDelivery } from '../../models/sandboxCharge.model';
import { SandboxWebhookModel } from '../../models/sandboxWebhook.model';
import { after, seconds } from '../../utils/clock';
import { idOf, newUuid } from '../../utils/ids';
import type { Currency } from '../../utils/money';
import type { Tx } from '../../utils/transaction';
import type { SandboxNotice } from '../providers/payments/sandbox/provider';

/** What a webhook is about: a row of the sandbox's book. */
export interface NoticeSubject {
  readonly _id: Types.ObjectId;
  readonly amountMinor: number;
  readonly currency: Currency;
  readonly reason?: string | undefined;
}

export interface NewNotice {
  readonly type: string;
  readonly ref: Types.ObjectId;
  readonly subject: NoticeSubject;
  readonly at: Date;
  readonly delivery?: SandboxDelivery | undefined;
}

/** Queues a webhook with the change that it tells of, as often and as late as was asked for. */
export async function queueNotice(
  tx: Tx,
  { type, ref, subject, at, delivery = { delaySeconds: 0, copies: 1 } }: NewNotice,
): Promise<void> {
  const { amountMinor, currency, reason } = subject;
  const notice: SandboxNotice = {
    id: `evt_${newUuid()}`,
    type,
    createdAt: at.toISOString(),
    data: {
      ref: idOf(ref),
      providerRef: idOf(subject),
      amountMinor,
      currency,
      ...(reason !== undefined && { reason }),
    },
  };
  // Zero copies: a webhook that never comes.
  const row = {
    body: JSON.stringify(notice),
    state: 'pending' as const,
    attempts: 0,
    nextAttemptAt: after(at, seconds(delivery.delaySeconds)),
  };
  await SandboxWebhookModel.insertMany(
    Array.from({ length: delivery.copies }, () => row),
    { session: tx },
  );
}
