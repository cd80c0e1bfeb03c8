import { ActivityModel } from '../../src/models/activity.model';
import { SessionModel } from '../../src/models/session.model';
import { UserModel } from '../../src/models/user.model';
import type { SocialVerifier } from '../../src/services/providers/social/provider';
import { hours, minutes } from '../../src/utils/clock';
import { readConfig } from '../../src/config';
import { makeSocialVerifier } from '../../src/services/providers/social';
import { startTestApp } from '../helpers/app';
import { isAlive, latestLink } from '../helpers/auth';
import { aPhone, latestCode } from '../helpers/otp';
import { startFirebaseServer, type FirebaseServer, type TokenOptions } from '../support/firebaseServer';
import { anAdmin, aUser, type UserOverrides } from '../factories/user';

let firebase: FirebaseServer;
let genuine: SocialVerifier;
let verifier: SocialVerifier;
/** The real adapter, led to a server of the test. */
const social: SocialVerifier = { name: 'firebase', verify: (token) => verifier.verify(token) };
const app = startTestApp({ social, env: { TRUST_PROXY: '1' } });

beforeAll(async () => {
  firebase = await startFirebaseServer();
  genuine = firebase.verifier();
});
beforeEach(() => {
  verifier = genuine;
});
afterAll(() => firebase.close());
afterEach(() => firebase.users.clear());

let addresses = 0;
const post = (path: string, body: object) =>
  app.http
    .post(`/api/auth/${path}`)
    .set('X-Forwarded-For', `10.2.0.${(addresses += 1)}`)
    .send(body);
const mona = { uid: 'mona-1', email: 'Mona@Example.com' };
type Person = Parameters<FirebaseServer['tokenOf']>[0];
const come = (person: Person, more: object = {}, options: TokenOptions = {}) =>
  post('social', { idToken: firebase.tokenOf(person, options), ...more });
const CLIENT = { role: 'client' };
const inUse = { email: 'mona@example.com', emailKey: 'mona@example.com' };
const unconfirmed: UserOverrides = { ...inUse, emailVerifiedAt: undefined };

describe('a social login', () => {
  it('opens an account with the name and the confirmed e-mail of the token, and a session of the apps', async () => {
    const answer = await come(mona, CLIENT);

    expect(answer.status).toBe(200);
    expect(answer.body.data).toMatchObject({
      isNewUser: true,
      needsSignUp: false,
      user: { email: 'Mona@example.com', isEmailVerified: true, fullName: 'Mona Hassan', role: 'client' },
    });
    expect(JSON.stringify(answer.body)).not.toContain('mona-1');
    expect(await SessionModel.findOne().lean()).toMatchObject({ kind: 'social', scope: 'full' });
    app.clock.advance(minutes(15));
    expect(await isAlive(app, answer.body.data.token)).toBe(false);
    const renewed = await post('refresh', { refreshToken: answer.body.data.refreshToken });
    expect(renewed.status).toBe(200);
  });

  it('lets the same person in again by any of the three, and asks a newcomer for his role', async () => {
    const first = await come({ ...mona, provider: 'apple.com' }, {}, { claims: { name: undefined } });
    const as = (body: object) =>
      post('complete-sign-up', body).set('Authorization', `Bearer ${first.body.data.token}`);

    const completed = await as({ role: 'craftsman', fullName: 'Mona Hassan' });
    const second = await come({ ...mona, provider: 'google.com' });

    expect(first.body.data).toMatchObject({ needsSignUp: true, user: { role: null, fullName: '' } });
    expect(completed.status).toBe(200);
    expect(second.body.data).toMatchObject({
      isNewUser: false,
      needsSignUp: false,
      user: { id: first.body.data.user.id, role: 'craftsman' },
    });
    expect(await UserModel.countDocuments()).toBe(1);
  });

  it('is linked to the account of its e-mail when both sides have confirmed it; the owner is told', async () => {
    const { id, user } = await aUser(app, inUse);

    const answer = await come(mona);
    await app.drainOutbox();

    expect(answer.body.data).toMatchObject({ isNewUser: false, user: { id, phone: user.phone } });
    expect(await ActivityModel.countDocuments({ action: 'social.linked', 'target.id': id })).toBe(1);
    const mails = await app.http.get('/dev/inbox').set('Accept', 'application/json');
    expect(JSON.stringify(mails.body)).toContain('Google can now open your account');
  });

  it.each([
    ['the account has not confirmed it', unconfirmed, {}],
    ['the token does not vouch for it', inUse, { verified: false }],
  ])('is not linked when %s', async (_what, overrides, token) => {
    const { id } = await aUser(app, overrides);

    const answer = await come({ ...mona, ...token });

    expect([answer.status, answer.body.code]).toEqual([409, 'auth.socialEmailUnconfirmed']);
    expect((await UserModel.findById(id).lean())?.social).toBeUndefined();
    expect(await SessionModel.countDocuments({ kind: 'social' })).toBe(0);
  });

  it('takes no e-mail over for which nobody vouches', async () => {
    const answer = await come({ ...mona, provider: 'facebook.com', verified: false }, CLIENT);

    expect(answer.body.data).toMatchObject({
      isNewUser: true,
      user: { email: null, isEmailVerified: false },
    });
  });

  it('does not replace one that is linked already', async () => {
    await aUser(app, {
      ...inUse,
      social: { uid: 'other', provider: 'google', linkedAt: app.clock.now() },
    });

    const answer = await come(mona);

    expect([answer.status, answer.body.code]).toEqual([409, 'auth.socialTaken']);
  });

  it('is refused to staff, to new staff, and to whoever is banned', async () => {
    const at = app.clock.now();
    const { user } = await anAdmin(app, inUse);
    const linked = { provider: 'google', linkedAt: at } as const;
    await aUser(app, {
      social: { uid: 'eve', ...linked },
      ban: { level: 'banned', reason: 'fraud', by: user._id, at },
    });

    const answers = [
      await come(mona),
      await come({ uid: 'new' }, { role: 'admin' }),
      await come({ uid: 'eve' }),
    ];

    expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
      [403, 'auth.wrongType'],
      [403, 'auth.roleNotAllowed'],
      [403, 'auth.blocked'],
    ]);
    expect(answers[2]?.body.blockedReason).toBe('fraud');
  });

  it.each<[string, TokenOptions]>([
    ['forged', { signedBy: 'stranger' }],
    ['unsigned', { signedBy: 'nobody' }],
    ['expired', { claims: { exp: 1_700_000_000, iat: 1_699_996_400 } }],
    ['for another project', { claims: { aud: 'other', iss: 'https://securetoken.google.com/other' } }],
    ['without a subject', { claims: { sub: undefined } }],
  ])('with a token that is %s is 401 and makes nothing', async (_what, options) => {
    const answer = await come(mona, CLIENT, options);

    expect([answer.status, answer.body.code]).toEqual([401, 'auth.socialTokenInvalid']);
    expect(await UserModel.countDocuments()).toBe(0);
  });

  it('whose sessions were ended at Firebase is 401; while Google is away it is 502', async () => {
    firebase.users.set('mona-1', { validSince: Math.floor(Date.now() / 1_000) + 60 });
    const revoked = await come(mona, CLIENT);
    firebase.users.clear();
    firebase.mood = 500;
    const away = await come(mona, CLIENT);
    firebase.mood = undefined;

    expect([revoked.status, away.status, away.body.code]).toEqual([401, 502, 'provider.failed']);
  });

  it('signs in again on a repetition with the same Idempotency-Key, without a second account', async () => {
    const idToken = firebase.tokenOf(mona);
    const send = () => post('social', { idToken, ...CLIENT }).set('Idempotency-Key', 'social-1');

    const answers = [await send(), await send()];

    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(await UserModel.countDocuments()).toBe(1);
  });

  it('of two at once of one newcomer makes one account', async () => {
    const answers = await Promise.all([come(mona, CLIENT), come(mona, CLIENT)]);

    expect(answers.map(({ status }) => status).sort()).toEqual(expect.arrayContaining([200]));
    expect(await UserModel.countDocuments()).toBe(1);
  });
});

