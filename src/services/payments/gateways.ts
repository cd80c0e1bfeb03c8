import type { PaymentProvider } from '../providers/payments/provider';

/** Who takes money here: the providers that are configured. */
export interface Gateways {
  get(name: string): PaymentProvider | undefined;
  /** The one that is asked when the payer names none. */
  readonly default: PaymentProvider | undefined;
  all(): readonly PaymentProvider[];
}

/** Whether a provider's webhook was not to be believed; by name, because the class is the adapters' own. */
export const isRefusedWebhook = (error: unknown): error is Error & { readonly reason: string } =>
  error instanceof Error && error.name === 'WebhookRefused';
