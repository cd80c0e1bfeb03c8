import { InvitationModel } from '../../src/models/invitation.model';
import { after, days, hours } from '../../src/utils/clock';
import { idOf, newId } from '../../src/utils/ids';
import { aVerifiedCraftsman } from '../factories/craftsman';
import { anInvitation } from '../factories/invitation';
import { aJob } from '../factories/job';
import { aClient, aCraftsman, aUser, type MadeUser } from '../factories/user';
import { startTestApp } from '../helpers/app';
import { countStates, eventsOf, expectSound, noticesTo } from '../helpers/offers';

const app = startTestApp();
const invite = (who: MadeUser, jobId: string, craftsmanId: string) =>
  who.as.post(`/api/jobs/${jobId}/invite`).send({ craftsmanId });
const respond = (who: MadeUser, jobId: string, body: object) =>
  who.as.post(`/api/jobs/${jobId}/invitations/respond`).send(body);
const outcome = ({ status, body }: { status: number; body: { code?: string } }): string =>
  `${status} ${body.code ?? ''}`.trim();

describe('inviting a craftsman', () => {
  it('tells him, counts on the job and renews its 30 days', async () => {
    const expiresAt = after(app.clock.now(), days(2));
    const { jobId, client } = await aJob(app, { expiresAt, expiryWarnedAt: app.clock.now() }).posted();
    const karim = await aVerifiedCraftsman(app);

    const answer = await invite(client, jobId, karim.id);

    expect(answer.status).toBe(201);
    expect(answer.body.data).toMatchObject({
      jobId,
      status: 'Pending',
      craftsman: { id: karim.id },
      expiresAt: after(app.clock.now(), hours(72)).toISOString(),
    });
    const job = await expectSound(jobId);
    expect(job.pendingInvitationCount).toBe(1);
    expect(job.expiresAt).toEqual(after(app.clock.now(), days(30)));
    expect(job.expiryWarnedAt).toBeUndefined();
    await app.drainOutbox();
    expect(await noticesTo(karim.id)).toEqual(['invited']);
  });

  it('is refused for whom cannot be hired, for oneself, on others’ jobs and in other states', async () => {
    const { jobId, client } = await aJob(app).posted();
    const quoted = await aJob(app, { client }).quoted();
    const [karim, newcomer, stranger] = [
      await aVerifiedCraftsman(app),
      await aCraftsman(app),
      await aClient(app),
    ];
    const ban = { level: 'restricted', reason: 'x', by: newId(), at: app.clock.now() } as const;
    const barred = await aVerifiedCraftsman(app, { ban });
    const gone = await aVerifiedCraftsman(app);
    await app.container.blocks.block(
      { kind: 'user', id: gone.id, roles: ['craftsman'], locale: 'en', sessionId: '', scope: 'full' },
      client.id,
    );

    const answers = [
      await invite(client, jobId, newcomer.id),
      await invite(client, jobId, barred.id),
      await invite(client, jobId, client.id),
      await invite(client, jobId, gone.id),
      await invite(client, jobId, stranger.id),
      await invite(client, jobId, newId().toHexString()),
      await invite(client, jobId, 'me'),
      await invite(stranger, jobId, karim.id),
      await invite(karim, jobId, karim.id),
      await invite(client, quoted.jobId, karim.id),
    ];

    expect(answers.map(outcome)).toEqual([
      '409 invitation.craftsmanUnavailable',
      '409 invitation.craftsmanUnavailable',
      '403 invitation.yourself',
      '404 request.notFound',
      '404 request.notFound',
      '404 request.notFound',
      '400 request.invalid',
      '404 request.notFound',
      '403 access.forbidden',
      '409 workflow.wrongState',
    ]);
    expect(answers.at(-1)?.body.currentState).toBe('Quoted');
  });

  it.each(['Rejected', 'Withdrawn', 'Expired'] as const)(
    'happens once ever for a job, also when the first one was %s',
    async (status) => {
      const { job, jobId, client } = await aJob(app).posted();
      const karim = await aVerifiedCraftsman(app);
      await anInvitation(app, { job, craftsman: karim }, { status, isPending: false });

      const again = await invite(client, jobId, karim.id);

      expect(outcome(again)).toBe('409 invitation.alreadyInvited');
    },
  );

  it('ends at twenty that wait for an answer', async () => {
    const { job, jobId, client } = await aJob(app).posted();
    for (let count = 0; count < 20; count += 1) {
      await anInvitation(app, { job, craftsman: await aVerifiedCraftsman(app) });
    }

    const answer = await invite(client, jobId, (await aVerifiedCraftsman(app)).id);

    expect(outcome(answer)).toBe('409 invitation.limitReached');
    expect((await expectSound(jobId)).pendingInvitationCount).toBe(20);
  });
});

