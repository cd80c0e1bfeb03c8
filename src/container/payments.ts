import { makePaymentProviders } from '../services/providers/payments';
import { makeSandboxService } from '../services/sandbox.service';
import { publicUrlOf, type Core } from './core';

/** Who takes and pays money. */
export type Payments = ReturnType<typeof makePaymentGateways>;

/** Makes the payment providers and, outside production, the sandbox that stands in for them. */
export function makePaymentGateways({ config, clock, logger, keys, settings }: Core) {
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
  return { gateways: makePaymentProviders(config, { clock, sandbox: local }), sandbox };
}
