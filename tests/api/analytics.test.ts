import { DisputeModel } from '../../src/models/dispute.model';
import { hours } from '../../src/utils/clock';
import { aJob } from '../factories/job';
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

describe('the figures of the roll-ups', () => {
  const get = async (what: string) =>
    (await again(app, await anAdmin(app))).get(`/api/admin/analytics/${what}`);

  it('are the funnel of the time, by service and area, with the wait for the first quote', async () => {
    const { job } = await aJob(app).completed();
    await aJob(app, { serviceId: job.serviceId }).quoted();
    await aJob(app).cancelled();
    await app.container.rollUps.keep();

    const funnel = (await get('funnel')).body.data;
    const services = (await get('fill-rate?by=service')).body.data;
    const areas = (await get('fill-rate?by=area')).body.data;
    const earlier = (await get('funnel?from=2025-01-01&to=2025-12-31')).body.data;

    expect(funnel).toMatchObject({
      posted: 3,
      quoted: 2,
      hired: 1,
      completed: 1,
      cancelled: 1,
      quoteRate: 0.667,
      hireRate: 0.5,
      fillRate: 0.333,
      completionRate: 1,
      timeToFirstQuote: { count: 2, meanMinutes: 0 },
    });
    expect(services.rows[0]).toMatchObject({ key: job.serviceId.toHexString(), posted: 2, fillRate: 0.5 });
    expect(services.rows[0].name).toMatch(/^Trade/);
    expect(areas.rows).toMatchObject([{ key: 'cairo governorate', posted: 3 }]);
    expect(earlier).toMatchObject({ posted: 0, fillRate: null });
  });

  it('are the revenue by currency and day, and who came back', async () => {
    const { client } = await aPaidJob(app, 'Cash', { state: 'confirmed' });
    await app.container.rollUps.keep();

    const revenue = (await get('revenue')).body.data.currencies;
    const { cohorts } = (await get('retention?months=2')).body.data;

    expect(revenue).toMatchObject([{ currency: 'EGP', fees: 2_250, net: 2_250, days: [{ fees: 2_250 }] }]);
    expect(cohorts).toHaveLength(2);
    expect(cohorts[1].months).toMatchObject([{ active: 2 }]);
    expect(cohorts[1].size).toBeGreaterThanOrEqual(2);
    expect(client.id).toBeDefined();
  });

  it('are for admins, of a time that there is', async () => {
    const moderator = await aModerator(app);

    const answers = [
      await moderator.as.get('/api/admin/analytics/funnel'),
      await get('funnel?from=2026-02-30'),
      await get('revenue?from=2026-02-02&to=2026-02-01'),
      await get('fill-rate?by=client'),
      await get('retention?months=99'),
    ];

    expect(answers.map(({ status }) => status)).toEqual([403, 400, 400, 400, 400]);
  });
});