describe('answering an invitation', () => {
  it.each([
    ['accepted', 'Accepted', 'invitationAccepted'],
    ['REJECTED', 'Rejected', 'invitationRejected'],
  ])('by %s: the client is told, the place is free again', async (response, status, notice) => {
    const { job, jobId, client } = await aJob(app).posted();
    const karim = await aVerifiedCraftsman(app);
    await anInvitation(app, { job, craftsman: karim });

    const answer = await respond(karim, jobId, { response, reason: 'Because' });

    expect(answer.status).toBe(200);
    expect(answer.body.data).toMatchObject({
      status,
      respondedAt: app.clock.now().toISOString(),
      job: { id: jobId, status: 'Posted' },
    });
    expect((await expectSound(jobId)).pendingInvitationCount).toBe(0);
    await app.drainOutbox();
    expect(await noticesTo(client.id)).toEqual([notice]);
  });

  it('with yes opens quoting beyond the limit', async () => {
    const { job, jobId } = await aJob(app).quoted(10);
    const karim = await aVerifiedCraftsman(app);
    await anInvitation(app, { job, craftsman: karim });

    await respond(karim, jobId, { response: 'Accepted' });
    const quote = await karim.as.post(`/api/jobs/${jobId}/quotes`).send({ price: 1_000 });

    expect(quote.status).toBe(201);
    const { cappedQuoteCount } = await expectSound(jobId);
    expect(cappedQuoteCount).toBe(10);
  });

  it('is refused to whom was not invited, twice, too late, and with other words', async () => {
    const { job, jobId, client } = await aJob(app).posted();
    const [karim, stranger, late] = [
      await aVerifiedCraftsman(app),
      await aVerifiedCraftsman(app),
      await aVerifiedCraftsman(app),
    ];
    await anInvitation(app, { job, craftsman: karim });
    await anInvitation(app, { job, craftsman: late }, { expiresAt: app.clock.now() });

    const answers = [
      await respond(stranger, jobId, { response: 'Accepted' }),
      await respond(client, jobId, { response: 'Accepted' }),
      await respond(karim, jobId, { response: 'Perhaps' }),
      await respond(karim, jobId, { response: 'Rejected' }),
      await respond(karim, jobId, { response: 'Accepted' }),
      await respond(late, jobId, { response: 'Accepted' }),
    ];

    expect(answers.map(outcome)).toEqual([
      '404 request.notFound',
      '403 access.forbidden',
      '400 request.invalid',
      '200',
      '409 workflow.wrongState',
      '409 invitation.expired',
    ]);
    expect(answers[4]?.body.currentState).toBe('Rejected');
    await expectSound(jobId);
  });
});

describe('withdrawing an invitation', () => {
  it('is the owner’s, while it is not answered; the craftsman is told', async () => {
    const { job, jobId, client } = await aJob(app).posted();
    const [karim, stranger] = [await aVerifiedCraftsman(app), await aClient(app)];
    const invitation = await anInvitation(app, { job, craftsman: karim });
    const path = `/api/jobs/${jobId}/invitations/${idOf(invitation)}`;

    const answers = [
      await stranger.as.delete(path),
      await client.as.delete(path),
      await client.as.delete(path),
    ];

    expect(answers.map(outcome)).toEqual(['404 request.notFound', '200', '409 workflow.wrongState']);
    expect((await expectSound(jobId)).pendingInvitationCount).toBe(0);
    await app.drainOutbox();
    expect(await noticesTo(karim.id)).toEqual(['invitationWithdrawn']);
  });
});

describe('lists of invitations', () => {
  it('of a job are for its owner', async () => {
    const { job, jobId, client } = await aJob(app).posted();
    const empty = await aJob(app, { client }).posted();
    const [karim, stranger] = [await aVerifiedCraftsman(app), await aClient(app)];
    await anInvitation(app, { job, craftsman: karim });
    const path = `/api/jobs/${jobId}/invitations`;

    const owners = await client.as.get(path);
    const none = await client.as.get(`/api/jobs/${empty.jobId}/invitations`);

    expect(owners.body.data).toMatchObject([{ status: 'Pending', craftsman: { id: karim.id } }]);
    expect([none.status, none.body.data]).toEqual([200, []]);
    expect((await stranger.as.get(path)).status).toBe(404);
    expect((await karim.as.get(path)).status).toBe(403);
  });

  it('of one’s own show the job as far as it may be known', async () => {
    const { job, jobId } = await aJob(app).posted();
    const karim = await aVerifiedCraftsman(app);
    await anInvitation(app, { job, craftsman: karim });

    const all = await karim.as.get('/api/users/me/invitations?status=pending,accepted');
    const none = await karim.as.get('/api/users/me/invitations?status=Rejected');

    expect(all.body.data).toMatchObject([{ jobId, job: { title: job.title, status: 'Posted' } }]);
    expect(JSON.stringify(all.body)).not.toContain('Talaat');
    expect(none.body.data).toEqual([]);
  });
});

describe('an invitation that nobody answers', () => {
  it('expires by itself after 72 hours, and a quote after that is one of the ten', async () => {
    const { job, jobId } = await aJob(app).posted();
    const karim = await aVerifiedCraftsman(app);
    await anInvitation(app, { job, craftsman: karim });
    app.clock.advance(hours(72));

    await app.container.tasks.runNow('expire-invitations');

    expect(await countStates(InvitationModel, jobId)).toEqual({ Expired: 1 });
    expect(await eventsOf(/^invitation/)).toEqual(['invitation.expired']);
    expect((await expectSound(jobId)).pendingInvitationCount).toBe(0);
    await app.drainOutbox();
    expect(await noticesTo(karim.id)).toEqual(['invitationExpired']);
  });

  it('no longer opens quoting beyond the limit before the task has ended it', async () => {
    const { job, jobId } = await aJob(app).quoted(10);
    const karim = await aVerifiedCraftsman(app);
    await anInvitation(app, { job, craftsman: karim }, { expiresAt: app.clock.now() });

    const answer = await karim.as.post(`/api/jobs/${jobId}/quotes`).send({ price: 1_000 });

    expect(outcome(answer)).toBe('409 quote.limitReached');
  });
});

it('answers craftsmen with another role than the active one by their role', async () => {
  const { job, jobId } = await aJob(app).posted();
  const both = await aUser(app, { role: 'client', roles: ['client', 'craftsman'] });
  await anInvitation(app, { job, craftsman: both });

  expect(outcome(await respond(both, jobId, { response: 'Accepted' }))).toBe('403 access.forbidden');
});
