import { SessionModel } from '../../src/models/session.model';
import { UserModel } from '../../src/models/user.model';
import { inTransaction } from '../../src/utils/transaction';
import { startTestApp } from '../helpers/app';
import { isAlive, latestLink, registration } from '../helpers/auth';
import { PASSWORD, aUser } from '../factories/user';

const app = startTestApp();
const NEW_PASSWORD = 'Copper-Meadow-17';

const post = (path: string, body: object) => app.http.post(`/api/auth/${path}`).send(body);
const statuses = (answers: { status: number }[]): number[] => answers.map(({ status }) => status).sort();

/** What staff's ban does to the account: the ban and the end of every login in one transaction. */
const ban = (id: string): Promise<void> =>
  inTransaction(async (tx) => {
    const by = { level: 'banned', reason: 'fraud', by: id, at: app.clock.now() };
    await UserModel.updateOne({ _id: id }, { $set: { ban: by } }, { session: tx });
    await app.container.sessions.end({ tx, userId: id, reason: 'banned' });
  });

describe('two at once', () => {
  it.each([
    ['e-mail', () => ({ email: 'same@example.com' })],
    [
      'e-mail in two spellings',
      (n: number) => ({ email: n === 0 ? 'same@example.com' : 'S\u0430me@EXAMPLE.com' }),
    ],
    ['phone', () => ({ phone: '+201001234567' })],
  ])('register with one %s: one account', async (_what, given) => {
    const answers = await Promise.all([0, 1].map((n) => post('register', registration(given(n)))));

    expect(statuses(answers)).toEqual([201, 409]);
    expect(await UserModel.countDocuments()).toBe(1);
  });

  it('use one refresh token: at most one gets the next, and the family is dead', async () => {
    const { user } = await aUser(app);
    const { refreshToken } = (await post('login', { email: user.email, password: PASSWORD })).body.data;

    const answers = await Promise.all([0, 1].map(() => post('refresh', { refreshToken })));

    expect(statuses(answers)).toEqual([200, 401]);
    const lucky = answers.find(({ status }) => status === 200);
    expect((await post('refresh', { refreshToken: lucky?.body.data.refreshToken })).status).toBe(401);
  });

  it('open one reset link: one password is set', async () => {
    const { user } = await aUser(app);
    await post('forgot-password', { email: user.email });
    await app.drainOutbox();
    const token = await latestLink(app, 'resetPassword');

    const answers = await Promise.all(
      [NEW_PASSWORD, 'Velvet-Anchor-93'].map((newPassword) => post('reset-password', { token, newPassword })),
    );

    expect(statuses(answers)).toEqual([200, 410]);
  });

  it('change the password: one wins', async () => {
    const { as } = await aUser(app);

    const answers = await Promise.all(
      [NEW_PASSWORD, 'Velvet-Anchor-93'].map((newPassword) =>
        as.post('/api/auth/change-password').send({ currentPassword: PASSWORD, newPassword }),
      ),
    );

    expect(statuses(answers)).toEqual([200, 400]);
  });
});

describe('a ban during a login', () => {
  it('leaves no living session, whichever is first', async () => {
    for (let round = 0; round < 8; round += 1) {
      const { user, id } = await aUser(app);

      const [answer] = await Promise.all([post('login', { email: user.email, password: PASSWORD }), ban(id)]);

      expect([200, 403]).toContain(answer.status);
      expect(await SessionModel.countDocuments({ userId: user._id, endedAt: null })).toBe(0);
      app.clock.advance(1_000);
      expect(answer.status === 200 && (await isAlive(app, answer.body.data.token))).toBe(false);
    }
  });

  it('that comes between the check of the password and the session shuts the door', async () => {
    const { user, id } = await aUser(app);
    const { verify } = app.container.passwords;
    jest.spyOn(app.container.passwords, 'verify').mockImplementation(async (password, hash) => {
      const isRight = await verify(password, hash);
      await ban(id);
      return isRight;
    });

    const answer = await post('login', { email: user.email, password: PASSWORD });

    expect([answer.status, answer.body.code]).toEqual([403, 'auth.blocked']);
    expect(await SessionModel.countDocuments({ userId: user._id, endedAt: null })).toBe(0);
  });

  it('also shuts out whoever refreshes at that moment', async () => {
    const { user, id } = await aUser(app);
    const { refreshToken } = (await post('login', { email: user.email, password: PASSWORD })).body.data;

    await Promise.all([post('refresh', { refreshToken }), ban(id)]);

    expect(await SessionModel.countDocuments({ userId: user._id, endedAt: null })).toBe(0);
  });
});
