import { ActivityModel } from '../../src/models/activity.model';
import { OneTimeTokenModel } from '../../src/models/oneTimeToken.model';
import { OtpModel } from '../../src/models/otp.model';
import { OutboxRowModel } from '../../src/models/outboxRow.model';
import { RateLimitModel } from '../../src/models/rateLimit.model';
import { SessionModel } from '../../src/models/session.model';
import { UserModel } from '../../src/models/user.model';
import { hours, minutes, seconds } from '../../src/utils/clock';
import { systemActor } from '../../src/utils/types/actor';
import { startTestApp } from '../helpers/app';
import { isAlive, latestLink } from '../helpers/auth';
import { commandsOfRequests } from '../helpers/roundTrips';
import { aPhone, latestCode, otherThan, textsTo } from '../helpers/otp';
import { PASSWORD, anAdmin, aUser } from '../factories/user';
import { BANK } from '../factories/wallet';

const app = startTestApp({ env: { TRUST_PROXY: '1' } });
const NEW_PASSWORD = 'Copper-Meadow-17';
const NAMED = { role: 'craftsman', fullName: 'Karim El Sayed' };

let addresses = 0;
/** From another address each time: what is limited by address has tests of its own. */
const post = (path: string, body: object, ip = `10.1.${(addresses += 1) >> 8}.${addresses & 255}`) =>
  app.http.post(`/api/auth/${path}`).set('X-Forwarded-For', ip).send(body);
const verify = (phone: string, otp: string, more: object = {}) => post('verify-otp', { phone, otp, ...more });

/** Sends a code and reads it in the developer inbox. */
async function codeTo(phone: string): Promise<string> {
  const { status } = await post('send-otp', { phone });
  expect(status).toBe(200);
  return latestCode(app, phone);
}

/** An account that is known by its phone alone. */
async function aPhoneAccount(phone = aPhone()) {
  const answer = await verify(phone, await codeTo(phone), NAMED);
  expect(answer.status).toBe(200);
  const { refreshToken, user } = answer.body.data;
  app.clock.advance(hours(1));
  const { token } = (await post('refresh', { refreshToken })).body.data;
  const as = (path: string, body: object) => post(path, body).set('Authorization', `Bearer ${token}`);
  return { phone, token, id: user.id as string, as };
}

const setting = (key: string, value: unknown) =>
  app.container.settings.change(systemActor, { edits: [{ key, value }] });

// What is known of the settings is a second old at most.
afterEach(() => app.clock.advance(seconds(2)));

describe('a code', () => {
  it('goes by WhatsApp first and says when the next may be asked for; the answer holds no code', async () => {
    const phone = aPhone();

    const answer = await post('send-otp', { phone });

    expect(answer.status).toBe(200);
    expect(answer.body.data).toEqual({
      phone,
      channel: 'whatsapp',
      codeLength: 6,
      expiresAt: new Date(app.clock.now().getTime() + minutes(5)).toISOString(),
      resendAfterSeconds: 30,
    });
    const [text] = await textsTo(app, phone);
    expect(text).toMatchObject({
      subject: 'WhatsApp',
      text: expect.stringMatching(/^\d{6} is your Craftworks/),
    });
  });

  it('comes as a text message the second time, in the language of the asker, and the first is dead', async () => {
    const phone = aPhone();
    const first = await codeTo(phone);
    app.clock.advance(seconds(30));

    const again = await post('resend-otp', { phone }).set('Accept-Language', 'ar');

    expect(again.body.data).toMatchObject({ channel: 'sms', resendAfterSeconds: 60 });
    const [text] = await textsTo(app, phone);
    expect(text).toMatchObject({ subject: 'SMS', text: expect.stringContaining('رمزك') });
    const second = await latestCode(app, phone);
    const [old, fresh] = [await verify(phone, first), await verify(phone, second, NAMED)];
    expect([old.status, fresh.status]).toEqual([first === second ? 200 : 401, first === second ? 401 : 200]);
  });

  it('is stored as a keyed hash, and the code itself nowhere once it is sent', async () => {
    const phone = aPhone();
    const code = await codeTo(phone);
    app.clock.advance(seconds(5));
    await app.drainOutbox();

    const [stored, outbox, activities] = [
      await OtpModel.find().lean(),
      await OutboxRowModel.find().lean(),
      await ActivityModel.find().lean(),
    ];

    expect(stored).toMatchObject([{ phone, delivery: { channel: 'whatsapp', state: 'delivered' } }]);
    expect(stored[0]?.sealedCode).toBeUndefined();
    const everything = JSON.stringify([
      { ...stored[0], phone: '' },
      outbox.map(({ data, event }) => ({ data, event })),
      activities,
      app.logger.lines,
    ]);
    expect(new RegExp(`(?<!\\d)${code}(?!\\d)`).test(everything)).toBe(false);
  });

  it('is as long as the setting says', async () => {
    await setting('otp.length', 8);
    const phone = aPhone();

    const code = await codeTo(phone);

    expect(code).toHaveLength(8);
    expect((await verify(phone, code, NAMED)).status).toBe(200);
  });
});

