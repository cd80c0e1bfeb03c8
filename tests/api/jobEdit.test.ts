import { JobModel } from '../../src/models/job.model';
import { MediaModel } from '../../src/models/media.model';
import { ActivityModel } from '../../src/models/activity.model';
import { QuoteModel } from '../../src/models/quote.model';
import { after, days } from '../../src/utils/clock';
import { idOf, newId } from '../../src/utils/ids';
import { aVerifiedCraftsman } from '../factories/craftsman';
import { aJob, storedJob } from '../factories/job';
import { aService } from '../factories/service';
import { aClient, type MadeUser } from '../factories/user';
import { again } from '../helpers/again';
import { startTestApp } from '../helpers/app';
import { eventsOf, expectSound, noticesTo } from '../helpers/offers';
import { commandsOfRequests } from '../helpers/roundTrips';
import { aJpeg } from '../support/pictures';

const app = startTestApp();
const edit = (who: MadeUser, jobId: string, body: object) => who.as.patch(`/api/jobs/${jobId}`).send(body);

describe('changing an open job', () => {
  it('changes what is named, clears what is null and leaves the rest', async () => {
    const { jobId, client, job } = await aJob(app, {
      experienceLevel: 'expert',
      benefits: ['Lunch'],
    }).posted();

    const answer = await edit(client, jobId, {
      title: 'Kitchen tap drips',
      experienceLevel: null,
      urgency: 'urgent',
      status: 'Completed',
      client: 'somebody',
    });

    expect(answer.status).toBe(200);
    expect(answer.body.data).toMatchObject({
      title: 'Kitchen tap drips',
      description: job.description,
      experienceLevel: null,
      urgency: 'urgent',
      benefits: ['Lunch'],
      status: 'Posted',
      client: { id: client.id },
    });
    const stored = await storedJob(jobId);
    expect(stored).not.toHaveProperty('experienceLevel');
    expect(stored.terms).toEqual(expect.arrayContaining(['tap', 'drips']));
    expect(stored.revision).toBe(1);
  });

  it('begins its 30 days anew and lets the owner be warned again', async () => {
    const made = await aJob(app, { expiryWarnedAt: app.clock.now() }).posted();
    app.clock.advance(days(26));
    const client = await again(app, made.client);

    await client.patch(`/api/jobs/${made.jobId}`).send({ title: 'Kitchen tap drips' });

    const stored = await storedJob(made.jobId);
    expect(stored.expiresAt).toEqual(after(app.clock.now(), days(30)));
    expect(stored).not.toHaveProperty('expiryWarnedAt');
  });

  it('takes back all that an app was sent without changing anything', async () => {
    const { client } = await aJob(app).posted();
    const { id } = await aService(app);
    const posted = await client.as.post('/api/jobs').send({
      title: 'Paint two rooms',
      description: 'Two rooms, white, with ceilings.',
      service: id,
      address: { city: 'Giza', state: 'Giza Governorate', street: '3 Nile Street' },
      location: { latitude: 30.01, longitude: 31.2 },
      salaryMin: 20_000,
      jobDate: '2026-03-09',
      timeWindow: { from: '08:00', to: '10:00' },
      requirements: ['Ladder'],
    });
    const before = await storedJob(posted.body.data.id);

    const answer = await client.as.put(`/api/jobs/${posted.body.data.id}`).send(posted.body.data);

    expect(answer.status).toBe(200);
    expect(answer.body.data).toEqual(posted.body.data);
    expect(await storedJob(posted.body.data.id)).toEqual(before);
    expect(await eventsOf(/^job\.edited/)).toEqual([]);
  });

  it.each([
    ['one price', { jobPrice: 70_000 }, { budget: { price: 70_000 }, listPrice: 70_000 }],
    [
      'a range',
      { salaryMin: 1_000, salaryMax: 2_000 },
      { budget: { salaryMin: 1_000, salaryMax: 2_000, salaryType: 'fixed' }, listPrice: 1_000 },
    ],
    ['nothing', { jobPrice: 0 }, { budget: {}, listPrice: 0 }],
    ['nothing any more', { jobPrice: null }, { budget: {}, listPrice: 0 }],
  ])('asks %s in place of the price before', async (_what, body, expected) => {
    const { jobId, client } = await aJob(app).posted();

    const answer = await edit(client, jobId, body);

    expect(answer.status).toBe(200);
    const { budget, listPrice } = await storedJob(jobId);
    expect({ budget, listPrice }).toEqual(expected);
  });

  it('moves it to another service by a name in any language', async () => {
    const { jobId, client } = await aJob(app).posted();
    const { id } = await aService(app, { names: { en: 'Painting', ar: 'نقاشة' } });

    const answer = await edit(client, jobId, { category: 'نقاشه' });

    expect(answer.body.data).toMatchObject({ service: { id, name: 'Painting' }, category: 'Painting' });
  });

  it('is not for restricted accounts', async () => {
    const ban = { level: 'restricted', reason: 'Spam', by: newId(), at: app.clock.now() } as const;
    const { jobId, client, job } = await aJob(app, { client: await aClient(app, { ban }) }).posted();

    const answers = [
      await edit(client, jobId, { title: 'Kitchen tap drips' }),
      await client.as.post(`/api/jobs/${jobId}/extend`),
    ];

    expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
      [403, 'job.restricted'],
      [403, 'job.restricted'],
    ]);
    expect(await storedJob(jobId)).toEqual(job);
  });

  it('writes down what was before and after, and no door', async () => {
    const { jobId, client } = await aJob(app).posted();

    await edit(client, jobId, {
      title: 'Kitchen tap drips',
      address: { city: 'Giza', street: '3 Nile Street' },
    });
    await app.drainOutbox();

    const line = await ActivityModel.findOne({ action: 'job.edited' }).orFail().lean();
    expect(line).toMatchObject({
      target: { type: 'job', id: jobId },
      before: { title: 'Kitchen sink leaks', address: 'Cairo, Cairo Governorate, Egypt' },
      after: { title: 'Kitchen tap drips', address: 'Giza, Egypt' },
    });
    expect(JSON.stringify(line)).not.toMatch(/Nile|Talaat/);
  });
});

