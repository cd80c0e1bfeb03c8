import { UserModel } from '../../src/models/user.model';
import { hours } from '../../src/utils/clock';
import { aJob } from '../factories/job';
import { aPaidJob } from '../factories/paidJob';
import { aClient, aModerator, anAdmin, type MadeUser } from '../factories/user';
import { again } from '../helpers/again';
import { startTestApp } from '../helpers/app';

const app = startTestApp();

interface Line {
  readonly id: string;
  readonly kind: string;
  readonly at: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

const historyOf = async (admin: MadeUser, userId: string, query = '') => {
  const answer = await admin.as.get(`/api/admin/users/${userId}/history${query}`);
  expect([answer.status, answer.body.errors]).toEqual([200, undefined]);
  return answer.body as {
    readonly data: Line[];
    readonly pagination: { readonly totalItems: number; readonly nextCursor: string | null };
    readonly counts: Readonly<Record<string, number>>;
    readonly money: readonly Record<string, unknown>[];
  };
};
const linesOf = (lines: readonly Line[]): string[] =>
  lines.map(({ kind, facts }) => `${kind} ${String(facts['action'] ?? facts['status'])}`);

it('merges what became of a client from everywhere, the latest first, with counts', async () => {
  const admin = await anAdmin(app);
  const { client, craftsman, jobId } = await aPaidJob(app, 'Escrow', { state: 'inProgress' });
  app.clock.advance(hours(1));
  const clientAgain = await again(app, client);
  await clientAgain.post('/api/disputes').send({ jobId, reason: 'damage', description: 'It is broken.' });
  const report = { type: 'user', id: client.id, reason: 'other', description: 'He shouts.' };
  await (await again(app, craftsman)).post('/api/reports').send(report);
  app.clock.advance(hours(1));
  const staff = { ...admin, as: await again(app, admin) };
  await staff.as.patch(`/api/admin/users/${client.id}/ban`).send({ reason: 'Rude messages' });
  await app.drainOutbox();

  const history = await historyOf(staff, client.id);

  expect(linesOf(history.data).slice(0, 4)).toEqual(
    expect.arrayContaining(['account user.banned', 'account session.ended', 'dispute Open']),
  );
  expect(history.data.map(({ kind }) => kind)).toContain('job');
  expect(history.data.map(({ at }) => at)).toEqual(
    history.data
      .map(({ at }) => at)
      .sort()
      .reverse(),
  );
  expect(history.counts).toMatchObject({ job: 1, hire: 0, dispute: 1, payment: 0 });
  expect(history.pagination.totalItems).toBe(history.data.length);
  expect(JSON.stringify(history)).not.toMatch(/passwordHash|\$2b|token/i);
});

it('is paged by number and by cursor without gaps or doubles, also among lines of one instant', async () => {
  const [admin, client] = [await anAdmin(app), await aClient(app)];
  for (let made = 0; made < 5; made += 1) {
    await aJob(app, { client }).posted();
  }
  app.clock.advance(1);
  for (let made = 0; made < 4; made += 1) {
    await aJob(app, { client }).cancelled();
  }

  const all = (await historyOf(admin, client.id, '?limit=50')).data.map(({ id }) => id);
  const walked: string[] = [];
  let cursor: string | undefined = '';
  while (cursor !== undefined) {
    const from: string = cursor === '' ? '' : `&cursor=${cursor}`;
    const page = await historyOf(admin, client.id, `?limit=2${from}`);
    walked.push(...page.data.map(({ id }) => id));
    cursor = page.pagination.nextCursor ?? undefined;
  }
  const second = (await historyOf(admin, client.id, '?limit=2&page=2')).data.map(({ id }) => id);

  expect(all).toHaveLength(9);
  expect(walked).toEqual(all);
  expect(second).toEqual(all.slice(2, 4));
});

it('shows the kinds that are asked for, and what was paid', async () => {
  const admin = await anAdmin(app);
  const { client, jobId } = await aJob(app, { paymentType: 'Escrow' }).hired();

  const jobs = await historyOf(admin, client.id, '?kinds=job,dispute');

  expect(jobs.data.map(({ id }) => id)).toEqual([jobId]);
  expect(jobs.money).toEqual([]);
});

it('is for admins, of users that there are', async () => {
  const [admin, moderator, client] = [await anAdmin(app), await aModerator(app), await aClient(app)];
  const path = `/api/admin/users/${client.id}/history`;

  const answers = [
    await app.http.get(path),
    await client.as.get(path),
    await moderator.as.get(path),
    await admin.as.get('/api/admin/users/665f1c2ab8a1f0d4c3e2b1a0/history'),
    await admin.as.get(`${path}?cursor=abc`),
    await admin.as.get(`${path}?kinds=secrets`),
  ];

  expect(answers.map(({ status }) => status)).toEqual([401, 403, 403, 404, 400, 400]);
  expect(await UserModel.countDocuments({})).toBe(3);
});
