/** Whether a provider's webhook was not to be believed; by name, because the class is the adapters' own. */
export const isRefusedWebhook = (error: unknown): error is Error & { readonly reason: string } =>
  error instanceof Error && error.name === 'WebhookRefused';