describe('linking while signed in', () => {
  const link = (
    who: { as: { post(path: string): { send(body: object): PromiseLike<Answer> } } },
    person: Person,
  ) => who.as.post('/api/auth/link-social').send({ idToken: firebase.tokenOf(person) });
  interface Answer {
    status: number;
    body: { code?: string; data?: unknown };
  }

  it('lets the login open the account, whatever its e-mail, and belongs to one account', async () => {
    const [one, other] = [await aUser(app), await aUser(app)];

    const linked = await link(one, mona);
    const again = await link(one, mona);
    const taken = await link(other, mona);
    const second = await link(one, { uid: 'mona-2' });

    expect([linked.status, linked.body.data]).toEqual([200, { provider: 'google' }]);
    expect([again.status, taken.body.code, second.body.code]).toEqual([
      200,
      'auth.socialTaken',
      'auth.socialTaken',
    ]);
    expect((await come(mona)).body.data.user.id).toBe(one.id);
  });

  it('asks for a confirmed e-mail first, and is not for staff', async () => {
    const answers = [await link(await aUser(app, unconfirmed), mona), await link(await anAdmin(app), mona)];

    expect(answers.map(({ body }) => body.code)).toEqual(['auth.contactUnconfirmed', 'auth.wrongType']);
  });
});

describe('whoever opened an account with the e-mail of somebody else', () => {
  it('keeps no key to it once the owner of the address has reset the password', async () => {
    const phone = aPhone();
    const squatted = await aUser(app, {
      ...unconfirmed,
      phone,
      social: { uid: 'eve', provider: 'google', linkedAt: app.clock.now() },
    });
    await post('forgot-password', { email: 'mona@example.com' });
    await app.drainOutbox();
    const token = await latestLink(app, 'resetPassword');

    const reset = await post('reset-password', { token, newPassword: 'Copper-Meadow-17' });

    expect(reset.status).toBe(200);
    const stored = await UserModel.findById(squatted.id).lean();
    expect([stored?.social, stored?.phoneVerifiedAt]).toEqual([undefined, undefined]);
    app.clock.advance(hours(1));
    await post('send-otp', { phone });
    const byPhone = await post('verify-otp', { phone, otp: await latestCode(app, phone) });
    expect(byPhone.body.code).toBe('auth.phoneUnconfirmed');
    expect((await come({ uid: 'eve' })).body.data.user.id).not.toBe(squatted.id);
  });
});

describe('without a Firebase project', () => {
  it('social logins are 503 with a clear code, and the apps know beforehand', async () => {
    verifier = makeSocialVerifier(readConfig({}));
    const answer = await come(mona);
    const config = await app.http.get('/api/config');

    expect([answer.status, answer.body.code]).toEqual([503, 'auth.socialUnavailable']);
    expect(config.body.data.features).toMatchObject({ codeLogin: true, socialLogin: false });
  });
});