describe('signing in by phone', () => {
  it('opens an account with role and name, verified, and a session with tokens of the apps', async () => {
    const phone = aPhone();

    const answer = await verify(phone, await codeTo(phone), NAMED);

    expect(answer.status).toBe(200);
    expect(answer.body.data).toMatchObject({
      isNewUser: true,
      needsSignUp: false,
      user: { phone, isPhoneVerified: true, email: null, role: 'craftsman', fullName: 'Karim El Sayed' },
    });
    const { token, refreshToken } = answer.body.data;
    expect(await isAlive(app, token)).toBe(true);
    const [head] = await SessionModel.find().lean();
    expect(head).toMatchObject({ kind: 'phone', scope: 'full' });
    app.clock.advance(minutes(15));
    expect(await isAlive(app, token)).toBe(false);
    const renewed = await post('refresh', { refreshToken });
    expect(await isAlive(app, renewed.body.data.token)).toBe(true);
    const noted = (await OutboxRowModel.find({ event: 'user.registered' }).lean()).length;
    expect(noted).toBeGreaterThan(0);
  });

  it('lets in again whoever is known, in any spelling of the number and of the digits', async () => {
    const { phone, id } = await aPhoneAccount();
    const national = `0${phone.slice(3)}`;
    const arabic = (text: string) => text.replace(/\d/g, (digit) => '٠١٢٣٤٥٦٧٨٩'[Number(digit)] ?? '');
    const sent = await post('send-otp', { phone: `00${phone.slice(1)}` });
    const code = await latestCode(app, phone);

    const answer = await verify(arabic(national), arabic(code));

    expect(sent.body.data.phone).toBe(phone);
    expect(answer.body.data).toMatchObject({ isNewUser: false, user: { id } });
    expect(await UserModel.countDocuments()).toBe(1);
  });

  it('asks whoever gives neither role nor name for both, and lets him do nothing else before', async () => {
    const phone = aPhone();
    const { token, needsSignUp, user } = (await verify(phone, await codeTo(phone))).body.data;
    const as = (path: string, body: object) => post(path, body).set('Authorization', `Bearer ${token}`);
    const closed = await app.http.get('/api/users/me').set('Authorization', `Bearer ${token}`);

    const answers = [
      await as('complete-sign-up', { role: 'admin', fullName: 'Mona' }),
      await as('complete-sign-up', { role: 'client' }),
      await as('complete-sign-up', { role: 'client', firstName: 'Mona', lastName: 'Hassan' }),
      await as('complete-sign-up', { role: 'craftsman', firstName: 'Mona' }),
    ];

    expect([needsSignUp, user.role, closed.status]).toEqual([true, null, 403]);
    expect(answers.map(({ status }) => status)).toEqual([403, 400, 200, 409]);
    expect(answers[2]?.body.data.user).toMatchObject({ role: 'client', fullName: 'Mona Hassan' });
    const own = await app.http.get('/api/users/me').set('Authorization', `Bearer ${token}`);
    expect(own.status).toBe(200);
    await app.drainOutbox();
    expect(await ActivityModel.countDocuments({ action: 'user.signUpCompleted' })).toBe(1);
    const stored = await UserModel.findOne({ phone }).lean();
    expect(stored?.searchTerms).toContain('mona');
  });

  it.each([
    ['wrong', (code: string) => otherThan(code), 0],
    ['too old', (code: string) => code, minutes(5)],
  ])('refuses a code that is %s', async (_what, given, age) => {
    const phone = aPhone();
    const code = await codeTo(phone);
    app.clock.advance(age);

    const answer = await verify(phone, given(code), NAMED);

    expect([answer.status, answer.body.code]).toEqual([401, 'auth.codeWrong']);
    expect(await UserModel.countDocuments()).toBe(0);
  });

  it('takes a code once, and not for another phone or another purpose', async () => {
    const [phone, other] = [aPhone(), aPhone()];
    const code = await codeTo(phone);
    await codeTo(other);

    const elsewhere = await verify(other, code);
    const reset = await post('reset-password', { phone, otp: code, newPassword: NEW_PASSWORD });
    const [first, second] = [await verify(phone, code, NAMED), await verify(phone, code, NAMED)];

    expect([elsewhere.status, reset.status, first.status, second.status]).toEqual([401, 400, 200, 401]);
    expect(await SessionModel.countDocuments()).toBe(1);
  });

  it('signs in again on a repetition with the same Idempotency-Key, though the code is used', async () => {
    const phone = aPhone();
    const code = await codeTo(phone);
    const send = () => verify(phone, code, NAMED).set('Idempotency-Key', 'phone-1');

    const [first, second] = [await send(), await send()];

    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.body.data.user.id).toBe(first.body.data.user.id);
    expect(second.body.data.token).not.toBe(first.body.data.token);
    expect(await UserModel.countDocuments()).toBe(1);
  });

  it('refuses the roles of staff and the phones of staff', async () => {
    const { user } = await anAdmin(app);
    const phone = aPhone();

    const made = await verify(phone, await codeTo(phone), { role: 'admin', fullName: 'Eve' });
    const staff = await verify(user.phone ?? '', await codeTo(user.phone ?? ''));

    expect([made.status, made.body.code]).toEqual([403, 'auth.roleNotAllowed']);
    expect([staff.status, staff.body.code]).toEqual([403, 'auth.wrongType']);
  });

  it('tells a banned user why, as at any login, and opens no session', async () => {
    const phone = aPhone();
    const at = app.clock.now();
    const by = (await anAdmin(app)).user._id;
    const { user } = await aUser(app, { phone, ban: { level: 'banned', reason: 'fraud', by, at } });

    const answer = await verify(phone, await codeTo(phone));

    expect([answer.status, answer.body.code, answer.body.blockedReason]).toEqual([
      403,
      'auth.blocked',
      'fraud',
    ]);
    expect(await SessionModel.countDocuments({ userId: user._id, kind: 'phone' })).toBe(0);
  });

  it('does not let the holder of a phone into an account that only names it; his own account frees the phone', async () => {
    const phone = aPhone();
    const { id } = await aUser(app, { phone, phoneVerifiedAt: undefined });
    const code = await codeTo(phone);

    const asked = await verify(phone, code, NAMED);
    const opened = await verify(phone, code, { ...NAMED, newAccount: true });
    await app.drainOutbox();

    expect([asked.status, asked.body.code]).toEqual([409, 'auth.phoneUnconfirmed']);
    expect([opened.status, opened.body.data.user.id === id]).toEqual([200, false]);
    expect((await UserModel.findById(id).lean())?.phone).toBeUndefined();
    expect(await ActivityModel.countDocuments({ action: 'phone.released' })).toBe(1);
  });
});

