import { HireSampleModel } from '../../src/models/hireSample.model';
import { dropSample, keepSample } from '../../src/services/suggestions/samples';
import { usualOf } from '../../src/services/suggestions/quantiles';
import { coarse } from '../../src/utils/area';
import { after, days } from '../../src/utils/clock';
import { geoPoint, type GeoPoint } from '../../src/utils/geo';
import { idOf, newId } from '../../src/utils/ids';
import { cellsOf } from '../../src/utils/reachCells';
import { CAIRO } from '../factories/craftsman';
import { aJob } from '../factories/job';
import { aService } from '../factories/service';
import { aClient, aCraftsman, anAdmin } from '../factories/user';
import { startTestApp } from '../helpers/app';

const app = startTestApp();

async function hires(
  serviceId: Awaited<ReturnType<typeof aService>>['service']['_id'],
  prices: readonly number[],
  { at = app.clock.now(), place = CAIRO, hours }: { at?: Date; place?: GeoPoint; hours?: number } = {},
): Promise<void> {
  const area = coarse(place);
  await HireSampleModel.insertMany(
    prices.map((price) => ({
      _id: newId(),
      quoteId: newId(),
      serviceId,
      area,
      cells: cellsOf(area),
      price,
      currency: 'EGP',
      ...(hours !== undefined && { hours }),
      at,
    })),
  );
}

const draft = (service: string) => ({ service, location: { latitude: 30.0444, longitude: 31.2357 } });

describe('what is usual', () => {
  it('is the quartiles, whatever the order, and nothing of too few', () => {
    expect(usualOf([50, 10, 30, 20, 40], { least: 5 })).toEqual({
      cases: 5,
      figures: { low: 20, typical: 30, high: 40 },
    });
    expect(usualOf([10, 21], { least: 2 }).figures).toEqual({ low: 13, typical: 16, high: 18 });
    expect(usualOf([1, 2], { least: 3 })).toEqual({ cases: 2, figures: undefined });
    expect(usualOf([], { least: 1 })).toEqual({ cases: 0, figures: undefined });
    expect(usualOf([1, 1.3], { least: 2, step: 0.25 }).figures?.typical).toBe(1.25);
  });
});

describe('POST /api/jobs/suggestions', () => {
  it('rests on recent hires of the same service near by, and says on how many', async () => {
    const [mona, { service, id }, { service: other }] = [
      await aClient(app),
      await aService(app),
      await aService(app),
    ];
    await hires(service._id, [10_000, 20_000, 30_000, 40_000, 50_000], { hours: 2 });
    await hires(service._id, [900_000], { at: after(app.clock.now(), -days(366)) });
    await hires(service._id, [900_000], { place: geoPoint(31.2357, 30.6) });
    await hires(other._id, [900_000]);

    const answer = await mona.as.post('/api/jobs/suggestions').send(draft(id));

    expect(answer.status).toBe(200);
    expect(answer.body.data).toEqual({
      service: { id, _id: id, name: expect.any(String) },
      radiusKm: 50,
      days: 365,
      price: { cases: 5, isEnough: true, low: 20_000, typical: 30_000, high: 40_000, currency: 'EGP' },
      duration: { cases: 5, isEnough: true, low: 2, typical: 2, high: 2 },
      text: expect.stringMatching(/300.*5 hires within 50 km.*2 to 2 hours/),
      generatedBy: 'rules',
    });
  });

  it('with too few cases says so and names no figure', async () => {
    const [karim, { service, id }] = [await aCraftsman(app), await aService(app)];
    await hires(service._id, [10_000, 20_000, 30_000, 40_000]);

    const answer = await karim.as.post('/api/jobs/suggestions').set('Accept-Language', 'ar').send(draft(id));

    expect(answer.body.data).toMatchObject({
      price: { cases: 4, isEnough: false, low: null, typical: null, high: null },
      duration: { cases: 0, isEnough: false, typical: null },
      text: 'توجد 4 اتفاقات مماثلة ضمن 50 كم، وهذا لا يكفي لنعرف المعتاد.',
    });
  });

  it('refuses what is no service or no place, staff and strangers', async () => {
    const [mona, admin] = [await aClient(app), await anAdmin(app)];
    const { id } = await aService(app);
    const ask = (body: object) => mona.as.post('/api/jobs/suggestions').send(body);

    const answers = [
      await ask(draft('Alchemy')),
      await ask({ service: id }),
      await ask({ location: CAIRO }),
      await admin.as.post('/api/jobs/suggestions').send(draft(id)),
      await app.http.post('/api/jobs/suggestions').send(draft(id)),
    ];

    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 403, 401]);
  });
});

describe('GET /api/jobs/:jobId/suggestions', () => {
  it('is for whoever sees the job', async () => {
    const [karim, { service }] = [await aCraftsman(app), await aService(app)];
    const open = await aJob(app, { serviceId: service._id }).posted();
    const hired = await aJob(app, { serviceId: service._id }).hired();
    await hires(service._id, [1, 2, 3, 4, 5], { place: open.job.location });
    const get = (jobId: string) => karim.as.get(`/api/jobs/${jobId}/suggestions`);

    const answers = [await get(open.jobId), await get(hired.jobId), await get(idOf(newId())), await get('x')];

    expect(answers.map(({ status }) => status)).toEqual([200, 404, 404, 404]);
    expect(answers[0]?.body.data.price).toMatchObject({ cases: 5, typical: 3 });
  });
});

describe('a hire', () => {
  it('is a case once it is accepted, once, and none any more when it lapses', async () => {
    const { client, jobId, quote, job } = await aJob(app).quoted(1);

    await client.as.post(`/api/jobs/${jobId}/quotes/${idOf(quote)}/accept`).expect(200);
    await app.drainOutbox();
    await Promise.all([keepSample(idOf(quote)), keepSample(idOf(quote))]);

    expect(await HireSampleModel.find().lean()).toMatchObject([
      { quoteId: quote._id, serviceId: job.serviceId, price: quote.price, area: job.area },
    ]);
    await dropSample(idOf(quote));
    await keepSample(idOf(newId()));
    expect(await HireSampleModel.countDocuments()).toBe(0);
  });
});
