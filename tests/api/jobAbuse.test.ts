import { JobModel } from '../../src/models/job.model';
import { newId } from '../../src/utils/ids';
import { aJob, storedJob } from '../factories/job';
import { aService } from '../factories/service';
import { aClient } from '../factories/user';
import { startTestApp } from '../helpers/app';

const app = startTestApp();

const GOOD = {
  title: 'Kitchen sink leaks',
  description: 'Water drips from the pipe below the sink.',
  address: 'Talaat Harb Street, Cairo',
  location: { type: 'Point', coordinates: [31.2, 30.1] },
};

const REFUSED: readonly [what: string, field: string, body: object][] = [
  ['no title', 'title', { title: undefined }],
  ['a title of four letters', 'title', { title: 'Sink' }],
  ['a title of 121 letters', 'title', { title: 'x'.repeat(121) }],
  ['a title of 10,000 letters', 'title', { title: 'x'.repeat(10_000) }],
  ['a title of spaces', 'title', { title: '          ' }],
  ['a title that turns around', 'title', { title: 'Sink \u202eleaks badly' }],
  ['a title that isolates', 'title', { title: 'Sink \u2067leaks badly' }],
  ['a title with a null byte', 'title', { title: 'Sink\u0000 leaks badly' }],
  ['a title that is no text', 'title', { title: { en: 'Kitchen sink' } }],
  ['no description', 'description', { description: undefined }],
  ['a description of nine letters', 'description', { description: 'Too short' }],
  ['a description of 5,001 letters', 'description', { description: 'x'.repeat(5_001) }],
  ['no service', '', { service: undefined }],
  ['a service that nobody offers', 'service', { service: 'Alchemy' }],
  ['a service by an id of nobody', 'service', { service: newId().toHexString() }],
  ['no address', 'address', { address: undefined }],
  ['an address that says nothing', 'address', { address: {} }],
  ['an address of a country alone', 'address', { address: { country: 'Egypt' } }],
  ['no location', 'location', { location: undefined }],
  ['a location of null', 'location', { location: null }],
  ['one coordinate', 'location', { location: { type: 'Point', coordinates: [31.2] } }],
  ['three coordinates', 'location', { location: { type: 'Point', coordinates: [31.2, 30.1, 5] } }],
  ['a longitude beyond the earth', 'location', { location: { type: 'Point', coordinates: [181, 30] } }],
  [
    'coordinates that were swapped beyond the pole',
    'location',
    { location: { type: 'Point', coordinates: [30, 91] } },
  ],
  ['coordinates as words', 'location', { location: { type: 'Point', coordinates: ['east', 'north'] } }],
  ['coordinates without end', 'location', { location: { latitude: 1e300, longitude: 31 } }],
  ['a place that is a line', 'location', { location: { type: 'LineString', coordinates: [31.2, 30.1] } }],
  ['text that is no pair', 'location', { location: '31.2' }],
  ['a price of nothing', 'jobPrice', { jobPrice: 0 }],
  ['a negative price', 'jobPrice', { jobPrice: -1 }],
  ['a price beyond all bounds', 'jobPrice', { jobPrice: 1e21 }],
  ['a fraction of a piastre', 'jobPrice', { jobPrice: 10.5 }],
  ['a price as text in JSON', 'jobPrice', { jobPrice: '50000' }],
  ['a range upside down', 'salaryMax', { salaryMin: 20, salaryMax: 10 }],
  ['a range of nothing', 'salaryMin', { salaryMin: 0 }],
  ['a price and a range', 'jobPrice', { jobPrice: 10, salaryMin: 5 }],
  ['a way of paying that is none', 'paymentType', { paymentType: 'Barter' }],
  ['an urgency that is none', 'urgency', { urgency: 'yesterday' }],
  ['a day that is none', 'jobDate', { jobDate: '2026-02-31' }],
  ['a date in words', 'jobDate', { jobDate: 'tomorrow' }],
  ['an hour that is none', 'timeWindow.from', { timeWindow: { from: '24:00', to: '10:00' } }],
  ['a window without end', 'timeWindow.to', { timeWindow: { from: '10:00' } }],
  ['21 requirements', 'requirements', { requirements: Array.from({ length: 21 }, () => 'tools') }],
  ['six photos', 'photos', { photos: Array.from({ length: 6 }, () => newId().toHexString()) }],
  ['a photo from elsewhere', 'photos', { photos: ['https://evil.example/x.jpg'] }],
];

it.each(REFUSED)('a job with %s is refused', async (_what, field, body) => {
  const client = await aClient(app);
  const { id } = await aService(app);

  const answer = await client.as.post('/api/jobs').send({ ...GOOD, service: id, ...body });

  expect(answer.status).toBe(400);
  const fields: string[] = answer.body.errors.map((problem: { field: string }) => problem.field);
  expect(fields.some((name) => name.startsWith(field))).toBe(true);
  expect(await JobModel.countDocuments()).toBe(0);
});

it('a key that a query could take for an operator is refused', async () => {
  const client = await aClient(app);

  const answer = await client.as.post('/api/jobs').send({ ...GOOD, service: { $ne: null } });

  expect(answer.status).toBe(400);
  expect(answer.body.code).toBe('request.forbiddenKey');
});

it('HTML stays text', async () => {
  const client = await aClient(app);
  const { id } = await aService(app);
  const title = '<script>alert("sink")</script>';

  const answer = await client.as.post('/api/jobs').send({ ...GOOD, service: id, title });

  expect(answer.status).toBe(201);
  expect(answer.headers['content-type']).toContain('application/json');
  expect(answer.body.data.title).toBe(title);
});

it('what is not the owner’s to decide has no effect', async () => {
  const client = await aClient(app);
  const { id } = await aService(app);
  const stranger = newId();
  const given = {
    status: 'Completed',
    client: stranger.toHexString(),
    clientId: stranger.toHexString(),
    craftsman: stranger.toHexString(),
    isOpen: false,
    isHidden: true,
    views: 1_000,
    quoteCount: 9,
    platformFee: 1,
    contract: { price: 1 },
    history: [],
    expiresAt: '2999-01-01',
  };

  const answer = await client.as.post('/api/jobs').send({ ...GOOD, service: id, ...given });

  expect(answer.status).toBe(201);
  const stored = await storedJob(answer.body.data.id);
  expect(stored).toMatchObject({ status: 'Posted', isOpen: true, isHidden: false, views: 0, quoteCount: 0 });
  expect(stored.clientId).toEqual(client.user._id);
  expect(stored).not.toHaveProperty('contract');
});

it('a malformed id is not there', async () => {
  const client = await aClient(app);

  const answers = [
    await client.as.get('/api/jobs/12'),
    await client.as.patch('/api/jobs/undefined').send({}),
  ];

  expect(answers.map(({ status, body }) => [status, body.message])).toEqual([
    [404, 'Resource not found (invalid ID)'],
    [404, 'Resource not found (invalid ID)'],
  ]);
});

it('the same refusals hold for a change', async () => {
  const { jobId, client, job } = await aJob(app).posted();

  const statuses = [];
  for (const body of [
    { title: 'x'.repeat(10_000) },
    { description: null },
    { jobPrice: -1 },
    { jobPrice: 1e21 },
    { location: { type: 'Point', coordinates: [30, 91] } },
    { address: {} },
    { service: 'Alchemy' },
    { paymentType: null },
  ]) {
    statuses.push((await client.as.patch(`/api/jobs/${jobId}`).send(body)).status);
  }

  expect(statuses).toEqual([400, 400, 400, 400, 400, 400, 400, 400]);
  expect(await storedJob(jobId)).toEqual(job);
});