describe('limits on codes', () => {
  it('let three codes an hour go to one phone, with growing waits, across spellings and purposes', async () => {
    const { phone, as } = await aPhoneAccount();
    const spellings = [
      phone,
      `0${phone.slice(3)}`,
      `00${phone.slice(1)}`,
      ` ${phone.slice(0, 5)} ${phone.slice(5)}`,
    ];

    const first = await post('send-otp', { phone: spellings[0] });
    const early = await post('resend-otp', { phone: spellings[1] });
    app.clock.advance(seconds(30));
    const second = await as('send-otp', { purpose: 'confirmOwner' });
    app.clock.advance(seconds(59));
    const tooEarly = await post('forgot-password', { phone: spellings[2] });
    app.clock.advance(seconds(1));
    const third = await post('forgot-password', { phone: spellings[2] });
    app.clock.advance(minutes(10));
    const fourth = await post('send-otp', { phone: spellings[3] });

    expect([first, early, second, tooEarly, third, fourth].map(({ status }) => status)).toEqual([
      200, 429, 200, 429, 200, 429,
    ]);
    expect([early, tooEarly].map(({ headers }) => Number(headers['retry-after']))).toEqual([30, 1]);
    expect(Number(fourth.headers['retry-after'])).toBeGreaterThan(minutes(45) / 1_000);
    app.clock.advance(hours(1));
    expect((await post('send-otp', { phone })).status).toBe(200);
  });

  it('let ten codes an hour be asked for from one address, whatever the phones', async () => {
    const ip = '10.9.9.9';

    const statuses = [];
    for (let nth = 0; nth < 12; nth += 1) {
      statuses.push((await post('send-otp', { phone: aPhone() }, ip)).status);
    }

    expect(statuses).toEqual([...Array<number>(10).fill(200), 429, 429]);
    expect((await post('send-otp', { phone: aPhone() }, '10.9.9.8')).status).toBe(200);
  });

  it('stop whoever asks for a range of numbers, or for many abroad', async () => {
    await setting('otp.sendsPerHourAndRange', 3);
    await setting('otp.sendsPerHourAndCountry', 2);
    app.clock.advance(seconds(2));

    const range = [];
    for (let nth = 0; nth < 4; nth += 1) {
      range.push((await post('send-otp', { phone: `+20100555510${nth}` })).status);
    }
    const abroad = [];
    for (const phone of ['+919876543210', '+919812345678', '+919898989898', '+27812345678']) {
      abroad.push((await post('send-otp', { phone })).status);
    }

    expect(range).toEqual([200, 200, 200, 429]);
    expect(abroad).toEqual([200, 200, 429, 200]);
  });

  it('keep codes to the countries of the setting, and to phones that take messages', async () => {
    await setting('otp.countries', ['EG']);
    app.clock.advance(seconds(2));

    const abroad = await post('send-otp', { phone: '+27812345678' });
    const fixed = await post('send-otp', { phone: '0223456789' });
    const home = await post('send-otp', { phone: aPhone() });

    expect([abroad.body.code, fixed.body.code, home.status]).toEqual([
      'otp.countryNotServed',
      'otp.notMobile',
      200,
    ]);
    expect(await OtpModel.countDocuments()).toBe(1);
  });

  it('count five tries at a code; another code of the same phone does not bring them back', async () => {
    const phone = aPhone();
    const first = await codeTo(phone);
    for (let nth = 1; nth <= 3; nth += 1) {
      await verify(phone, otherThan(first, nth));
    }
    app.clock.advance(seconds(30));
    await post('resend-otp', { phone });
    const second = await latestCode(app, phone);
    const left = (await OtpModel.findOne({ phone }).lean())?.triesLeft;
    for (let nth = 1; nth <= 2; nth += 1) {
      await verify(phone, otherThan(second, nth));
    }

    const answer = await verify(phone, second, NAMED);

    expect([left, answer.status]).toEqual([2, 401]);
  });

  it('stop trying at all after fifty wrong codes a day, however many codes are sent; a right one clears the slate', async () => {
    const [phone, lucky] = [aPhone(), aPhone()];
    const endsAt = new Date(app.clock.now().getTime() + hours(20));
    const rows = [phone, lucky].map((of) => ({
      key: `account:otp:wrong:login:${of}`,
      points: 49,
      endsAt,
      freeAt: app.clock.now(),
    }));
    await RateLimitModel.create(rows);
    const [code, other] = [await codeTo(phone), await codeTo(lucky)];

    const answers = [
      await verify(phone, otherThan(code)),
      await verify(phone, code, NAMED),
      await verify(lucky, other, NAMED),
    ];

    expect(answers.map(({ status }) => status)).toEqual([401, 429, 200]);
    expect(Number(answers[1]?.headers['retry-after'])).toBe(hours(20) / 1_000);
    expect(await RateLimitModel.findOne({ key: rows[1]?.key ?? '' }).lean()).toBeNull();
  });
});

