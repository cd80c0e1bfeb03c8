import type { Id } from '../../../../utils/ids';
import type { Currency, Money } from '../../../../utils/money';
import type { ChargeRequest, DeclineReason, ProviderTotals } from '../provider';

/** A charge as the sandbox knows it. */
export interface BookedCharge {
  /** The sandbox's own name for it. */
  readonly id: Id;
  readonly amount: Money;
  readonly state: 'pending' | 'captured' | 'declined' | 'expired';
  readonly reason?: DeclineReason | undefined;
}

export type TransferKind = 'refund' | 'payout';

/** What becomes of a refund or a payout: at once, or later with a webhook. */
export type TransferOutcome = 'done' | 'failed' | 'laterDone' | 'laterFailed';

export interface TransferOrder {
  readonly kind: TransferKind;
  /** The refund's or the withdrawal's id; the same again finds the first one. */
  readonly ref: Id;
  /** Whose money goes back, for refunds. */
  readonly paymentId?: Id | undefined;
  readonly amount: Money;
  readonly outcome: TransferOutcome;
}

export interface BookedTransfer {
  readonly id: Id;
  readonly state: 'pending' | 'done' | 'failed';
  readonly reason?: string | undefined;
}

/** Where the sandbox keeps what it was asked; adding the same id again gives the first one. */
export interface SandboxBook {
  openCharge(request: ChargeRequest): Promise<BookedCharge>;
  findCharge(paymentId: Id): Promise<BookedCharge | null>;
  openTransfer(order: TransferOrder): Promise<BookedTransfer>;
  findTransfer(kind: TransferKind, ref: Id): Promise<BookedTransfer | null>;
  totals(): Promise<readonly ProviderTotals[]>;
}

/** The body of the sandbox's webhooks. */
export interface SandboxNotice {
  readonly id: string;
  readonly type: string;
  readonly createdAt: string;
  readonly data: {
    /** Our id: the payment's, the refund's or the withdrawal's. */
    readonly ref: Id;
    readonly providerRef: Id;
    readonly amountMinor: number;
    readonly currency: Currency;
    readonly reason?: string;
  };
}
