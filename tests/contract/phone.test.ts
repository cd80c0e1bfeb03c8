import { readConfig } from '../../src/config';
import { InvalidEnvironment } from '../../src/config/env';
import { DevMessageModel } from '../../src/models/devMessage.model';
import { makeInboxService } from '../../src/services/inbox.service';
import { makeSmsProvider } from '../../src/services/providers/sms';
import { makeLocalSms } from '../../src/services/providers/sms/local';
import type { PhoneMessage, SmsProvider } from '../../src/services/providers/sms/provider';
import { makeSocialVerifier } from '../../src/services/providers/social';
import { AppError } from '../../src/utils/errors';
import { testClock } from '../helpers/clock';
import { connectTestDatabase, leaveTestDatabase, emptyDatabase } from '../helpers/database';
import { startFirebaseServer, type FirebaseServer } from '../support/firebaseServer';
import { startTwilioServer, type TwilioServer } from '../support/twilioServer';

let twilio: TwilioServer;
let firebase: FirebaseServer;
beforeAll(connectTestDatabase);
afterAll(leaveTestDatabase);
afterEach(emptyDatabase);
beforeEach(async () => {
  twilio = await startTwilioServer();
  firebase = await startFirebaseServer();
});
afterEach(async () => {
  await twilio.close();
  await firebase.close();
});

const aMessage = (overrides: Partial<PhoneMessage> = {}): PhoneMessage => ({
  channel: 'sms',
  to: '+201001234567',
  text: '493027 هو رمزك',
  code: '493027',
  locale: 'ar',
  validSeconds: 300,
  idempotencyKey: 'sending-1',
  ...overrides,
});

const errorOf = (work: Promise<unknown>): Promise<AppError> =>
  work.then(
    () => {
      throw new Error('it did not fail');
    },
    (error: unknown) => error as AppError,
  );

const carriers: readonly (readonly [string, () => SmsProvider, () => Promise<string[]>])[] = [
  [
    'local',
    () => makeLocalSms(makeInboxService({ clock: testClock() })),
    async () => (await DevMessageModel.find().sort({ _id: 1 }).lean()).map(({ to, text }) => `${to} ${text}`),
  ],
  [
    'twilio',
    () => twilio.provider(),
    () => Promise.resolve(twilio.taken.map(({ To, Body }) => `${To} ${Body ?? ''}`)),
  ],
];

describe.each(carriers)('a message by %s', (name, make, carried) => {
  it('arrives as it was written, and is known by the carrier’s name', async () => {
    const provider = make();

    const result = await provider.send(aMessage());

    expect(provider).toMatchObject({ name, channels: ['whatsapp', 'sms'] });
    expect(result).toMatchObject({ state: 'accepted', carrierId: expect.any(String) });
    expect(await carried()).toEqual(['+201001234567 493027 هو رمزك']);
  });

  it('is not sent when the sender has given up', async () => {
    const signal = AbortSignal.abort(new Error('too late'));

    await expect(make().send(aMessage({ signal }))).rejects.toThrow('too late');

    expect(await carried()).toEqual([]);
  });
});

describe('Twilio', () => {
  it('gets WhatsApp messages as the approved template of the language, with the code as its variable', async () => {
    await twilio.provider().send(aMessage({ channel: 'whatsapp' }));
    await twilio.provider({ templates: {} }).send(aMessage({ channel: 'whatsapp' }));

    expect(twilio.taken).toMatchObject([
      {
        To: 'whatsapp:+201001234567',
        From: 'whatsapp:+14155238886',
        ContentSid: `HX${'2'.repeat(32)}`,
        ContentVariables: '{"1":"493027"}',
        ValidityPeriod: '300',
      },
      { Body: '493027 هو رمزك' },
    ]);
    expect(twilio.taken[0]?.Body).toBeUndefined();
  });

  it('without a number there, WhatsApp is no way', () => {
    expect(twilio.provider({ whatsAppFrom: undefined }).channels).toEqual(['sms']);
  });

  it.each([
    [400, 21_211],
    [400, 63_003],
  ])('refuses a number for good with %i and %i', async (status, code) => {
    twilio.mood = () => ({ status, code });

    expect(await twilio.provider().send(aMessage())).toEqual({
      state: 'refused',
      reason: `${status} ${code}`,
    });
  });

  it.each([
    ['is down', { status: 503 }],
    ['asks for patience', { status: 429, code: 20_429 }],
    ['does not know us', { status: 401, code: 20_003 }],
    ['says nothing', { silent: true } as const],
    ['answers without an id', { body: {} }],
  ])('when it %s the sending fails, and neither number nor code is in the error', async (_what, mood) => {
    twilio.mood = () => mood;

    const error = await errorOf(twilio.provider().send(aMessage()));

    expect(error).toMatchObject({ code: 'provider.failed', pvt: { provider: 'twilio' } });
    expect(JSON.stringify([error.pvt, error.message, error.cause])).not.toMatch(/201001234567|493027/);
  });

  it.each([
    ['queued', 'underway'],
    ['sent', 'underway'],
    ['delivered', 'delivered'],
    ['read', 'delivered'],
    ['undelivered', 'failed'],
    ['failed', 'failed'],
    ['something new', 'underway'],
  ])('a message that is %s is %s', async (status, state) => {
    const sent = await twilio.provider().send(aMessage());
    twilio.stateOf = () => status;

    const found = await twilio.provider().lookUp(sent.state === 'accepted' ? sent.carrierId : '');

    expect(found).toBe(state);
  });

  it('is chosen by its credentials; production without them sends nothing and catches nothing', async () => {
    const inbox = makeInboxService({ clock: testClock() });
    const env = {
      TWILIO_ACCOUNT_SID: `AC${'a'.repeat(32)}`,
      TWILIO_AUTH_TOKEN: 'secret-token',
      TWILIO_PHONE_NUMBER: '+12025550123',
      TWILIO_WHATSAPP_NUMBER: 'whatsapp:+14155238886',
    };
    const { sms } = readConfig(env);
    const none = makeSmsProvider({ sms: { twilio: undefined }, isProduction: true }, inbox);

    expect(makeSmsProvider({ sms, isProduction: false }, inbox).name).toBe('twilio');
    expect(sms.twilio?.whatsAppFrom).toBe('+14155238886');
    expect(makeSmsProvider({ sms: readConfig({}).sms, isProduction: false }, inbox).name).toBe('local');
    expect(none.channels).toEqual([]);
    await expect(none.send(aMessage())).rejects.toThrow(AppError);
    expect(() => readConfig({ ...env, TWILIO_AUTH_TOKEN: '' })).toThrow('TWILIO_AUTH_TOKEN');
    expect(await DevMessageModel.countDocuments()).toBe(0);
  });
});

