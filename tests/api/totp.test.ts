import { OutboxRowModel } from '../../src/models/outboxRow.model';
import { SessionModel } from '../../src/models/session.model';
import { TotpModel } from '../../src/models/totp.model';
import { minutes, seconds } from '../../src/utils/clock';
import { codeOf, stepAt, toBase32 } from '../../src/utils/totp';
import { aClient, aModerator, anAdmin, PASSWORD, type MadeUser } from '../factories/user';
import { startTestApp } from '../helpers/app';
import { clientWith } from '../helpers/as';

const app = startTestApp({ config: (config) => ({ ...config, isProduction: true }) });

/** What an authenticator app does with the secret that it was given. */
function readBase32(text: string): Buffer {
  const known = Array.from({ length: 256 }, (_, byte) => toBase32(Buffer.from([byte])).charAt(0));
  const alphabet = [...new Set(known)];
  const bits = [...text].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
}

interface Phone {
  code(stepsAhead?: number): string;
}

const phoneOf = (secret: string): Phone => ({
  code: (stepsAhead = 0) => codeOf(readBase32(secret), stepAt(app.clock.now()) + stepsAhead),
});

interface Protected {
  readonly phone: Phone;
  readonly recoveryCodes: string[];
}

async function enable({ as }: Pick<MadeUser, 'as'>): Promise<Protected> {
  const setup = await as.post('/api/auth/totp/setup').send({});
  const phone = phoneOf(setup.body.data.secret as string);
  const enabled = await as.post('/api/auth/totp/enable').send({ code: phone.code() });
  app.clock.advance(seconds(30));
  return { phone, recoveryCodes: enabled.body.data.recoveryCodes as string[] };
}

const login = ({ user }: MadeUser, totp?: string) =>
  app.http
    .post('/api/auth/login')
    .send({ email: user.email, password: PASSWORD, type: 'admins', ...(totp !== undefined && { totp }) });