describe('what a stranger learns', () => {
  it.each([
    ['send-otp', {}],
    ['verify-otp', { otp: '000000' }],
    ['forgot-password', {}],
    ['reset-password', { otp: '000000', newPassword: NEW_PASSWORD }],
  ])(
    'by %s is the same of a phone that is known and of one that is not, and so is the work',
    async (path, body) => {
      const { phone } = await aPhoneAccount();
      await app.container.settings.current(); // known for a second
      const look = async (of: string) => {
        let said: Record<string, unknown> = {};
        const commands = await commandsOfRequests(async () => {
          const { status, body: answer } = await post(path, { ...body, phone: of });
          const { code, message, data } = answer as Record<string, object | undefined>;
          said = { status, code, message, data: { ...data, phone: undefined } };
        });
        return { said, commands };
      };

      const [known, unknown] = [await look(phone), await look(aPhone())];

      expect(known).toEqual(unknown);
    },
  );
});

describe('one’s own phone', () => {
  it('is verified by a code, which lets money out', async () => {
    const phone = aPhone();
    const { as, id } = await aUser(app, { phone, phoneVerifiedAt: undefined, emailVerifiedAt: undefined });
    const before = await as.put('/api/wallet/payout-details').send(BANK);
    const sent = await as.post('/api/auth/send-otp').send({ purpose: 'verifyPhone' });
    const code = await latestCode(app, phone);
    const wrong = await as.post('/api/auth/verify-phone').send({ otp: otherThan(code) });

    const answer = await as.post('/api/auth/verify-phone').send({ otp: code });

    expect(before.body.code).toBe('wallet.contactNotVerified');
    expect([sent.status, wrong.status, wrong.body.code]).toEqual([200, 400, 'otp.wrong']);
    expect(answer.body.data).toEqual({ phone, isPhoneVerified: true });
    const after = await as.put('/api/wallet/payout-details').send(BANK);
    expect(after.status).toBe(200);
    const again = await as.post('/api/auth/send-otp').send({ purpose: 'verifyPhone' });
    expect(again.body.code).toBe('otp.phoneVerified');
    await app.drainOutbox();
    expect(await ActivityModel.countDocuments({ action: 'phone.verified', 'target.id': id })).toBe(1);
  });

  it('cannot be verified by somebody else’s code, nor when another account has verified it', async () => {
    const phone = aPhone();
    const { as } = await aUser(app, { phone: undefined, phoneVerifiedAt: undefined });
    const { as: other } = await aUser(app, { phone: undefined, phoneVerifiedAt: undefined });
    await as.post('/api/auth/send-otp').send({ purpose: 'verifyPhone', phone });
    const code = await latestCode(app, phone);
    const stolen = await other.post('/api/auth/verify-phone').send({ otp: code });
    await aUser(app, { phone });

    const late = await as.post('/api/auth/verify-phone').send({ otp: code });

    expect([stolen.status, late.status, late.body.code]).toEqual([400, 409, 'user.taken']);
  });

  it('asks for a login, and for a phone', async () => {
    const { as } = await aUser(app, { phone: undefined, phoneVerifiedAt: undefined });

    const answers = [
      await post('send-otp', { purpose: 'verifyPhone', phone: aPhone() }),
      await post('send-otp', {}),
      await as.post('/api/auth/send-otp').send({ purpose: 'verifyPhone' }),
      await as.post('/api/auth/send-otp').send({ purpose: 'confirmOwner' }),
    ];

    expect(answers.map(({ body }) => body.code)).toEqual([
      'auth.required',
      'otp.phoneMissing',
      'otp.phoneMissing',
      'otp.noPhone',
    ]);
  });

  it('is changed with the password; the old phone is told how to undo it, and undoing ends every session', async () => {
    const [from, to] = [aPhone(), aPhone()];
    const { as, id, token } = await aUser(app, { phone: from });
    const change = (body: object) => as.post('/api/auth/change-phone').send({ newPhone: to, ...body });
    const refused = [await change({}), await change({ password: 'wrong-one-1' })];
    const sent = await change({ password: PASSWORD });
    const before = await UserModel.findById(id).lean();

    const answer = await as.post('/api/auth/verify-phone').send({ otp: await latestCode(app, to) });

    expect(refused.map(({ body }) => body.code)).toEqual(['otp.proofMissing', 'auth.currentPasswordWrong']);
    expect([sent.status, sent.body.data.phone, before?.phone]).toEqual([200, to, from]);
    expect(answer.body.data).toEqual({ phone: to, isPhoneVerified: true });
    const [told] = await textsTo(app, from);
    const link = /https?:\S+/.exec(told?.text ?? '')?.[0] ?? '';
    const undoToken = await latestLink(app, 'undoPhone');
    expect(new URL(link).searchParams.get('token')).toBe(undoToken);
    const undone = await post('undo-change', { token: undoToken });
    expect(undone.status).toBe(200);
    expect((await UserModel.findById(id).lean())?.phone).toBe(from);
    expect(await isAlive(app, token)).toBe(false);
    expect((await post('undo-change', { token: undoToken })).status).toBe(410);
    await app.drainOutbox();
    const told2 = (await ActivityModel.find({ 'target.id': id }).lean()).map(({ action }) => action);
    expect(told2).toEqual(
      expect.arrayContaining(['phone.changeRequested', 'phone.changed', 'phone.changeUndone']),
    );
  });

  it('is kept for its owner for 72 hours after a change, and free afterwards', async () => {
    const [from, to] = [aPhone(), aPhone()];
    const { as } = await aUser(app, { phone: from });
    await as.post('/api/auth/change-phone').send({ newPhone: to, password: PASSWORD });
    await as.post('/api/auth/verify-phone').send({ otp: await latestCode(app, to) });

    const early = await verify(from, await codeTo(from), NAMED);
    app.clock.advance(hours(72));
    const late = await verify(from, await codeTo(from), NAMED);

    expect([early.status, early.body.code, late.status]).toEqual([409, 'user.taken', 200]);
    expect((await OneTimeTokenModel.findOne({ purpose: 'undoPhone' }).lean())?.usedAt).toBeUndefined();
  });

  it('is changed with a code where there is no password; a code of another purpose does not do', async () => {
    const { phone, as } = await aPhoneAccount();
    const to = aPhone();
    await as('send-otp', { purpose: 'confirmOwner' });
    const code = await latestCode(app, phone);
    const wrong = await as('change-phone', { newPhone: to, otp: otherThan(code) });

    const asked = await as('change-phone', { newPhone: to, otp: code });
    const replayed = await as('change-phone', { newPhone: aPhone(), otp: code });
    const done = await as('verify-phone', { otp: await latestCode(app, to) });

    expect([wrong.status, asked.status, replayed.status, done.status]).toEqual([400, 200, 400, 200]);
    expect(await UserModel.countDocuments({ phone: to })).toBe(1);
  });

  it('does not become one that another account has verified', async () => {
    const { user: other } = await aUser(app);
    const { as } = await aUser(app);

    const answer = await as
      .post('/api/auth/change-phone')
      .send({ newPhone: other.phone, password: PASSWORD });

    expect([answer.status, answer.body.code]).toEqual([409, 'user.taken']);
  });
});

