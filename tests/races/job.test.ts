import { JobModel } from '../../src/models/job.model';
import { QuoteModel } from '../../src/models/quote.model';
import { days } from '../../src/utils/clock';
import { aVerifiedCraftsman } from '../factories/craftsman';
import { aJob, storedJob } from '../factories/job';
import { aService } from '../factories/service';
import { aClient, anAdmin } from '../factories/user';
import { again } from '../helpers/again';
import { startTestApp } from '../helpers/app';
import { eventsOf, expectSound, noticesTo } from '../helpers/offers';

const app = startTestApp();

const statusesOf = (answers: readonly { status: number }[]): number[] =>
  answers.map(({ status }) => status).sort((a, b) => a - b);

it('two changes of one job at once both count, and nothing of either is lost', async () => {
  const { jobId, client } = await aJob(app).posted();

  const answers = await Promise.all([
    client.as.patch(`/api/jobs/${jobId}`).send({ title: 'Kitchen tap drips' }),
    client.as.patch(`/api/jobs/${jobId}`).send({ jobPrice: 70_000 }),
  ]);

  expect(statusesOf(answers)).toEqual([200, 200]);
  expect(await storedJob(jobId)).toMatchObject({
    title: 'Kitchen tap drips',
    listPrice: 70_000,
    revision: 2,
  });
  expect(await eventsOf(/^job\./)).toEqual(['job.edited', 'job.edited']);
});

it('a change and a quote at once: the quote is for the job as it is, or waits for its maker’s word', async () => {
  const { jobId, client } = await aJob(app).posted();
  const craftsman = await aVerifiedCraftsman(app);

  const answers = await Promise.all([
    client.as.patch(`/api/jobs/${jobId}`).send({ description: 'The whole pipe has to be replaced.' }),
    craftsman.as.post(`/api/jobs/${jobId}/quotes`).send({ price: 45_000 }),
  ]);

  expect(statusesOf(answers)).toEqual([200, 201]);
  await expectSound(jobId);
  const events = await eventsOf(/^(job\.edited|quote\.)/);
  const isAsked = events.indexOf('quote.submitted') < events.indexOf('job.edited');
  expect(await QuoteModel.countDocuments({ needsConfirmation: true })).toBe(isAsked ? 1 : 0);
});

it('a change and the hire at once: either the quote is asked about first, or the job is no longer to be changed', async () => {
  const { jobId, client, quote } = await aJob(app).quoted();
  const quoteId = quote._id.toHexString();

  const [edited, hired] = await Promise.all([
    client.as.patch(`/api/jobs/${jobId}`).send({ jobPrice: 70_000 }),
    client.as.post(`/api/jobs/${jobId}/quotes/${quoteId}/accept`),
  ]);

  expect(statusesOf([edited, hired])).toEqual([200, 409]);
  const refused = edited.status === 409 ? edited : hired;
  expect(['job.notEditable', 'quote.needsConfirmation']).toContain(refused.body.code);
  await expectSound(jobId);
});

it('the end by time and the owner’s extension at once: one of them holds', async () => {
  const made = await aJob(app).quoted();
  app.clock.advance(days(30));
  const client = await again(app, made.client);

  const [answer] = await Promise.all([
    client.post(`/api/jobs/${made.jobId}/extend`),
    app.container.tasks.runNow('expire-jobs'),
  ]);
  await app.drainOutbox();

  const job = await expectSound(made.jobId);
  expect([answer.status, job.status]).toEqual(answer.status === 200 ? [200, 'Quoted'] : [409, 'Cancelled']);
  const told = await noticesTo(made.client.id);
  expect(told.filter((name) => name === 'jobExpired')).toHaveLength(answer.status === 200 ? 0 : 1);
});

it('the owner’s end and staff’s at once: one ends it, and it is told once', async () => {
  const { jobId, client, craftsman } = await aJob(app).quoted();
  const admin = await anAdmin(app);

  const answers = await Promise.all([
    client.as.delete(`/api/jobs/${jobId}`),
    admin.as.delete(`/api/admin/jobs/${jobId}`),
  ]);
  await app.drainOutbox();

  expect(statusesOf(answers)).toEqual([200, 409]);
  expect(await eventsOf(/^job\.cancelled/)).toHaveLength(1);
  expect(await noticesTo(craftsman.id)).toEqual(['quoteDeclined']);
  await expectSound(jobId);
});

it('the same posting sent again with its key is one job', async () => {
  const client = await aClient(app);
  const { id } = await aService(app);
  const body = {
    title: 'Kitchen sink leaks',
    description: 'Water drips from the pipe below the sink.',
    service: id,
    address: { city: 'Cairo' },
    location: { latitude: 30, longitude: 31 },
  };
  const send = () => client.as.post('/api/jobs').set('Idempotency-Key', 'sink-1').send(body);

  const first = await send();
  const answers = [first, ...(await Promise.all([send(), send()]))];

  expect(new Set(answers.map((answer) => answer.body.data.id)).size).toBe(1);
  expect(await JobModel.countDocuments()).toBe(1);
  expect(await eventsOf(/^job\./)).toEqual(['job.posted']);
});
