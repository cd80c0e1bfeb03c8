import { BookmarkModel } from '../../src/models/bookmark.model';
import { JobModel } from '../../src/models/job.model';
import { newId } from '../../src/utils/ids';
import { aJob } from '../factories/job';
import { aClient, aCraftsman, type MadeUser } from '../factories/user';
import { startTestApp } from '../helpers/app';

const app = startTestApp();

const add = async (who: MadeUser, jobId: string) => who.as.post(`/api/jobs/${jobId}/bookmark`);
const remove = async (who: MadeUser, jobId: string) => who.as.delete(`/api/jobs/${jobId}/bookmark`);
const kept = async (who: MadeUser, query = '') => who.as.get(`/api/users/me/bookmarks${query}`);

describe('a bookmark', () => {
  it('keeps a job, once, and shows it in lists and on the job', async () => {
    const craftsman = await aCraftsman(app);
    const { jobId } = await aJob(app).posted();

    const answers = [await add(craftsman, jobId), await add(craftsman, jobId)];

    expect(answers.map(({ status, body }) => [status, body.data.isBookmarked])).toEqual([
      [200, true],
      [200, true],
    ]);
    expect(await BookmarkModel.countDocuments()).toBe(1);
    const [mine, open, detail, also] = [
      await kept(craftsman),
      await craftsman.as.get('/api/jobs'),
      await craftsman.as.get(`/api/jobs/${jobId}`),
      await craftsman.as.get('/api/users/bookmarks'),
    ];
    expect(mine.body.data[0]).toMatchObject({ id: jobId, isBookmarked: true, isPlaceExact: false });
    expect(mine.body.pagination).toMatchObject({ totalItems: 1 });
    expect(open.body.data[0]).toMatchObject({ id: jobId, isBookmarked: true });
    expect(detail.body.data).toMatchObject({ id: jobId, isBookmarked: true });
    expect(also.body.data).toHaveLength(1);
  });

  it('twice at the same instant is one', async () => {
    const craftsman = await aCraftsman(app);
    const { jobId } = await aJob(app).posted();

    const answers = await Promise.all([add(craftsman, jobId), add(craftsman, jobId), add(craftsman, jobId)]);

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await BookmarkModel.countDocuments()).toBe(1);
  });

  it('is one’s own: nobody else sees it, nobody else takes it away', async () => {
    const [craftsman, other] = [await aCraftsman(app), await aCraftsman(app)];
    const { jobId } = await aJob(app).posted();
    await add(craftsman, jobId);

    const [removed, list, open] = [
      await remove(other, jobId),
      await kept(other),
      await other.as.get('/api/jobs'),
    ];

    expect(removed.status).toBe(200);
    expect(list.body.data).toEqual([]);
    expect(open.body.data[0]).toMatchObject({ isBookmarked: false });
    expect((await kept(craftsman)).body.data).toHaveLength(1);
  });

  it('goes when it is let go, again too, and also of a job that is out of sight', async () => {
    const craftsman = await aCraftsman(app);
    const { jobId, job } = await aJob(app).posted();
    await add(craftsman, jobId);
    await JobModel.updateOne({ _id: job._id }, { $set: { isHidden: true } });

    const answers = [await remove(craftsman, jobId), await remove(craftsman, jobId)];

    expect(answers.map(({ status, body }) => [status, body.data.isBookmarked])).toEqual([
      [200, false],
      [200, false],
    ]);
    expect((await kept(craftsman)).body.data).toEqual([]);
  });

  it('of a job that was hired, hidden or blocked since says no more than that', async () => {
    const [craftsman, client] = [await aCraftsman(app), await aClient(app)];
    const [hidden, blocked, still] = [
      await aJob(app).posted(),
      await aJob(app, { client }).posted(),
      await aJob(app).posted(),
    ];
    for (const { jobId } of [hidden, blocked, still]) {
      await add(craftsman, jobId);
      app.clock.advance(1);
    }
    await JobModel.updateOne({ _id: hidden.job._id }, { $set: { isHidden: true } });
    await client.as.post(`/api/users/${craftsman.id}/block`).expect(201);

    const { body } = await kept(craftsman);

    const gone = (id: string) => ({
      id,
      _id: id,
      closed: true,
      isBookmarked: true,
      bookmarkedAt: expect.any(String) as string,
    });
    expect(body.data[0]).toMatchObject({ id: still.jobId, closed: false });
    expect(body.data.slice(1)).toEqual([gone(blocked.jobId), gone(hidden.jobId)]);
  });

  it('of a job that one may not see is 404, as of one that is not there', async () => {
    const craftsman = await aCraftsman(app);
    const { jobId } = await aJob(app).hired();
    const hidden = await aJob(app, { isHidden: true }).posted();

    const answers = [
      await add(craftsman, jobId),
      await add(craftsman, hidden.jobId),
      await add(craftsman, newId().toHexString()),
      await add(craftsman, 'nonsense'),
    ];

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    expect(await BookmarkModel.countDocuments()).toBe(0);
  });

  it('lists pages, the latest first', async () => {
    const craftsman = await aCraftsman(app);
    const client = await aClient(app);
    const jobs = [];
    for (let i = 0; i < 3; i += 1) {
      const { jobId } = await aJob(app, { client }).posted();
      await add(craftsman, jobId);
      app.clock.advance(1_000);
      jobs.unshift(jobId);
    }

    const first = await kept(craftsman, '?limit=2');
    const next = await kept(craftsman, `?limit=2&cursor=${first.body.pagination.nextCursor as string}`);

    expect([...first.body.data, ...next.body.data].map(({ id }: { id: string }) => id)).toEqual(jobs);
    expect(first.body.pagination).toMatchObject({ totalItems: 3 });
  });
});
