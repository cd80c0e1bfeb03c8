import { DisputeModel } from '../../src/models/dispute.model';
import { hours } from '../../src/utils/clock';
import { aPaidJob } from '../factories/paidJob';
import { aModerator, anAdmin } from '../factories/user';
import { again } from '../helpers/again';
import { startTestApp } from '../helpers/app';

const app = startTestApp();

/** An Escrow that is disputed and refunded so many hours later. */
async function decidedAfter(wait: number): Promise<void> {
  const { client, jobId } = await aPaidJob(app, 'Escrow', { state: 'inProgress' });
  const body = { jobId, reason: 'damage', description: 'It is broken.' };
  const { id } = (await client.as.post('/api/disputes').send(body)).body.data as { id: string };
  app.clock.advance(hours(wait));
  const moderator = await aModerator(app);
  const decision = { decision: 'refund', reason: 'It is so.' };
  const answer = await moderator.as.post(`/api/admin/disputes/${id}/resolve`).send(decision);
  expect(answer.status).toBe(200);
}

const ask = async (query = '') =>
  (await again(app, await anAdmin(app))).get(`/api/admin/analytics/disputes${query}`);

it('the time to a decision is a median beside the goal, of all and of a month', async () => {
  for (const wait of [1, 80, 10]) {
    await decidedAfter(wait);
  }

  expect((await ask()).body.data).toEqual({
    month: null,
    resolved: 3,
    median: 10,
    medianMs: hours(10),
    goalHours: 72,
    withinGoal: 2,
  });
  expect((await ask('?month=2026-03')).body.data).toMatchObject({
    month: '2026-03',
    resolved: 3,
    median: 10,
  });
  expect((await ask('?month=2026-04')).body.data).toMatchObject({
    resolved: 0,
    median: null,
    medianMs: null,
  });
  await decidedAfter(20);
  expect((await ask()).body.data).toMatchObject({ resolved: 4, median: 15, withinGoal: 3 });
});

it('is for admins, and asks for a month that there is', async () => {
  const moderator = await aModerator(app);

  const answers = [
    await app.http.get('/api/admin/analytics/disputes'),
    await moderator.as.get('/api/admin/analytics/disputes'),
    await ask('?month=2026-13'),
  ];

  expect(answers.map(({ status }) => status)).toEqual([401, 403, 400]);
  expect(await DisputeModel.countDocuments({})).toBe(0);
});