describe('changing a job that has quotes', () => {
  it.each([
    ['price', { jobPrice: 10_000 }],
    ['place', { location: { latitude: 30.2, longitude: 31.3 } }],
    ['date', { jobDate: '2026-03-20' }],
    ['description', { description: 'The whole pipe has to be replaced.' }],
  ])('asks the bidders again about another %s', async (_what, body) => {
    const { jobId, client, bidders } = await aJob(app).quoted(2);

    const answer = await edit(client, jobId, body);
    await app.drainOutbox();

    expect(answer.status).toBe(200);
    expect(await QuoteModel.countDocuments({ needsConfirmation: true, isLive: true })).toBe(2);
    for (const { id } of bidders) {
      expect(await noticesTo(id)).toEqual(['quoteNeedsConfirmation']);
    }
    expect((await expectSound(jobId)).status).toBe('Quoted');
  });

  it('leaves them alone about what does not matter to them', async () => {
    const { jobId, client, craftsman } = await aJob(app).quoted();

    await edit(client, jobId, { title: 'Kitchen tap drips', benefits: ['Tea'] });
    await app.drainOutbox();

    expect(await QuoteModel.countDocuments({ needsConfirmation: true })).toBe(0);
    expect(await noticesTo(craftsman.id)).toEqual([]);
  });

  it('is over with the hire', async () => {
    const { jobId, client } = await aJob(app).hired();

    const answer = await edit(client, jobId, { title: 'Kitchen tap drips' });

    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({ code: 'job.notEditable', currentState: 'Hired' });
  });

  it('may bring money in while nobody has quoted', async () => {
    const { jobId, client } = await aJob(app).posted();

    const answer = await edit(client, jobId, { paymentType: 'escrow' });

    expect(answer.status).toBe(200);
    expect((await storedJob(jobId)).paymentType).toBe('Escrow');
  });
});

