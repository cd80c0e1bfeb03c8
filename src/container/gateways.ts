import { makePaymentProviders } from '../services/providers/payments';
import type { PaymentGateways } from '../services/providers/payments/provider';
import { makeSandboxService } from '../services/sandbox.service';
import { publicUrlOf, type Core } from './core';

/** Who takes and pays money. */
export type GatewayServices = ReturnType<typeof makeGateways>;

/** Makes the payment providers and, outside production, the sandbox that stands in for them. */
export function makeGateways(
  { config, clock, logger, keys, settings }: Core,
  given: PaymentGateways | undefined,
) {
  const webhookKey = keys.sandboxWebhook;
  const sandbox = config.isProduction
    ? undefined
    : makeSandboxService({
        clock,
        logger,
        webhookKey,
        publicUrl: config.http.publicUrl,
        expectedOrigin: publicUrlOf(config),
        timeZone: () => settings.get('market.timeZone'),
      });
  const local = sandbox && { book: sandbox.book, webhookKey, baseUrl: sandbox.baseUrl };
  return { gateways: given ?? makePaymentProviders(config, { clock, sandbox: local }), sandbox };
}
