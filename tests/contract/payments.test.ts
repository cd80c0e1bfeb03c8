import type {
  ChargeRequest,
  PaymentProvider,
  RefundRequest,
} from '../../src/services/providers/payments/provider';
import { WebhookRefused } from '../../src/services/providers/payments/provider';
import { hours, minutes } from '../../src/utils/clock';
import { UpstreamError } from '../../src/utils/errors';
import { newToken } from '../../src/utils/ids';
import { money } from '../../src/utils/money';
import { testClock, type TestClock } from '../helpers/clock';
import { connectTestDatabase, leaveTestDatabase, emptyDatabase } from '../helpers/database';
import type { Mood } from '../support/moodyServer';
import { paymentWorlds, type PaymentWorld, type Webhook } from '../support/paymentWorlds';

beforeAll(connectTestDatabase);
afterAll(leaveTestDatabase);
afterEach(emptyDatabase);

const anId = (): string => newToken(12);
const failureOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    (answer) => answer,
    (error: unknown) => error,
  );

describe.each(paymentWorlds)('payments by %s', (name, open) => {
  let clock: TestClock;
  let world: PaymentWorld;
  let provider: PaymentProvider;
  beforeEach(async () => {
    clock = testClock();
    world = await open(clock);
    provider = world.make();
  });
  afterEach(() => world.close());

  const aCharge = (overrides: Partial<ChargeRequest> = {}): ChargeRequest => ({
    paymentId: anId(),
    amount: money(58_055, world.currency),
    payer: {
      id: anId(),
      name: 'منى السيد',
      email: 'mona@example.org',
      phone: '+201001234567',
      locale: 'ar',
    },
    description: 'إصلاح سباكة',
    returnUrl: 'https://app.example.org/payments/done',
    expiresAt: new Date(clock.now().getTime() + hours(24)),
    ...overrides,
  });
  const begun = async (overrides: Partial<ChargeRequest> = {}) => {
    const request = aCharge(overrides);
    const result = await provider.charge(request);
    if (result.state !== 'pending') {
      throw new Error(`the charge is ${result.state}`);
    }
    return { ...request, providerRef: result.providerRef };
  };
  const paid = async () => {
    const charge = await begun();
    await world.pay(charge.paymentId);
    return charge;
  };
  const aRefund = (charge: ChargeRequest & { providerRef: string }): RefundRequest => ({
    refundId: anId(),
    paymentId: charge.paymentId,
    providerRef: charge.providerRef,
    amount: charge.amount,
  });

  describe('a charge', () => {
    it('begins with what the payer needs to go on', async () => {
      const result = await provider.charge(aCharge());

      const means = { redirect: 'paymentUrl', card: 'clientSecret', referenceCode: 'referenceCode' } as const;
      expect(result).toMatchObject({ state: 'pending', providerRef: expect.any(String) });
      expect(result).toMatchObject({ [means[provider.can.flow]]: expect.stringMatching(/./) });
      expect([provider.name, provider.currencies.includes(world.currency)]).toEqual([name, true]);
    });

    it('is one for one payment, however often and at once it is asked for', async () => {
      const request = aCharge();

      const first = await provider.charge(request);
      const again = await provider.charge(request);
      const [one, two] = await Promise.all([provider.charge(request), world.make().charge(request)]);

      const refs = [first, again, one, two].map(({ providerRef }) => providerRef);
      expect(new Set(refs).size).toBe(1);
      expect(await world.count('charges')).toBe(1);
      await provider.charge(aCharge());
      expect(await world.count('charges')).toBe(2);
    });

    it('begun by two at once is one', async () => {
      const request = aCharge();

      const results = await Promise.all([provider.charge(request), world.make().charge(request)]);

      expect(new Set(results.map(({ providerRef }) => providerRef)).size).toBe(1);
      expect(await world.count('charges')).toBe(1);
    });

    it('is looked up by its name there and by ours', async () => {
      const { paymentId, providerRef, amount } = await begun();
      const looks = () =>
        Promise.all([provider.lookUp({ paymentId, providerRef }), provider.lookUp({ paymentId })]);

      const before = await looks();
      await world.pay(paymentId);
      const after = await looks();

      expect(before).toMatchObject([
        { state: 'pending', providerRef },
        { state: 'pending', providerRef },
      ]);
      expect(after).toEqual([
        { state: 'captured', providerRef, amount },
        { state: 'captured', providerRef, amount },
      ]);
    });

    it('that nobody made is not found', async () => {
      expect(await provider.lookUp({ paymentId: anId() })).toEqual({ state: 'notFound' });
    });

    it('that was declined says why, as a value', async () => {
      const { paymentId, providerRef } = await begun();

      await world.decline(paymentId);

      const reason = name === 'fawry' ? 'other' : 'insufficient_funds';
      expect(await provider.lookUp({ paymentId, providerRef })).toEqual({
        state: 'declined',
        providerRef,
        reason,
      });
    });

    it('whose time is over has expired', async () => {
      const { paymentId, providerRef } = await begun();

      await world.expire?.(paymentId);

      const state = world.expire ? 'expired' : 'pending';
      expect(await provider.lookUp({ paymentId, providerRef })).toEqual({ state, providerRef });
    });

    it('in a status that is new to us is unknown, never pending', async () => {
      const { paymentId, providerRef } = await begun();

      await world.confuse?.(paymentId);

      const seen = await provider.lookUp({ paymentId, providerRef });
      expect(seen.state).toBe(world.confuse ? 'unknown' : 'pending');
    });
  });

  describe('a refund', () => {
    it('happens once for its id', async () => {
      const charge = await paid();
      const refund = aRefund(charge);

      const first = await provider.refund(refund);
      const again = await provider.refund(refund);

      expect([first.state, again.state]).toEqual(['done', 'done']);
      expect(await world.count('refunds')).toBe(1);
      expect(await provider.lookUpRefund({ id: refund.refundId, payment: charge })).toMatchObject({
        state: 'done',
      });
    });

    it('that was never asked for is not found', async () => {
      const charge = await paid();

      expect(await provider.lookUpRefund({ id: anId(), payment: charge })).toEqual({ state: 'notFound' });
    });

    it('of what was not paid fails, as a value', async () => {
      const charge = await begun();

      expect(await provider.refund(aRefund(charge))).toMatchObject({
        state: 'failed',
        reason: expect.stringMatching(/./),
      });
      expect((await provider.lookUp(charge)).state).toBe('pending');
    });
  });

  describe('a payout', () => {
    const order = () => ({
      withdrawalId: anId(),
      amount: money(25_000, world.currency),
      destination: world.destination ?? { kind: 'wallet' as const, holder: 'Adel', phone: '+201000000000' },
    });

    it('happens once for its id, where the provider can', async () => {
      const request = order();

      const first = await provider.payOut(request);
      const again = await provider.payOut(request);

      const state = provider.can.payout ? 'done' : 'failed';
      expect([first.state, again.state]).toEqual([state, state]);
      expect(await world.count('payouts')).toBe(provider.can.payout ? 1 : 0);
      expect((await provider.lookUpPayout({ id: request.withdrawalId })).state).toBe(
        provider.can.payout ? 'done' : 'notFound',
      );
    });

    it('that was never asked for is not found', async () => {
      expect(await provider.lookUpPayout({ id: anId() })).toEqual({ state: 'notFound' });
    });
  });

  describe('a webhook', () => {
    const refusalOf = ({ raw, headers }: Webhook): string => {
      try {
        provider.readWebhook(raw, headers);
        return 'accepted';
      } catch (error) {
        return error instanceof WebhookRefused ? error.reason : String(error);
      }
    };

    it('tells of a captured charge, the same way each time', async () => {
      const { paymentId, providerRef, amount } = await paid();
      const { raw, headers } = await world.webhookOf(paymentId);

      const events = provider.readWebhook(raw, headers);

      expect(events).toEqual([
        {
          eventId: expect.stringMatching(/./),
          type: expect.stringMatching(/./),
          at: clock.now(),
          kind: 'charge.captured',
          ref: paymentId,
          providerRef,
          amount,
        },
      ]);
      expect(provider.readWebhook(raw, headers)).toEqual(events);
    });

    it('tells of a declined charge', async () => {
      const { paymentId } = await begun();
      await world.decline(paymentId);
      const { raw, headers } = await world.webhookOf(paymentId);

      expect(provider.readWebhook(raw, headers)).toMatchObject([{ kind: 'charge.declined', ref: paymentId }]);
    });

    it('is refused when it was signed by somebody else, or by nobody', async () => {
      const { paymentId } = await paid();
      const { raw, headers } = await world.webhookOf(paymentId);
      const text = raw.toString('utf8');
      const [header = ''] = Object.keys(headers);

      expect(refusalOf({ raw, headers })).toBe('accepted');
      // The last digit of the amount: the bytes matter, not their meaning.
      const altered = Buffer.from(text.replace('5805', '5815').replace('580.5', '581.5'));
      expect(altered.equals(raw)).toBe(false);
      expect(refusalOf({ raw: altered, headers })).toBe('signature');
      const unsigned = Buffer.from(text.replace(/"messageSignature":"\w+"/, '"messageSignature":""'));
      expect(refusalOf({ raw: unsigned, headers: {} })).toBe('signature');
      expect(refusalOf({ raw, headers: { [header]: ['a', 'b'] } })).toBe(header ? 'signature' : 'accepted');
      expect(refusalOf({ raw, headers: { [header]: 't=,v1=' } })).toBe(header ? 'signature' : 'accepted');
    });

    it('is refused when it is older than five minutes, where its time is signed', async () => {
      const { paymentId } = await paid();
      const webhook = await world.webhookOf(paymentId);
      const signsTime = name === 'sandbox' || name === 'stripe';

      clock.advance(minutes(5));
      expect(refusalOf(webhook)).toBe('accepted');
      clock.advance(1_000);
      expect(refusalOf(webhook)).toBe(signsTime ? 'age' : 'accepted');
    });

    it('of an unknown type is an event without a meaning', () => {
      const { raw, headers } = world.sign(world.strangeEvent);

      expect(provider.readWebhook(raw, headers)).toMatchObject([{ kind: 'unknown' }]);
    });

    it.each(['', '{', 'null', '[]', '{"id":7}'])('that says nothing is refused: %s', (body) => {
      expect(['body', 'signature']).toContain(refusalOf(world.sign(body)));
    });
  });

  if (name !== 'sandbox') {
    describe('its server', () => {
      const moods = () => world.server?.moods ?? [];
      type Answer = readonly [
        what: string,
        mood: { status: number; body: unknown; headers?: object },
        wait: number,
      ];
      const failures: readonly Answer[] = [
        ['429 with a time', { status: 429, body: {}, headers: { 'retry-after': '7' } }, 7],
        ['429 without', { status: 429, body: {} }, 1],
        [
          '429 for longer than makes sense',
          { status: 429, body: {}, headers: { 'retry-after': '99999' } },
          3_600,
        ],
        ['500', { status: 500, body: { error: { type: 'api_error' } } }, 10],
        ['503 with a time', { status: 503, body: {}, headers: { 'retry-after': '30' } }, 30],
        ['502 of a proxy that speaks HTML', { status: 502, body: '<html>Bad gateway</html>' }, 10],
        ['200 with a body that is no JSON', { status: 200, body: '{"id": "pi_' }, 10],
        ['200 with nothing', { status: 200, body: '' }, 10],
        ['200 with an empty object', { status: 200, body: {} }, 10],
        ['200 with null', { status: 200, body: 'null' }, 10],
      ];

      it.each(failures)(
        'that answers %s leaves open what happened: repeat later',
        async (_what, mood, wait) => {
          const charge = await paid();
          const calls: (() => Promise<unknown>)[] = [
            () => provider.lookUp(charge),
            () => provider.refund(aRefund(charge)),
            // FawryPay's refusals and an empty answer differ by a code only: the order is looked up then.
            ...(name === 'fawry' ? [] : [() => provider.charge(aCharge())]),
          ];
          for (const call of calls) {
            moods().push(mood as never);
            const failure = await failureOf(call());
            expect(failure).toBeInstanceOf(UpstreamError);
            expect(failure).toMatchObject({ code: 'provider.failed', retryAfterSeconds: wait });
            expect(JSON.stringify((failure as UpstreamError).pvt)).not.toContain('mona@');
          }
          expect(await world.count('refunds')).toBe(0);
        },
      );

      it.each(['before', 'after'] as const)(
        'that falls silent %s the effect is given up in time, and the repetition gives the one charge',
        async (silent) => {
          provider = world.make({ timeoutMs: 200 });
          const request = aCharge();
          moods().push({ silent });

          const failure = await failureOf(provider.charge(request));
          const again = await provider.charge(request);

          expect(failure).toBeInstanceOf(UpstreamError);
          expect(failure).toMatchObject({ retryAfterSeconds: 10 });
          expect(again.state).toBe('pending');
          expect(await world.count('charges')).toBe(1);
          expect(await provider.lookUp({ paymentId: request.paymentId })).toMatchObject({
            state: 'pending',
            providerRef: again.providerRef,
          });
        },
      );

      it('that falls silent after a refund or a payout has done it once', async () => {
        provider = world.make({ timeoutMs: 200 });
        const charge = await paid();
        const refund = aRefund(charge);
        const payout = {
          withdrawalId: anId(),
          amount: money(9_900, world.currency),
          destination: world.destination ?? { kind: 'account' as const, accountRef: 'none' },
        };
        // The calls before the one with the effect answer as ever.
        const silentAt = async (call: () => Promise<unknown>, path: string): Promise<void> => {
          const before = world.server?.calls.length ?? 0;
          await failureOf(call());
          const made = world.server?.calls.slice(before) ?? [];
          expect(made.some((one) => one.method === 'POST' && one.path.endsWith(path))).toBe(true);
        };
        const quiet = name === 'stripe' ? 0 : name === 'fawry' ? 1 : 2;
        const queue = moods();
        passThrough(queue, quiet);
        queue.push({ silent: 'after' });
        await silentAt(() => provider.refund(refund), 'refund' + (name === 'stripe' ? 's' : ''));
        expect((await provider.refund(refund)).state).toBe('done');
        expect(await world.count('refunds')).toBe(1);

        if (provider.can.payout) {
          passThrough(queue, name === 'paystack' ? 1 : 0);
          queue.push({ silent: 'after' });
          await silentAt(() => provider.payOut(payout), 'transfer' + (name === 'stripe' ? 's' : ''));
          expect((await provider.payOut(payout)).state).toBe('done');
          expect(await world.count('payouts')).toBe(1);
        }
      });

      it('refuses a wrong key: a failed provider, never a decline', async () => {
        const stranger = world.make({ wrongKey: true });

        const failures = [
          await failureOf(stranger.charge(aCharge())),
          await failureOf(stranger.lookUp({ paymentId: anId(), providerRef: 'pi_1' })),
        ];

        expect(failures.every((failure) => failure instanceof UpstreamError)).toBe(true);
        expect(await world.count('charges')).toBe(0);
      });

      it('that cannot be reached is a failed provider', async () => {
        await world.close();

        expect(await failureOf(provider.charge(aCharge()))).toBeInstanceOf(UpstreamError);
      });
    });
  }
});

/** Moods that change nothing. */
function passThrough(moods: Mood[], count: number): void {
  moods.push(...Array.from({ length: count }, () => ({ silent: 'never' as const })));
}
