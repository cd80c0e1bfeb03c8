import type { Id } from '../../../utils/ids';
import type { Currency, Money } from '../../../utils/money';

export const GATEWAYS = ['stripe', 'fawry', 'paystack', 'sandbox'] as const;
export type GatewayName = (typeof GATEWAYS)[number];

/** What an adapter is able to do; services ask before they offer it. */
export interface Capabilities {
  readonly refund: boolean;
  readonly payout: boolean;
  /** How the payer pays: in our form, on a page of the provider's, or with a code at a shop or in an app. */
  readonly flow: 'card' | 'redirect' | 'referenceCode';
  /** How far payouts reach; absent: every currency of the provider, to every kind of destination. */
  readonly payoutReach?: {
    readonly currencies: readonly Currency[];
    readonly destinations: readonly PayoutDestination['kind'][];
  };
}

export interface Payer {
  readonly id: Id;
  readonly name: string;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  readonly locale: 'en' | 'ar';
}

export interface ChargeRequest {
  /** Our payment's id: the provider's idempotency key and its reference to us. */
  readonly paymentId: Id;
  readonly amount: Money;
  readonly payer: Payer;
  readonly description: string;
  /** Where the payer's browser goes afterwards. */
  readonly returnUrl: string;
  /** From then on the provider should not take the money any more. */
  readonly expiresAt: Date;
}

/** How a charge begins; a refusal of the card is a value, an outage is `UpstreamError`. */
export type ChargeResult =
  | {
      readonly state: 'pending';
      readonly providerRef: string;
      /** A page on which the payer goes on. */
      readonly paymentUrl?: string | undefined;
      /** What the app's card form needs. */
      readonly clientSecret?: string | undefined;
      /** What the payer shows at the counter. */
      readonly referenceCode?: string | undefined;
    }
  | { readonly state: 'captured'; readonly providerRef: string; readonly amount: Money }
  | { readonly state: 'declined'; readonly providerRef?: string | undefined; readonly reason: DeclineReason };

export const DECLINE_REASONS = [
  'insufficient_funds',
  'card_declined',
  'expired_card',
  'authentication_failed',
  'limit_exceeded',
  'fraud_suspected',
  'other',
] as const;
export type DeclineReason = (typeof DECLINE_REASONS)[number];

/** Names a charge at its provider; `providerRef` is absent while the answer to `charge` was never stored. */
export interface ChargeRef {
  readonly paymentId: Id;
  readonly providerRef?: string | undefined;
}

/** The truth about a charge when a webhook is missing; `notFound`: the provider never heard of it. */
export type ChargeState =
  | { readonly state: 'pending'; readonly providerRef: string; readonly paymentUrl?: string | undefined }
  | { readonly state: 'captured'; readonly providerRef: string; readonly amount: Money }
  | { readonly state: 'declined'; readonly providerRef: string; readonly reason: DeclineReason }
  | { readonly state: 'expired'; readonly providerRef: string }
  | { readonly state: 'notFound' }
  /** A status that the adapter does not know: never taken for one of the others. */
  | { readonly state: 'unknown'; readonly providerRef: string; readonly status: string };

export interface RefundRequest {
  /** Our refund's id: the provider's idempotency key. */
  readonly refundId: Id;
  readonly paymentId: Id;
  readonly providerRef: string;
  readonly amount: Money;
}

/** How a refund or a payout stands. What was done already counts as success. */
export type TransferState =
  | { readonly state: 'pending'; readonly providerRef: string }
  | { readonly state: 'done'; readonly providerRef: string }
  | { readonly state: 'failed'; readonly providerRef?: string | undefined; readonly reason: string }
  | { readonly state: 'notFound' }
  | { readonly state: 'unknown'; readonly providerRef: string; readonly status: string };

/** Where a payout goes; the numbers are known only while it is under way and are never logged. */
export type PayoutDestination =
  | {
      readonly kind: 'bank';
      readonly holder: string;
      readonly iban: string;
      readonly bank?: string | undefined;
    }
  | { readonly kind: 'wallet'; readonly holder: string; readonly phone: string }
  | { readonly kind: 'account'; readonly accountRef: string };

