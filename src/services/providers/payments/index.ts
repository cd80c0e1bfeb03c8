import type { Config } from '../../../config';
import type { Clock } from '../../../utils/clock';
import { Unavailable } from '../../../utils/errors';
import { makeFawry } from './fawry';
import { makePaystack } from './paystack';
import type { PaymentGateways, PaymentProvider, PayoutDestination } from './provider';
import { makeSandbox, type SandboxOptions } from './sandbox';
import { makeStripe } from './stripe';
import type { Currency } from '../../../utils/money';

export interface PaymentDeps {
  readonly clock: Clock;
  /** What the sandbox stands on; absent where there is none. */
  readonly sandbox: Omit<SandboxOptions, 'clock'> | undefined;
}

/** The providers for these settings: those with credentials, else the sandbox; in production never the sandbox. */
export function makePaymentProviders(
  { payments, isProduction }: Pick<Config, 'payments' | 'isProduction'>,
  { clock, sandbox }: PaymentDeps,
): PaymentGateways {
  const { preferred, stripe, fawry, paystack } = payments;
  const ofVendors: PaymentProvider[] = [
    ...(stripe ? [makeStripe({ ...stripe, clock })] : []),
    ...(fawry ? [makeFawry({ ...fawry, clock })] : []),
    ...(paystack ? [makePaystack({ ...paystack, clock })] : []),
  ];
  const takesSandbox = !isProduction && (ofVendors.length === 0 || preferred === 'sandbox');
  const all = takesSandbox && sandbox ? [...ofVendors, makeSandbox({ ...sandbox, clock })] : ofVendors;
  return gatewaysOf(preferredFirst(all, preferred));
}

const preferredFirst = (
  all: readonly PaymentProvider[],
  preferred: string | undefined,
): PaymentProvider[] => [
  ...all.filter(({ name }) => name === preferred),
  ...all.filter(({ name }) => name !== preferred),
];

/** These providers as the services ask for them; the first is the default one. */
export function gatewaysOf(all: readonly PaymentProvider[]): PaymentGateways {
  const found = (provider: PaymentProvider | undefined, wish: object): PaymentProvider => {
    if (!provider) {
      throw new Unavailable('payment.noProvider', {
        pvt: { ...wish, configured: all.map(({ name }) => name) },
      });
    }
    return provider;
  };
  const find = (name: string): PaymentProvider | undefined => all.find((provider) => provider.name === name);
  return {
    all,
    find,
    get: (name) => found(find(name), { name }),
    default: () => found(all[0], {}),
    forCurrency: (currency) =>
      found(
        all.find(({ currencies }) => currencies.includes(currency)),
        { currency },
      ),
    forPayout: (currency, destination) => all.find((provider) => paysOut(provider, currency, destination)),
  };
}

function paysOut(
  { can, currencies }: PaymentProvider,
  currency: Currency,
  destination: PayoutDestination['kind'],
): boolean {
  const reach = can.payoutReach ?? { currencies, destinations: [destination] };
  return can.payout && reach.currencies.includes(currency) && reach.destinations.includes(destination);
}
