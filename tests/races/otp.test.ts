import { makeContainer, type Container } from '../../src/container';
import { OtpModel } from '../../src/models/otp.model';
import { SessionModel } from '../../src/models/session.model';
import { UserModel } from '../../src/models/user.model';
import { seconds } from '../../src/utils/clock';
import { inTransaction } from '../../src/utils/transaction';
import { aUser } from '../factories/user';
import { startTestApp } from '../helpers/app';
import { memoryLogger } from '../helpers/logger';
import { aPhone, latestCode, otherThan } from '../helpers/otp';

const app = startTestApp({ env: { TRUST_PROXY: '1' } });
const NAMED = { role: 'client', fullName: 'Mona Hassan' };

/** Another process on the same database: it remembers nothing of the first. */
const anotherProcess = (): Container => {
  const { clock, container } = app;
  return makeContainer({ config: container.config, logger: memoryLogger(), clock });
};

let addresses = 0;
const post = (path: string, body: object) =>
  app.http
    .post(`/api/auth/${path}`)
    .set('X-Forwarded-For', `10.3.0.${(addresses += 1)}`)
    .send(body);
const statuses = (answers: { status: number }[]): number[] => answers.map(({ status }) => status).sort();

async function codeTo(phone: string): Promise<string> {
  expect((await post('send-otp', { phone })).status).toBe(200);
  return latestCode(app, phone);
}

/** One number in the spellings of people and machines. */
const spellings = (phone: string): string[] => {
  const national = `0${phone.slice(3)}`;
  const arabic = national.replace(/\d/g, (digit) => '٠١٢٣٤٥٦٧٨٩'[Number(digit)] ?? '');
  return [
    phone,
    national,
    `00${phone.slice(1)}`,
    arabic,
    `${phone.slice(0, 3)} ${phone.slice(3, 6)}-${phone.slice(6)}`,
  ];
};

describe('many at once', () => {
  it('try codes of one phone, from two processes and in all spellings: five are counted, then the right one is dead', async () => {
    const phone = aPhone();
    const code = await codeTo(phone);
    const other = anotherProcess();
    const device = { userAgent: 'test', ip: '10.3.1.1' };

    const tries = Array.from({ length: 24 }, (_, nth) => {
      const wrong = otherThan(code, nth + 1);
      const spelled = spellings(phone)[nth % 5] ?? phone;
      return nth % 2 === 0
        ? post('verify-otp', { phone: spelled, otp: wrong }).then(({ status }) => status)
        : other.signInByPhone({ phone, code: wrong, locale: 'en', device }).then(
            () => 200,
            ({ status }: { status: number }) => status,
          );
    });
    const answers = await Promise.all(tries);

    expect(new Set(answers)).toEqual(new Set([401]));
    expect(await OtpModel.findOne({ phone }).lean()).toMatchObject({ triesLeft: 0 });
    expect((await post('verify-otp', { phone, otp: code, ...NAMED })).status).toBe(401);
    expect(await UserModel.countDocuments()).toBe(0);
  });

  it('show the right code: one session, one account', async () => {
    const phone = aPhone();
    const otp = await codeTo(phone);

    const answers = await Promise.all([0, 1, 2].map(() => post('verify-otp', { phone, otp, ...NAMED })));

    expect(statuses(answers)).toEqual([200, 401, 401]);
    expect([await SessionModel.countDocuments(), await UserModel.countDocuments()]).toEqual([1, 1]);
  });

  it('ask for a code to one phone, from two processes and in all spellings: one is sent', async () => {
    const phone = aPhone();
    const other = anotherProcess();

    const answers = await Promise.all([
      ...spellings(phone).map((spelled) => post('send-otp', { phone: spelled }).then(({ status }) => status)),
      ...[1, 2, 3].map((nth) =>
        other.otps.send({ purpose: 'login', phone, locale: 'en', ip: `10.3.2.${nth}` }).then(
          () => 200,
          ({ status }: { status: number }) => status,
        ),
      ),
    ]);

    expect(answers.filter((status) => status === 200)).toHaveLength(1);
    expect(answers.filter((status) => status === 429)).toHaveLength(7);
    expect(await OtpModel.countDocuments()).toBe(1);
  });

  it('verify one phone for two accounts: one has it', async () => {
    const phone = aPhone();
    const bare = { phone: undefined, phoneVerifiedAt: undefined };
    const [one, two] = [await aUser(app, bare), await aUser(app, bare)];
    const codes: string[] = [];
    for (const { as } of [one, two]) {
      await as.post('/api/auth/send-otp').send({ purpose: 'verifyPhone', phone });
      codes.push(await latestCode(app, phone));
      app.clock.advance(seconds(60));
    }

    const answers = await Promise.all(
      [one, two].map(({ as }, nth) => as.post('/api/auth/verify-phone').send({ otp: codes[nth] })),
    );

    expect(statuses(answers)).toEqual([200, 409]);
    expect(await UserModel.countDocuments({ phone })).toBe(1);
  });

  it('a login and a ban: whoever comes second loses, and no session is left', async () => {
    const phone = aPhone();
    const { id } = await aUser(app, { phone });
    const otp = await codeTo(phone);
    const ban = inTransaction(async (tx) => {
      const by = { level: 'banned', reason: 'fraud', by: id, at: app.clock.now() };
      await UserModel.updateOne({ _id: id }, { $set: { ban: by } }, { session: tx });
      await app.container.sessions.end({ tx, userId: id, reason: 'banned' });
    });

    await Promise.all([post('verify-otp', { phone, otp }), ban]);

    expect(await SessionModel.countDocuments({ userId: id, endedAt: null })).toBe(0);
  });
});
