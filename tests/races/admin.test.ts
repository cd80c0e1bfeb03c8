import { OutboxRowModel } from '../../src/models/outboxRow.model';
import { SessionModel } from '../../src/models/session.model';
import { UserModel } from '../../src/models/user.model';
import { aClient, anAdmin, aModerator, PASSWORD, type MadeUser } from '../factories/user';
import { startTestApp } from '../helpers/app';

const app = startTestApp();

const demote = (who: MadeUser, whom: MadeUser) =>
  who.as.patch(`/api/admin/users/${whom.id}/role`).send({ role: 'client' });
const ban = (who: MadeUser, whom: MadeUser) =>
  who.as.patch(`/api/admin/users/${whom.id}/ban`).send({ reason: 'Rude messages' });
const admins = (): Promise<number> =>
  UserModel.countDocuments({ roles: 'admin', 'ban.level': { $exists: false } }).exec();
const statuses = (answers: { status: number }[]): number[] => answers.map(({ status }) => status).sort();

describe('two admins at once', () => {
  it.each([
    ['demote each other', demote, demote],
    ['ban each other', ban, ban],
    ['demote and ban each other', demote, ban],
  ])('%s: one is left', async (_what, first, second) => {
    for (let round = 1; round <= 5; round += 1) {
      await UserModel.deleteMany({});
      const [salma, hoda] = [await anAdmin(app), await anAdmin(app)];

      const answers = await Promise.all([first(salma, hoda), second(hoda, salma)]);

      expect(await admins()).toBe(1);
      // The loser meets the last admin, or finds his own login ended before he began.
      expect(statuses(answers)[0]).toBe(200);
      expect([401, 409]).toContain(statuses(answers)[1]);
    }
  });

  it('give up their places: one is left', async () => {
    const [salma, hoda] = [await anAdmin(app), await anAdmin(app)];

    const answers = await Promise.all([demote(salma, salma), demote(hoda, hoda)]);

    expect(statuses(answers)).toEqual([200, 409]);
    expect(await admins()).toBe(1);
  });

  it('ban one user: both are told the truth and one ban holds', async () => {
    const [admin, moderator, client] = [await anAdmin(app), await aModerator(app), await aClient(app)];

    const answers = await Promise.all([ban(admin, client), ban(moderator, client)]);

    expect(statuses(answers)).toEqual([200, 200]);
    const facts = await OutboxRowModel.find({ event: 'user.banned', handler: 'log-activity' }).lean();
    const before = facts.map(({ data }) => (data as { before?: string }).before);
    expect(before.sort()).toEqual(['banned', undefined]);
  });
});

describe('a ban during logins', () => {
  it('leaves no login alive', async () => {
    const admin = await anAdmin(app);
    const client = await aClient(app);
    const login = () =>
      app.http.post('/api/auth/login').send({ email: client.user.email, password: PASSWORD });

    const [banned] = await Promise.all([ban(admin, client), login(), login(), login()]);

    expect(banned.status).toBe(200);
    expect(await SessionModel.countDocuments({ userId: client.id, endedAt: null })).toBe(0);
  });
});

describe('a promotion during a moderator’s ban', () => {
  it('never leaves a banned member of the staff by a moderator’s hand', async () => {
    const admin = await anAdmin(app);
    const moderator = await aModerator(app);
    const client = await aClient(app);
    const promote = admin.as.patch(`/api/admin/users/${client.id}/role`).send({ role: 'moderator' });

    const [promoted, banned] = await Promise.all([promote, ban(moderator, client)]);

    expect(promoted.status).toBe(200);
    expect([200, 403]).toContain(banned.status);
    const events = await OutboxRowModel.find({
      event: { $in: ['user.banned', 'user.roleChanged'] },
      handler: 'log-activity',
    })
      .sort({ _id: 1 })
      .lean();
    const order = events.map(({ event }) => event);
    expect([['user.roleChanged'], ['user.banned', 'user.roleChanged']]).toContainEqual(order);
  });
});
