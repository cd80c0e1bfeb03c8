import { randomBytes } from 'node:crypto';
import { createSecretKey } from 'node:crypto';
import { readConfig } from '../../src/config';
import { InvalidEnvironment } from '../../src/config/env';
import { makePaymentProviders } from '../../src/services/providers/payments';
import type { PaymentGateways } from '../../src/services/providers/payments/provider';
import type { SandboxBook } from '../../src/services/providers/payments/sandbox/provider';
import { Unavailable } from '../../src/utils/errors';
import { testClock } from '../helpers/clock';

const STRIPE = { STRIPE_SECRET_KEY: 'sk_test_x', STRIPE_WEBHOOK_SECRET: 'whsec_x' };
const FAWRY = { FAWRY_MERCHANT_CODE: 'code', FAWRY_SECURITY_KEY: 'key' };
const PAYSTACK = { PAYSTACK_SECRET_KEY: 'sk_x' };
const PRODUCTION = {
  NODE_ENV: 'production',
  MONGODB_URI: 'mongodb://localhost:27017/craftworks?replicaSet=rs0',
  PUBLIC_URL: 'https://craftworks.example.org',
  JWT_SECRET: 'q8Jw2nR5vK1xT7mB4cZ9sD3fG6hL0pYe',
  FIELD_MASTER_KEY: randomBytes(32).toString('base64'),
};

type Variables = Readonly<Record<string, string>>;

const chosen = (env: Variables): PaymentGateways =>
  makePaymentProviders(readConfig(env), {
    clock: testClock(),
    sandbox: {
      book: {} as SandboxBook,
      webhookKey: createSecretKey(Buffer.alloc(32)),
      baseUrl: () => 'http://localhost:4000',
    },
  });
const namesOf = (env: Variables): string[] => chosen(env).all.map(({ name }) => name);
const faultsOf = (env: Variables): readonly string[] => {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    return error instanceof InvalidEnvironment ? error.faults : [String(error)];
  }
};

describe('the payment providers', () => {
  it('are those with credentials, else the sandbox; the preferred one stands first', () => {
    expect(namesOf({})).toEqual(['sandbox']);
    expect(namesOf(STRIPE)).toEqual(['stripe']);
    expect(namesOf({ ...STRIPE, ...FAWRY, ...PAYSTACK })).toEqual(['stripe', 'fawry', 'paystack']);
    expect(namesOf({ ...STRIPE, ...FAWRY, PAYMENT_PROVIDER: 'fawry' })).toEqual(['fawry', 'stripe']);
    expect(namesOf({ ...STRIPE, PAYMENT_PROVIDER: 'sandbox' })).toEqual(['sandbox', 'stripe']);
  });

  it('are never the sandbox in production: without credentials nobody takes payments', () => {
    const none = chosen(PRODUCTION);

    expect(none.all).toEqual([]);
    expect(namesOf({ ...PRODUCTION, ...FAWRY })).toEqual(['fawry']);
    for (const ask of [() => none.default(), () => none.get('sandbox'), () => none.forCurrency('EGP')]) {
      expect(ask).toThrow(Unavailable);
      expect(ask).toThrow(expect.objectContaining({ code: 'payment.noProvider', status: 503 }));
    }
    expect([none.find('sandbox'), none.forPayout('EGP', 'bank')]).toEqual([undefined, undefined]);
  });

  it('are found by name, by currency and by where money is to go', () => {
    const all = chosen({ ...STRIPE, ...FAWRY, ...PAYSTACK, PAYMENT_PROVIDER: 'fawry' });

    expect(all.default().name).toBe('fawry');
    expect(all.get('paystack').name).toBe('paystack');
    expect(all.find('paypal')).toBeUndefined();
    expect([all.forCurrency('EGP').name, all.forCurrency('USD').name]).toEqual(['fawry', 'stripe']);
    expect(all.forPayout('EGP', 'bank')).toBeUndefined();
    expect(all.forPayout('USD', 'account')?.name).toBe('stripe');
    expect(all.forPayout('NGN', 'bank')?.name).toBe('paystack');
    expect(all.forPayout('NGN', 'wallet')).toBeUndefined();
    expect(chosen({}).forPayout('EGP', 'wallet')?.name).toBe('sandbox');
  });

  it('need all of their settings', () => {
    expect(faultsOf({ STRIPE_SECRET_KEY: 'sk' })).toEqual(['STRIPE_WEBHOOK_SECRET is required']);
    expect(faultsOf({ FAWRY_MERCHANT_CODE: 'code' })).toEqual(['FAWRY_SECURITY_KEY is required']);
    expect(faultsOf({ PAYMENT_PROVIDER: 'paystack' })).toEqual(['PAYSTACK_SECRET_KEY is required']);
    expect(faultsOf({ PAYMENT_PROVIDER: 'paypal' })).toHaveLength(1);
    expect(faultsOf({ ...PRODUCTION, ...STRIPE, PAYMENT_PROVIDER: 'sandbox' })).toEqual([
      'PAYMENT_PROVIDER must be one of [stripe, fawry, paystack]',
    ]);
    expect(faultsOf({ ...PRODUCTION, ...STRIPE, PAYMENT_PROVIDER: 'stripe' })).toEqual([]);
  });
});
