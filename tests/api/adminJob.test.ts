import { ActivityModel } from '../../src/models/activity.model';
import { QuoteModel } from '../../src/models/quote.model';
import { aJob, storedJob } from '../factories/job';
import { aModerator, anAdmin } from '../factories/user';
import { startTestApp } from '../helpers/app';
import { countStates, expectSound, noticesTo } from '../helpers/offers';

const app = startTestApp();

describe('a job in the hands of staff', () => {
  it.each(['posted', 'quoted', 'hired', 'onTheWay'] as const)(
    'is hidden and cancelled when %s',
    async (state) => {
      const { jobId, client } = await aJob(app)[state]();
      const moderator = await aModerator(app);

      const answer = await moderator.as
        .delete(`/api/admin/jobs/${jobId}`)
        .send({ reason: 'Against the rules' });
      await app.drainOutbox();

      expect(answer.status).toBe(200);
      expect(answer.body.data).toMatchObject({ status: 'Cancelled', cancelledBy: 'staff', isHidden: true });
      expect(await countStates(QuoteModel, jobId)).not.toHaveProperty('Submitted');
      expect(await noticesTo(client.id)).toEqual(['jobCancelledByStaff', 'jobHidden']);
      expect(await ActivityModel.findOne({ action: 'job.moderated' }).lean()).toMatchObject({
        actor: { id: moderator.id, role: 'moderator' },
        target: { type: 'job', id: jobId },
        before: { isHidden: false },
        after: { isHidden: true },
        reason: 'Against the rules',
      });
    },
  );

  it.each(['inProgress', 'submitted', 'completed', 'cancelled'] as const)('stays when %s', async (state) => {
    const { jobId, job } = await aJob(app)[state]();
    const admin = await anAdmin(app);

    const answer = await admin.as.delete(`/api/admin/jobs/${jobId}`);

    expect(answer.status).toBe(409);
    expect(answer.body.currentState).toBe(job.status);
    expect(await storedJob(jobId)).toEqual(job);
  });

  it('is hidden and shown again, its quotes untouched', async () => {
    const { jobId, client, craftsman } = await aJob(app).quoted();
    const admin = await anAdmin(app);

    await admin.as.patch(`/api/admin/jobs/${jobId}`).send({ isHidden: true, reason: 'To be looked at' });
    const hidden = await craftsman.as.get(`/api/jobs/${jobId}`);
    await admin.as.patch(`/api/admin/jobs/${jobId}`).send({ isHidden: false });
    const shown = await craftsman.as.get(`/api/jobs/${jobId}`);
    await app.drainOutbox();

    expect([hidden.status, shown.status]).toEqual([404, 200]);
    expect((await expectSound(jobId)).quoteCount).toBe(1);
    expect(await noticesTo(client.id)).toEqual(['jobHidden', 'jobShown']);
  });

  it('loses words that may not stand there, whatever state it is in', async () => {
    const { jobId, job, client } = await aJob(app).hired();
    const admin = await anAdmin(app);

    const answer = await admin.as.patch(`/api/admin/jobs/${jobId}`).send({ title: 'A kitchen sink' });
    await app.drainOutbox();

    expect(answer.status).toBe(200);
    const stored = await storedJob(jobId);
    expect(stored).toMatchObject({ title: 'A kitchen sink', listPrice: job.listPrice, status: 'Hired' });
    expect(stored.terms).not.toContain('leaks');
    expect(await noticesTo(client.id)).toEqual(['jobReworded']);
  });

  it('is left alone when nothing would change', async () => {
    const { jobId, job, client } = await aJob(app).posted();
    const admin = await anAdmin(app);

    const same = await admin.as.patch(`/api/admin/jobs/${jobId}`).send({ isHidden: false, title: job.title });
    const empty = await admin.as.patch(`/api/admin/jobs/${jobId}`).send({ reason: 'Because' });
    await app.drainOutbox();

    expect([same.status, empty.status]).toEqual([200, 400]);
    expect(await storedJob(jobId)).toEqual(job);
    expect(await noticesTo(client.id)).toEqual([]);
  });
});