export interface PayoutRequest {
  /** Our withdrawal's id: the provider's idempotency key. */
  readonly withdrawalId: Id;
  readonly amount: Money;
  readonly destination: PayoutDestination;
}

/** Names a refund or a payout at its provider. */
export interface TransferRef {
  readonly id: Id;
  readonly providerRef?: string | undefined;
}

/** What a provider tells us by itself; `ref` is the id that we gave it. */
export type ProviderEvent = {
  /** Unique at the provider: a second delivery has the same. */
  readonly eventId: string;
  /** The provider's own word for it. */
  readonly type: string;
  readonly at: Date;
} & (
  | {
      readonly kind: 'charge.captured';
      readonly ref: Id;
      readonly providerRef: string;
      readonly amount: Money;
    }
  | {
      readonly kind: 'charge.declined';
      readonly ref: Id;
      readonly providerRef: string;
      readonly reason: DeclineReason;
    }
  | { readonly kind: 'charge.expired'; readonly ref: Id; readonly providerRef: string }
  | {
      readonly kind: 'refund.done' | 'payout.done';
      readonly ref: Id;
      readonly providerRef: string;
      readonly amount: Money;
    }
  | {
      readonly kind: 'refund.failed' | 'payout.failed';
      readonly ref: Id;
      readonly providerRef: string;
      readonly reason: string;
    }
  /** Stored and answered with 200, nothing more. */
  | { readonly kind: 'unknown' }
);

/** What a provider's own book says, for the reconciliation: all amounts since the beginning. */
export interface ProviderTotals {
  readonly currency: Currency;
  readonly capturedMinor: number;
  readonly refundedMinor: number;
  readonly paidOutMinor: number;
}

/** A webhook that is not from the provider, too old or not to be read: answered with 400 and stored nowhere. */
export class WebhookRefused extends Error {
  constructor(readonly reason: 'signature' | 'age' | 'body') {
    super(`webhook refused: ${reason}`);
    this.name = 'WebhookRefused';
  }
}

export type WebhookHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * Who takes and pays money. Never called inside a transaction; every call carries our id as idempotency key.
 * Declines are values; `UpstreamError` when it is not known what happened: repeating is safe.
 */
export interface PaymentProvider {
  readonly name: GatewayName;
  readonly can: Capabilities;
  readonly currencies: readonly Currency[];
  charge(request: ChargeRequest): Promise<ChargeResult>;
  lookUp(ref: ChargeRef): Promise<ChargeState>;
  refund(request: RefundRequest): Promise<TransferState>;
  lookUpRefund(ref: TransferRef & { readonly payment: ChargeRef }): Promise<TransferState>;
  payOut(request: PayoutRequest): Promise<TransferState>;
  lookUpPayout(ref: TransferRef): Promise<TransferState>;
  /** Verifies signature and age over the raw bytes; throws `WebhookRefused`. */
  readWebhook(raw: Buffer, headers: WebhookHeaders): readonly ProviderEvent[];
  /** Absent where the provider has no such report. */
  totals?(): Promise<readonly ProviderTotals[]>;
}

/** The providers of this server, chosen by its settings. */
export interface PaymentGateways {
  /** Those that are configured, the default one first. */
  readonly all: readonly PaymentProvider[];
  /** By the name in a path; undefined when it is not configured. */
  find(name: string): PaymentProvider | undefined;
  /** The provider of something stored; throws `payment.noProvider` when it is not configured any more. */
  get(name: GatewayName): PaymentProvider;
  /** Who takes a payment when nobody asks for another; throws `payment.noProvider` when there is none. */
  default(): PaymentProvider;
  /** The first that takes this currency; throws `payment.noProvider` when none does. */
  forCurrency(currency: Currency): PaymentProvider;
  /** The first that pays out in this currency to this kind of destination; undefined: staff pay by hand. */
  forPayout(currency: Currency, destination: PayoutDestination['kind']): PaymentProvider | undefined;
}
