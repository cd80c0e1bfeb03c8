import { InvitationModel } from '../../src/models/invitation.model';
import { QuoteModel } from '../../src/models/quote.model';
import { after, days } from '../../src/utils/clock';
import { aVerifiedCraftsman } from '../factories/craftsman';
import { anInvitation } from '../factories/invitation';
import { aJob, storedJob } from '../factories/job';
import { again } from '../helpers/again';
import { startTestApp } from '../helpers/app';
import { countStates, expectSound, noticesTo } from '../helpers/offers';

const app = startTestApp();

async function runTask(): Promise<void> {
  await app.container.tasks.runNow('expire-jobs');
  await app.drainOutbox();
}

describe('a job in which nothing happens', () => {
  it('is warned of once, five days before its end', async () => {
    const { jobId, client } = await aJob(app).posted();

    app.clock.advance(days(25) - 1);
    await runTask();
    const early = await noticesTo(client.id);
    app.clock.advance(1);
    await runTask();
    await runTask();

    expect(early).toEqual([]);
    expect(await noticesTo(client.id)).toEqual(['jobExpiring']);
    expect((await storedJob(jobId)).status).toBe('Posted');
  });

  it('ends after 30 days: quotes are declined, invitations expire, everybody is told once', async () => {
    const { job, jobId, client, craftsman } = await aJob(app).quoted();
    const invited = await aVerifiedCraftsman(app);
    await anInvitation(app, { job, craftsman: invited });

    app.clock.advance(days(30));
    await runTask();
    await runTask();

    const ended = await expectSound(jobId);
    expect(ended).toMatchObject({ status: 'Cancelled', isOpen: false, cancelledBy: 'system' });
    expect(ended.history.at(-1)).toMatchObject({ event: 'expire', from: 'Quoted', by: { id: 'system' } });
    expect(await countStates(QuoteModel, jobId)).toEqual({ Declined: 1 });
    expect(await countStates(InvitationModel, jobId)).toEqual({ Expired: 1 });
    expect(await noticesTo(client.id)).toEqual(['jobExpired']);
    expect(await noticesTo(craftsman.id)).toEqual(['quoteDeclined']);
    expect(await noticesTo(invited.id)).toEqual(['invitationExpired']);
  });

  it('lives on when its owner extends it, and is warned of again', async () => {
    const made = await aJob(app).posted();
    app.clock.advance(days(26));
    await runTask();

    const answer = await (await again(app, made.client)).post(`/api/jobs/${made.jobId}/extend`);
    app.clock.advance(days(24));
    await runTask();
    const alive = await storedJob(made.jobId);
    app.clock.advance(days(1));
    await runTask();

    expect(answer.status).toBe(200);
    expect(alive.status).toBe('Posted');
    expect(await noticesTo(made.client.id)).toEqual(['jobExpiring', 'jobExpiring']);
  });

  it('does not end while somebody is hired', async () => {
    const { jobId } = await aJob(app).hired();

    app.clock.advance(days(40));
    await runTask();

    expect((await storedJob(jobId)).status).toBe('Hired');
  });

  it('leaves those alone that still have time', async () => {
    const late = await aJob(app).posted();
    app.clock.advance(days(10));
    const early = await aJob(app, { expiresAt: after(app.clock.now(), days(21)) }).posted();

    app.clock.advance(days(20));
    await runTask();

    expect((await storedJob(late.jobId)).status).toBe('Cancelled');
    expect((await storedJob(early.jobId)).status).toBe('Posted');
  });
});

describe('extending', () => {
  it.each([
    ['a running job', { state: 'hired', overrides: {}, code: 'job.notOpen' }],
    ['a job that has ended', { state: 'cancelled', overrides: {}, code: 'job.notOpen' }],
    [
      'a job that staff took out of sight',
      { state: 'posted', overrides: { isHidden: true }, code: 'job.hiddenByStaff' },
    ],
  ] as const)('is refused for %s', async (_what, { state, overrides, code }) => {
    const { jobId, client, job } = await aJob(app, overrides)[state]();

    const answer = await client.as.post(`/api/jobs/${jobId}/extend`);

    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({ code, currentState: job.status });
  });
});