describe('photos of a job', () => {
  const post = async (client: MadeUser, count: number) => {
    const { id } = await aService(app);
    const form = client.as
      .post('/api/jobs')
      .field('title', 'Kitchen sink leaks')
      .field('description', 'Water drips from the pipe below the sink.')
      .field('service', id)
      .field('address[city]', 'Cairo')
      .field('address[street]', '26 Talaat Harb Street')
      .field('location[coordinates]', '31.239512,30.050873')
      .field('jobPrice', '50000')
      .field('trainingProvided', 'true')
      .field('requirements', 'Own tools, Two people');
    for (let index = 0; index < count; index += 1) {
      void form.attach('photos', await aJpeg(), `photo${index}.jpg`);
    }
    return form;
  };

  it('come with the posting, as a form with keys in brackets', async () => {
    const client = await aClient(app);

    const answer = await post(client, 2);

    expect(answer.status).toBe(201);
    expect(answer.body.data).toMatchObject({
      address: { city: 'Cairo' },
      location: { coordinates: [31.239512, 30.050873] },
      jobPrice: 50_000,
      trainingProvided: true,
      requirements: ['Own tools', 'Two people'],
    });
    expect(answer.body.data.photos).toHaveLength(2);
    const shown = await app.http.get(answer.body.data.photos[0]);
    expect(shown.status).toBe(200);
    expect(await MediaModel.countDocuments({ state: 'attached', purpose: 'jobPhoto' })).toBe(2);
  });

  it('are five at most', async () => {
    const client = await aClient(app);

    const answer = await post(client, 6);

    expect(answer.status).toBe(400);
    expect(await JobModel.countDocuments()).toBe(0);
  });

  it('stay when they are named, new ones join them, the rest goes', async () => {
    const client = await aClient(app);
    const posted = await post(client, 3);
    const { id, photos } = posted.body.data;

    const answer = await client.as
      .put(`/api/jobs/${id}`)
      .field('existingPhotos[]', photos[2])
      .field('existingPhotos[]', photos[0])
      .attach('photos', await aJpeg(), 'new.jpg');
    await app.drainOutbox();

    expect(answer.status).toBe(200);
    expect(answer.body.data.photos.slice(0, 2)).toEqual([photos[2], photos[0]]);
    expect(answer.body.data.photos).toHaveLength(3);
    expect((await app.http.get(photos[1])).status).toBe(404);
    expect(await MediaModel.countDocuments({})).toBe(3);
  });

  it('all stay when nothing is said of them, and all go when none is kept', async () => {
    const client = await aClient(app);
    const { id, photos } = (await post(client, 2)).body.data;

    const renamed = await client.as.patch(`/api/jobs/${id}`).send({ title: 'Kitchen tap drips' });
    const emptied = await client.as.patch(`/api/jobs/${id}`).send({ existingPhotos: [] });

    expect(renamed.body.data.photos).toEqual(photos);
    expect(emptied.body.data.photos).toEqual([]);
  });

  it('are the owner’s own: another’s picture is refused and the job stays as it was', async () => {
    const { jobId, client } = await aJob(app).posted();
    const stranger = await aClient(app);
    const { photos } = (await post(stranger, 1)).body.data;

    const answer = await edit(client, jobId, { photos });

    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: 'media.notUsable', errors: [{ field: 'photos' }] });
    expect((await storedJob(jobId)).photos).toEqual([]);
  });

  it('are shared by a job that is posted again, and outlive its changes', async () => {
    const client = await aClient(app);
    const { id, photos } = (await post(client, 2)).body.data;
    await client.as.delete(`/api/jobs/${id}`);

    const copy = await client.as.post(`/api/jobs/${id}/repost`);
    const changed = await client.as
      .patch(`/api/jobs/${copy.body.data.id}`)
      .send({ existingPhotos: [photos[1]] });
    await app.drainOutbox();

    expect(copy.body.data.photos).toEqual(photos);
    expect(changed.body.data.photos).toEqual([photos[1]]);
    expect((await app.http.get(photos[0])).status).toBe(200);
    expect((await client.as.get(`/api/jobs/${id}`)).body.data.photos).toEqual(photos);
  });
});

