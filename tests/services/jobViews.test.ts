import { JobModel } from '../../src/models/job.model';
import { minutes } from '../../src/utils/clock';
import { newId } from '../../src/utils/ids';
import { makeJobViews } from '../../src/services/jobs/views';
import { aJob, storedJob } from '../factories/job';
import { aClient, aCraftsman, anAdmin, type MadeUser } from '../factories/user';
import { startTestApp } from '../helpers/app';

const app = startTestApp();

const look = async (who: MadeUser, jobId: string): Promise<void> => {
  await who.as.get(`/api/jobs/${jobId}`).expect(200);
};
const viewsOf = async (jobId: string): Promise<number> => {
  await app.container.jobViews.flush();
  return (await storedJob(jobId)).views;
};

it('strangers who look at a job are counted, each once an hour, and written together', async () => {
  const [one, other] = [await aCraftsman(app), await aClient(app)];
  const { jobId } = await aJob(app).posted();

  await look(one, jobId);
  await look(one, jobId);
  await look(other, jobId);

  expect((await storedJob(jobId)).views).toBe(0);
  expect(await viewsOf(jobId)).toBe(2);
});

it('the same stranger counts again after an hour', async () => {
  const { jobId } = await aJob(app).posted();
  const viewer = newId().toHexString();
  const { jobViews } = app.container;

  jobViews.add(jobId, viewer);
  app.clock.advance(minutes(59));
  jobViews.add(jobId, viewer);
  const within = await viewsOf(jobId);
  app.clock.advance(minutes(1));
  jobViews.add(jobId, viewer);

  expect([within, await viewsOf(jobId)]).toEqual([1, 2]);
});

it('the owner’s, a bidder’s and staff’s own looks do not count', async () => {
  const { jobId, client, craftsman } = await aJob(app).quoted(1);

  await look(client, jobId);
  await look(craftsman, jobId);
  await look(await anAdmin(app), jobId);

  expect(await viewsOf(jobId)).toBe(0);
});

it('what could not be written is written the next time', async () => {
  const { jobId } = await aJob(app).posted();
  const { logger, clock } = app;
  const views = makeJobViews({ clock, logger });
  views.add(jobId, newId().toHexString());
  jest.spyOn(JobModel, 'bulkWrite').mockRejectedValueOnce(new Error('away'));

  await views.flush();
  const missed = (await storedJob(jobId)).views;
  views.add(jobId, newId().toHexString());
  await views.flush();

  expect(missed).toBe(0);
  expect((await storedJob(jobId)).views).toBe(2);
});

it('the last counts are written when the server stops', async () => {
  const { jobId } = await aJob(app).posted();
  const { logger, clock } = app;
  const views = makeJobViews({ clock, logger });
  views.start();
  views.add(jobId, newId().toHexString());

  await views.stop();

  expect((await storedJob(jobId)).views).toBe(1);
});