describe('the second factor', () => {
  it('is set up with a secret that apps read, and gives ten recovery codes once', async () => {
    const admin = await anAdmin(app);

    const setup = await admin.as.post('/api/auth/totp/setup').send({});
    const phone = phoneOf(setup.body.data.secret as string);
    const enabled = await admin.as.post('/api/auth/totp/enable').send({ code: phone.code() });

    expect(setup.body.data.uri).toContain(`secret=${setup.body.data.secret as string}&issuer=Craftworks`);
    expect(enabled.status).toBe(200);
    expect(new Set(enabled.body.data.recoveryCodes as string[]).size).toBe(10);
    expect((enabled.body.data.recoveryCodes as string[])[0]).toMatch(/^[A-Z2-9]{5}-[A-Z2-9]{5}$/);
  });

  it('is stored so that neither the secret nor a code can be read from the database', async () => {
    const admin = await anAdmin(app);
    const setup = await admin.as.post('/api/auth/totp/setup').send({});
    const secret = setup.body.data.secret as string;
    const { code } = phoneOf(secret);
    const enabled = await admin.as.post('/api/auth/totp/enable').send({ code: code() });

    const everything = JSON.stringify([await TotpModel.find().lean(), await OutboxRowModel.find().lean()]);

    const secrets = [
      secret,
      readBase32(secret).toString('base64url'),
      ...(enabled.body.data.recoveryCodes as string[]),
    ];
    expect(secrets.filter((text) => everything.includes(text))).toEqual([]);
    expect(JSON.stringify(app.logger.lines)).not.toContain(secret);
  });

  it('is asked at the login once it is on: absent and wrong codes are 401', async () => {
    const admin = await anAdmin(app);
    const { phone } = await enable(admin);

    const without = await login(admin);
    const wrong = await login(admin, phone.code() === '000000' ? '000001' : '000000');
    const right = await login(admin, phone.code());

    expect([without.status, without.body.code]).toEqual([401, 'auth.totpRequired']);
    expect([wrong.status, wrong.body.code]).toEqual([401, 'auth.totpWrong']);
    expect(right.status).toBe(200);
  });

  it('takes each code once, also the one that turned it on, and of two at once one', async () => {
    const admin = await anAdmin(app);
    const setup = await admin.as.post('/api/auth/totp/setup').send({});
    const phone = phoneOf(setup.body.data.secret as string);
    const first = phone.code();
    await admin.as.post('/api/auth/totp/enable').send({ code: first });

    const replayed = await login(admin, first);
    app.clock.advance(seconds(30));
    const next = phone.code();
    const both = await Promise.all([login(admin, next), login(admin, next)]);
    const older = await login(admin, first);

    expect(replayed.body.code).toBe('auth.totpWrong');
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
    expect(older.status).toBe(401);
  });

  it('takes a recovery code once, in any spelling, and tells how many are left', async () => {
    const admin = await anAdmin(app);
    const { recoveryCodes } = await enable(admin);
    const [code = ''] = recoveryCodes;

    const first = await login(admin, code.toLowerCase().replace('-', ' '));
    const second = await login(admin, code);

    expect([first.status, second.status]).toEqual([200, 401]);
    const used = await OutboxRowModel.findOne({ event: 'totp.codeUsed' }).lean();
    expect(used?.data).toEqual({ userId: admin.id, left: 9 });
    await app.container.dispatcher.processAll(); // no mail goes out: production has no provider here
    const { body } = await admin.as.get('/api/notifications');
    const titles = (body.data as { title: string }[]).map(({ title }) => title);
    expect(titles).toContain('A recovery code was used');
  });

  it('makes guessing slow: after five tries the waiting grows, and a right code ends it', async () => {
    const admin = await anAdmin(app);
    const { phone } = await enable(admin);
    const wrong = phone.code() === '000000' ? '000001' : '000000';
    const statuses: number[] = [];
    for (let tries = 1; tries <= 6; tries += 1) {
      statuses.push((await login(admin, wrong)).status);
    }
    const early = await login(admin, phone.code());
    app.clock.advance(minutes(1));
    const later = await login(admin, phone.code());

    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
    expect([early.status, later.status]).toEqual([429, 200]);
  });

  it('is turned off with the password and a code; every login ends, and the next one is for setting up', async () => {
    const admin = await anAdmin(app);
    const { phone } = await enable(admin);
    const disable = (body: object) => admin.as.post('/api/auth/totp/disable').send(body);

    const wrongPassword = await disable({ password: 'not-it-at-all', code: phone.code() });
    const wrongCode = await disable({ password: PASSWORD, code: 'AAAAA-AAAAA' });
    const done = await disable({ password: PASSWORD, code: phone.code() });
    const after = await admin.as.get('/api/admin/users');
    const again = await login(admin);

    expect([wrongPassword.status, wrongCode.status, done.status, after.status]).toEqual([400, 400, 200, 401]);
    expect(wrongPassword.body.code).toBe('auth.currentPasswordWrong');
    expect(again.status).toBe(200);
    expect(await TotpModel.countDocuments()).toBe(0);
    const scopes = await SessionModel.find({ endedAt: null }).lean();
    expect(scopes.map(({ scope }) => scope)).toEqual(['onboarding']);
  });

  it('gives new recovery codes for a code; the old ones are dead', async () => {
    const admin = await anAdmin(app);
    const { phone, recoveryCodes } = await enable(admin);

    const renewed = await admin.as.post('/api/auth/totp/recovery-codes').send({ code: phone.code() });
    const old = await login(admin, recoveryCodes[0]);
    const fresh = await login(admin, (renewed.body.data.recoveryCodes as string[])[0]);

    expect([renewed.status, old.status, fresh.status]).toEqual([200, 401, 200]);
  });

  it('is 409 out of turn and 400 with a code that is none', async () => {
    const admin = await anAdmin(app);
    const post = (path: string, body: object) => admin.as.post(`/api/auth/totp/${path}`).send(body);

    const early = [
      await post('enable', { code: '123456' }),
      await post('disable', { password: PASSWORD, code: '123456' }),
      await post('recovery-codes', { code: '123456' }),
    ];
    await post('setup', {});
    const badForm = await post('enable', { code: '12345' });
    const setup = await post('setup', {});
    const { code } = phoneOf(setup.body.data.secret as string);
    const wrong = await post('enable', { code: code(5) });
    await post('enable', { code: code() });
    const late = [await post('setup', {}), await post('enable', { code: code(1) })];

    expect(early.map(({ body }) => body.code as string)).toEqual([
      'totp.notSetUp',
      'totp.notEnabled',
      'totp.notEnabled',
    ]);
    expect([badForm.status, wrong.body.code]).toEqual([400, 'totp.wrongCode']);
    expect(late.map(({ body }) => body.code as string)).toEqual([
      'totp.alreadyEnabled',
      'totp.alreadyEnabled',
    ]);
  });

  it('is for staff: a client is 403, an anonymous caller 401', async () => {
    const client = await aClient(app);
    const paths = ['setup', 'enable', 'disable', 'recovery-codes'];
    const body = { code: '123456', password: PASSWORD };

    const asClient = await Promise.all(
      paths.map((path) => client.as.post(`/api/auth/totp/${path}`).send(body)),
    );
    const anonymous = await app.http.post('/api/auth/totp/setup').send({});

    expect(asClient.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
    expect(anonymous.status).toBe(401);
  });

  it('is never replayed from an idempotency key', async () => {
    const admin = await anAdmin(app);
    const setup = () => admin.as.post('/api/auth/totp/setup').set('Idempotency-Key', 'one').send({});

    const [first, second] = [await setup(), await setup()];

    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.body.data.secret).not.toBe(first.body.data.secret);
  });
});

describe('staff in production', () => {
  it('without a second factor may set one up and nothing else; then the login becomes a full one', async () => {
    const moderator = await aModerator(app);
    const signedIn = await login(moderator);
    const as = clientWith(app, signedIn.body.data.token as string);

    const shut = await as.get('/api/admin/users');
    await enable({ as });
    const open = await as.get('/api/admin/users');

    expect([shut.status, shut.body.code]).toEqual([403, 'access.onboardingOnly']);
    expect(open.status).toBe(200);
  });
});