describe('posting a job again', () => {
  it('makes a new one with the same words', async () => {
    const jobDate = new Date('2126-03-20');
    const made = await aJob(app, { jobDate, jobDateHasTime: false }).completed();

    const answer = await made.client.as.post(`/api/jobs/${made.jobId}/repost`);

    expect(answer.status).toBe(201);
    expect(answer.body.data).toMatchObject({
      title: made.job.title,
      status: 'Posted',
      repostOf: made.jobId,
      craftsman: null,
      jobPrice: 50_000,
      jobDate: jobDate.toISOString(),
      jobDateHasTime: false,
    });
    expect(answer.body.data.id).not.toBe(made.jobId);
    expect((await storedJob(made.jobId)).status).toBe('Completed');
    expect((await storedJob(answer.body.data.id)).address).toEqual(made.job.address);
  });

  it('leaves out a day that is over', async () => {
    const made = await aJob(app, { jobDate: new Date('2026-03-01'), jobDateHasTime: false }).cancelled();

    const answer = await made.client.as.post(`/api/jobs/${made.jobId}/repost`);

    expect(answer.body.data.jobDate).toBeNull();
  });

  it.each([
    ['an open job', { state: 'posted', overrides: {}, code: 'job.notClosed' }],
    ['a running job', { state: 'hired', overrides: {}, code: 'job.notClosed' }],
    [
      'a job that staff took away',
      { state: 'cancelled', overrides: { isHidden: true }, code: 'job.hiddenByStaff' },
    ],
  ] as const)('is refused for %s', async (_what, { state, overrides, code }) => {
    const { jobId, client } = await aJob(app, overrides)[state]();

    const answer = await client.as.post(`/api/jobs/${jobId}/repost`);

    expect(answer.status).toBe(409);
    expect(answer.body.code).toBe(code);
    expect(await JobModel.countDocuments()).toBe(1);
  });

  it('is refused when its service is no longer offered', async () => {
    const { service } = await aService(app, { isRetired: true });
    const { jobId, client } = await aJob(app, { serviceId: service._id }).cancelled();

    const answer = await client.as.post(`/api/jobs/${jobId}/repost`);

    expect(answer.status).toBe(400);
    expect(answer.body.code).toBe('job.unknownService');
  });
});

describe('cancelling one’s own job', () => {
  it('ends it, with its quotes', async () => {
    const { jobId, client, craftsman } = await aJob(app).quoted();

    const answer = await client.as.delete(`/api/jobs/${jobId}`).send({ reason: 'Did it myself' });
    await app.drainOutbox();

    expect(answer.status).toBe(200);
    expect(answer.body.data).toMatchObject({ status: 'Cancelled', cancelledBy: 'client' });
    expect(answer.body.data.history.at(-1)).toMatchObject({ by: 'client', reason: 'Did it myself' });
    expect(await noticesTo(craftsman.id)).toEqual(['quoteDeclined']);
    await expectSound(jobId);
  });

  it('is refused once the work has begun', async () => {
    const { jobId, client } = await aJob(app).inProgress();

    const answer = await client.as.delete(`/api/jobs/${jobId}`);

    expect(answer.status).toBe(409);
    expect(answer.body.currentState).toBe('In Progress');
  });
});

it('costs two round trips beside the commit to post a job: the job, the fact', async () => {
  const client = await aClient(app);
  const { id } = await aService(app);
  const body = {
    title: 'Kitchen sink leaks',
    description: 'Water drips from the pipe below the sink.',
    service: id,
    address: { city: 'Cairo' },
    location: { latitude: 30, longitude: 31 },
  };
  await client.as.post('/api/jobs').send(body);

  const commands = await commandsOfRequests(async () => {
    expect((await client.as.post('/api/jobs').send(body)).status).toBe(201);
  });

  expect(commands).toEqual(['insert jobs', 'insert outbox']);
});

it('lets nobody but the owner write', async () => {
  const { jobId, job } = await aJob(app).quoted();
  const others = [await aClient(app), await aVerifiedCraftsman(app)];

  const statuses = [];
  for (const { as } of others) {
    statuses.push((await as.patch(`/api/jobs/${jobId}`).send({ title: 'Mine from now on' })).status);
    statuses.push((await as.put(`/api/jobs/${jobId}`).send({ title: 'Mine from now on' })).status);
    statuses.push((await as.delete(`/api/jobs/${jobId}`)).status);
    statuses.push((await as.post(`/api/jobs/${jobId}/extend`)).status);
    statuses.push((await as.post(`/api/jobs/${jobId}/repost`)).status);
    statuses.push((await as.patch(`/api/admin/jobs/${jobId}`).send({ isHidden: true })).status);
    statuses.push((await as.delete(`/api/admin/jobs/${jobId}`)).status);
  }

  expect(statuses).toEqual([404, 404, 404, 404, 404, 403, 403, 403, 403, 403, 403, 403, 403, 403]);
  expect(await storedJob(idOf(job))).toEqual({ ...job });
});
