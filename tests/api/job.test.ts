import { JobModel } from '../../src/models/job.model';
import { OutboxRowModel } from '../../src/models/outboxRow.model';
import { after, days } from '../../src/utils/clock';
import { aVerifiedCraftsman } from '../factories/craftsman';
import { aJob, storedJob } from '../factories/job';
import { aService } from '../factories/service';
import { aClient, anAdmin } from '../factories/user';
import { again } from '../helpers/again';
import { startTestApp } from '../helpers/app';

const app = startTestApp();

const BODY = {
  title: 'Kitchen sink leaks',
  description: 'Water drips from the pipe below the sink since yesterday.',
  address: { city: 'Cairo', street: '26 Talaat Harb Street' },
  location: { type: 'Point', coordinates: [31.239512, 30.050873] },
} as const;

const events = async (): Promise<string[]> => [
  ...new Set((await OutboxRowModel.find().lean()).map(({ event }) => event)),
];

describe('posting a job', () => {
  it('shows it to its owner as he has said it', async () => {
    const client = await aClient(app);
    const { id, service } = await aService(app, { names: { en: 'Plumbing', ar: 'سباكة' } });

    const answer = await client.as.post('/api/jobs').send({ ...BODY, service: 'plumbing', jobPrice: 50_000 });

    expect(answer.status).toBe(201);
    expect(answer.body.data).toMatchObject({
      title: BODY.title,
      status: 'Posted',
      service: { id, _id: id, name: 'Plumbing' },
      category: service.names['en'],
      address: { country: 'Egypt', city: 'Cairo', street: '26 Talaat Harb Street' },
      location: BODY.location,
      paymentType: 'Cash',
      currency: 'EGP',
      jobPrice: 50_000,
      budget: { price: 50_000 },
      platformFee: 0,
      urgency: 'normal',
      client: { id: client.id, firstName: 'Mona' },
      craftsman: null,
      quoteCount: 0,
    });
    expect(await storedJob(answer.body.data.id)).toMatchObject({
      isOpen: true,
      cityKey: 'cairo',
      listPrice: 50_000,
    });
    expect(await events()).toEqual(['job.posted']);
  });

  it('reads all that a job may have', async () => {
    const client = await aClient(app);
    const { id } = await aService(app);

    const answer = await client.as.post('/api/jobs').send({
      ...BODY,
      category: id,
      address: '12 Harbour Road, Alexandria',
      location: { latitude: 31.2, longitude: 29.9 },
      salaryMin: 20_000,
      salaryMax: 30_000,
      salaryType: 'Daily',
      urgency: 'EMERGENCY',
      experienceLevel: 'expert',
      requirements: ['Own tools', 'Two people'],
      benefits: 'Lunch',
      trainingProvided: true,
      jobDate: '2026-03-05',
      timeWindow: { from: '09:00', to: '12:00' },
    });

    expect(answer.status).toBe(201);
    expect(answer.body.data).toMatchObject({
      address: { city: null, text: '12 Harbour Road, Alexandria' },
      location: { type: 'Point', coordinates: [29.9, 31.2] },
      jobPrice: 0,
      budget: { price: null, salaryMin: 20_000, salaryMax: 30_000, salaryType: 'daily' },
      urgency: 'emergency',
      experienceLevel: 'expert',
      requirements: ['Own tools', 'Two people'],
      benefits: ['Lunch'],
      trainingProvided: true,
      jobDate: '2026-03-05T00:00:00.000Z',
      jobDateHasTime: false,
      timeWindow: { from: '09:00', to: '12:00' },
    });
  });

  it('is for clients', async () => {
    const craftsman = await aVerifiedCraftsman(app);

    const answer = await craftsman.as.post('/api/jobs').send(BODY);

    expect(answer.status).toBe(403);
  });

  it('is not for restricted accounts', async () => {
    const ban = {
      level: 'restricted',
      reason: 'Spam',
      by: (await anAdmin(app)).user._id,
      at: new Date(0),
    } as const;
    const client = await aClient(app, { ban });
    const { id } = await aService(app);

    const answer = await client.as.post('/api/jobs').send({ ...BODY, service: id });

    expect(answer.status).toBe(403);
    expect(answer.body.code).toBe('job.restricted');
  });

  it.each(['Escrow', 'CashProtected'] as const)('may hold money: %s', async (paymentType) => {
    const client = await aClient(app);
    const { id } = await aService(app);

    const answer = await client.as.post('/api/jobs').send({ ...BODY, service: id, paymentType });

    expect(answer.status).toBe(201);
    expect(answer.body.data.paymentType).toBe(paymentType);
    expect(await JobModel.countDocuments({ paymentType })).toBe(1);
  });
});

describe('looking at a job', () => {
  it('shows a stranger the area and a rounded point of an open job', async () => {
    const { jobId } = await aJob(app).posted();
    const craftsman = await aVerifiedCraftsman(app);

    const answer = await craftsman.as.get(`/api/jobs/${jobId}`);

    expect(answer.status).toBe(200);
    expect(answer.body.data).toMatchObject({
      address: { city: 'Cairo', street: null, text: 'Cairo, Cairo Governorate, Egypt' },
      location: { coordinates: [31.24, 30.05] },
      quote: null,
      invitation: null,
    });
    expect(JSON.stringify(answer.body)).not.toContain('Talaat');
  });

  it('ends for strangers with the hire, and for other bidders becomes a summary', async () => {
    const { jobId, craftsman, client } = await aJob(app).hired();
    const stranger = await aVerifiedCraftsman(app);

    const [hired, owner, other] = [
      await craftsman.as.get(`/api/jobs/${jobId}`),
      await client.as.get(`/api/jobs/${jobId}`),
      await stranger.as.get(`/api/jobs/${jobId}`),
    ];

    expect(hired.body.data).toMatchObject({
      isPlaceExact: true,
      jobPrice: 45_000,
      client: { phone: client.user.phone },
    });
    expect(owner.body.data.craftsman).toMatchObject({ id: craftsman.id, phone: craftsman.user.phone });
    expect(other.status).toBe(404);
  });
});

describe('extending a job', () => {
  it('begins its 30 days anew', async () => {
    const made = await aJob(app).posted();
    app.clock.advance(days(20));
    const client = await again(app, made.client);

    const answer = await client.post(`/api/jobs/${made.jobId}/extend`);

    const until = after(app.clock.now(), days(30));
    expect(answer.status).toBe(200);
    expect(answer.body.data.expiresAt).toBe(until.toISOString());
    expect(await storedJob(made.jobId)).toMatchObject({ expiresAt: until, revision: 1 });
  });
});

describe('the trades that a job may have', () => {
  it('are the catalogue, in the reader’s language', async () => {
    const client = await aClient(app);
    const { id } = await aService(app, { names: { en: 'Plumbing', ar: 'سباكة' } });

    const answer = await client.as.get('/api/jobs/categories').set('Accept-Language', 'ar');

    expect(answer.status).toBe(200);
    expect(answer.body.data).toMatchObject([{ id, name: 'سباكة', names: { en: 'Plumbing' } }]);
  });

  it('stand in a job in the reader’s language too', async () => {
    const { service } = await aService(app, { names: { en: 'Plumbing', ar: 'سباكة' } });
    const { jobId, client } = await aJob(app, { serviceId: service._id }).posted();

    const answer = await client.as.get(`/api/jobs/${jobId}`).set('Accept-Language', 'ar');

    expect(answer.body.data).toMatchObject({ category: 'سباكة', service: { name: 'سباكة' } });
  });
});
