import type { ChargeRequest } from '../../src/services/providers/payments/provider';
import type { SandboxService } from '../../src/services/sandbox.service';
import { after, minutes } from '../../src/utils/clock';
import { newToken } from '../../src/utils/ids';
import { money } from '../../src/utils/money';
import type { TestApp } from './app';

/** The sandbox gateway's server of a test app. */
export function sandboxOf({ container }: TestApp): SandboxService {
  const { sandbox } = container;
  if (!sandbox) {
    throw new Error('there is no sandbox in production');
  }
  return sandbox;
}

/** A charge at the sandbox that waits for its payer, and the path of its page. */
export async function aSandboxCharge(app: TestApp, overrides: Partial<ChargeRequest> = {}) {
  const request: ChargeRequest = {
    paymentId: newToken(12),
    amount: money(58_055, 'EGP'),
    payer: { id: newToken(12), name: 'Mona El Sayed', locale: 'en' },
    description: 'Repair of a kitchen tap',
    returnUrl: 'https://app.example.org/payments/done?from=pay',
    expiresAt: after(app.clock.now(), minutes(15)),
    ...overrides,
  };
  const charge = await app.container.gateways.get('sandbox').charge(request);
  const path = charge.state === 'pending' ? new URL(charge.paymentUrl ?? '').pathname : '';
  return { ...request, path, providerRef: charge.providerRef ?? '' };
}