describe('a forgotten password of an account without an e-mail', () => {
  it('is set anew with a code, and every device is signed out', async () => {
    const { phone, token } = await aPhoneAccount();
    await post('forgot-password', { phone });
    const otp = await latestCode(app, phone);
    const wrong = await post('reset-password', { phone, otp: otherThan(otp), newPassword: NEW_PASSWORD });

    const answer = await post('reset-password', { phone, otp, newPassword: NEW_PASSWORD });

    expect([wrong.status, wrong.body.code, answer.status]).toEqual([400, 'otp.wrong', 200]);
    expect(await isAlive(app, token)).toBe(false);
    const login = await post('login', { phone, password: NEW_PASSWORD });
    expect(login.status).toBe(200);
    const again = await post('reset-password', { phone, otp, newPassword: PASSWORD });
    expect(again.status).toBe(400);
  });

  it('sends nothing to a phone whose account has an e-mail, or that is unconfirmed or unknown', async () => {
    const { user } = await aUser(app);
    const named = aPhone();
    await aUser(app, { phone: named, phoneVerifiedAt: undefined, email: undefined, emailKey: undefined });
    const phones = [user.phone ?? '', named, aPhone()];

    for (const phone of phones) {
      expect((await post('forgot-password', { phone })).status).toBe(200);
      expect(await textsTo(app, phone)).toEqual([]);
    }
  });
});