describe('Firebase', () => {
  const mona = { uid: 'mona-1', email: 'mona@example.com' };
  const now = () => Math.floor(Date.now() / 1_000);

  it.each([
    ['google.com', 'google'],
    ['apple.com', 'apple'],
    ['facebook.com', 'facebook'],
  ])('vouches for whoever came by %s', async (provider, name) => {
    const verdict = await firebase.verifier().verify(firebase.tokenOf({ ...mona, provider }));

    expect(verdict).toEqual({
      state: 'genuine',
      person: {
        uid: 'mona-1',
        provider: name,
        email: 'mona@example.com',
        isEmailVerified: true,
        fullName: 'Mona Hassan',
      },
    });
  });

  it.each([
    ['signed with another key', { signedBy: 'stranger' as const }],
    ['not signed at all', { signedBy: 'nobody' as const }],
    ['signed with a key that nobody knows', { keyId: 'key-9' }],
    ['expired', { claims: { exp: now() - 10, iat: now() - 3_610 } }],
    ['of another issuer', { claims: { iss: 'https://securetoken.google.com/other-project' } }],
    ['for another audience', { claims: { aud: 'other-project' } }],
    ['without a subject', { claims: { sub: undefined } }],
    ['with an empty subject', { claims: { sub: '' } }],
    ['of a password login', { claims: { firebase: { identities: {}, sign_in_provider: 'password' } } }],
    ['of a phone login', { claims: { firebase: { identities: {}, sign_in_provider: 'phone' } } }],
    ['of an anonymous login', { claims: { firebase: { identities: {}, sign_in_provider: 'anonymous' } } }],
    [
      'of a tenant',
      { claims: { firebase: { identities: {}, sign_in_provider: 'google.com', tenant: 't-1' } } },
    ],
  ])('a token that is %s is refused', async (_what, options) => {
    const verdict = await firebase.verifier().verify(firebase.tokenOf(mona, options));

    expect(verdict.state).toBe('refused');
  });

  it('a token with the public key as a shared secret is refused, and so is none', async () => {
    const [head, body] = firebase.tokenOf(mona).split('.');
    const forged = Buffer.from(JSON.stringify({ alg: 'HS256', kid: 'key-1' })).toString('base64url');

    for (const token of [`${forged}.${body ?? ''}.c2ln`, `${head ?? ''}.${body ?? ''}.`, 'no-token']) {
      expect((await firebase.verifier().verify(token)).state).toBe('refused');
    }
  });

  it.each([
    ['taken back', { validSince: now() + 60 }],
    ['of a user who is disabled', { disabled: true }],
    ['of a user who is gone', 'gone' as const],
  ])('a token that was %s is refused', async (_what, user) => {
    firebase.users.set('mona-1', user);

    expect((await firebase.verifier().verify(firebase.tokenOf(mona))).state).toBe('refused');
  });

  it.each([['is down', 503] as const, ['says nothing', 'silent'] as const])(
    'when Google %s nobody is refused: it cannot be told',
    async (_what, mood) => {
      firebase.mood = mood;

      const error = await errorOf(firebase.verifier().verify(firebase.tokenOf(mona)));

      expect(error).toMatchObject({ code: 'provider.failed', pvt: { provider: 'firebase' } });
    },
  );

  it('without a project there is none, and production does not start with the emulator', async () => {
    const none = makeSocialVerifier(readConfig({}));
    const emulated = { NODE_ENV: 'production', FIREBASE_AUTH_EMULATOR_HOST: 'localhost:9099' };

    expect(none.name).toBe('none');
    expect(await errorOf(none.verify('a.b.c'))).toMatchObject({
      code: 'auth.socialUnavailable',
      status: 503,
    });
    expect(() => readConfig(emulated)).toThrow(InvalidEnvironment);
    expect(() => readConfig(emulated)).toThrow('FIREBASE_AUTH_EMULATOR_HOST');
  });
});
