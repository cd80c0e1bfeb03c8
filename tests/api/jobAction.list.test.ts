import { InvitationModel } from '../../src/models/invitation.model';
import { JobModel } from '../../src/models/job.model';
import { QuoteModel } from '../../src/models/quote.model';
import { UserModel } from '../../src/models/user.model';
import { after, days, hours, minutes } from '../../src/utils/clock';
import { newId } from '../../src/utils/ids';
import { aVerifiedCraftsman } from '../factories/craftsman';
import { aJob, storedJob } from '../factories/job';
import { aClient, aModerator, type MadeUser } from '../factories/user';
import { startTestApp } from '../helpers/app';
import { accessTokenOf, clientWith } from '../helpers/as';

const neverQuoted = newId();
const app = startTestApp();

const as = ({ id: userId, sessionId }: MadeUser) =>
  clientWith(app, accessTokenOf(app, { userId, sessionId }));
const actions = (who: MadeUser, { jobId }: { jobId: string }) => as(who).get(`/api/jobs/${jobId}/actions`);
const preview = (who: MadeUser, { jobId }: { jobId: string }, action: string) =>
  as(who).post(`/api/jobs/${jobId}/actions/preview`).send({ action });
const names = (list: { action: string }[]): string[] => list.map(({ action }) => action);

describe('what I may do now', () => {
  it('shows the owner of a quoted job each offer, with the request that answers it', async () => {
    const made = await aJob(app).quoted(2);
    const quoteId = made.quote._id.toHexString();

    const { status, body } = await actions(made.client, made);

    expect(status).toBe(200);
    expect(names(body.data.can)).toEqual([
      'edit',
      'extend',
      'cancel',
      ...['acceptQuote', 'declineQuote', 'acceptQuote', 'declineQuote'],
    ]);
    expect(body.data.can).toContainEqual({
      action: 'acceptQuote',
      method: 'POST',
      path: `/api/jobs/${made.jobId}/quotes/${quoteId}/accept`,
      quoteId,
    });
    expect(body.data.cannot).toContainEqual({
      action: 'complete',
      code: 'workflow.wrongState',
      message: 'This is not possible in the present state.',
    });
    expect(body.data.upcoming.map(({ what }: { what: string }) => what)).toEqual([
      'quoteExpiry',
      'quoteExpiry',
      'expiryWarning',
      'expiry',
    ]);
  });

  it('shows the hired craftsman his next steps and when he may stop waiting', async () => {
    const scheduledAt = after(app.clock.now(), hours(2));
    const made = await aJob(app, { scheduledAt, scheduledHasTime: true }).hired();

    const { body } = await actions(made.craftsman, made);

    expect(names(body.data.can)).toEqual([
      'setOut',
      'start',
      'proposeChangeOrder',
      'cancel',
      'proposeReschedule',
      'dispute',
    ]);
    expect(body.data.can[0]).toEqual({
      action: 'setOut',
      method: 'PATCH',
      path: `/api/jobs/${made.jobId}/status`,
      body: { status: 'On The Way' },
    });
    expect(body.data.upcoming).toEqual([
      { what: 'noShowPossible', at: after(scheduledAt, minutes(30)).toISOString() },
    ]);
  });

  it('tells both sides when silence accepts the work, and until when they know each other’s door', async () => {
    const submitted = await aJob(app).submitted();
    const completed = await aJob(app).completed();

    const [waiting, done] = [
      await actions(submitted.client, submitted),
      await actions(completed.craftsman, completed),
    ];

    expect(waiting.body.data.upcoming).toEqual([
      { what: 'autoComplete', at: after(app.clock.now(), hours(72)).toISOString() },
    ]);
    expect(done.body.data.upcoming).toEqual([
      { what: 'disclosureEnd', at: after(app.clock.now(), days(7)).toISOString() },
      { what: 'reviewsClose', at: after(app.clock.now(), days(14)).toISOString() },
    ]);
    expect(names(waiting.body.data.can)).toEqual(['complete', 'rework', 'dispute']);
    expect(names(done.body.data.can)).toEqual(['dispute', 'review']);
  });

  it('shows a bidder his own quote alone, and nothing of the others', async () => {
    const made = await aJob(app).quoted(2);

    const { body } = await actions(made.craftsman, made);

    expect(names(body.data.can)).toEqual(['reviseQuote', 'withdrawQuote']);
    expect(JSON.stringify(body)).not.toContain(String(made.quotes[1]?._id.toHexString()));
    expect(body.data.cannot.map(({ action, code }: Record<string, string>) => [action, code])).toEqual([
      ['confirmQuote', 'quote.nothingToConfirm'],
      ['quote', 'quote.alreadyLive'],
    ]);
  });

  it('says why a quote cannot be accepted: changed, too old, or its craftsman barred', async () => {
    const made = await aJob(app).quoted(3);
    const [first = neverQuoted, second = neverQuoted] = made.quotes.map(({ _id }) => _id);
    const barred = made.quotes[2]?.craftsmanId ?? neverQuoted;
    await QuoteModel.collection.updateOne({ _id: first }, { $set: { needsConfirmation: true } });
    await QuoteModel.collection.updateOne({ _id: second }, { $set: { expiresAt: app.clock.now() } });
    // A ban of today withdraws his quotes: this one is of before.
    const ban = {
      level: 'restricted',
      reason: 'Rude messages',
      by: made.client.user._id,
      at: app.clock.now(),
    };
    await UserModel.collection.updateOne({ _id: barred }, { $set: { ban } });

    const { body } = await actions(made.client, made);

    const refused = body.data.cannot.filter(({ action }: { action: string }) => action === 'acceptQuote');
    expect(new Set(refused.map(({ code }: { code: string }) => code))).toEqual(
      new Set(['quote.needsConfirmation', 'quote.expired', 'quote.craftsmanUnavailable']),
    );
  });

  it('shows an invited craftsman that he may answer and quote', async () => {
    const made = await aJob(app).posted();
    const invited = await aVerifiedCraftsman(app);
    await as(made.client).post(`/api/jobs/${made.jobId}/invite`).send({ craftsmanId: invited.id });

    const [his, hers] = [await actions(invited, made), await actions(made.client, made)];

    expect(names(his.body.data.can)).toEqual(['acceptInvitation', 'rejectInvitation', 'quote']);
    expect(names(hers.body.data.can)).toEqual(['edit', 'extend', 'cancel', 'invite', 'withdrawInvitation']);
    expect(await InvitationModel.countDocuments({})).toBe(1);
  });

  it('is nothing for strangers, and speaks Arabic to who reads Arabic', async () => {
    const made = await aJob(app).quoted(1);
    const other = await aVerifiedCraftsman(app);

    const answers = [
      await actions(await aClient(app), made),
      await actions(other, made),
      await actions(made.client, { jobId: newId().toHexString() }),
      await app.http.get(`/api/jobs/${made.jobId}/actions`),
    ];
    const arabic = await actions(made.client, made).set('Accept-Language', 'ar');

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 401]);
    expect(arabic.body.data.cannot[0].message).toMatch(/[\u0600-\u06ff]/);
  });

  it('is nothing any more for a bidder whom the owner has blocked', async () => {
    const made = await aJob(app).quoted(1);
    await as(made.client).post(`/api/users/${made.craftsman.id}/block`).send({});

    const { status } = await actions(made.craftsman, made);

    expect(status).toBe(404);
  });

  it('shows staff what staff may do', async () => {
    const made = await aJob(app).hired();

    const { body } = await actions(await aModerator(app), made);

    expect(names(body.data.can)).toEqual(['cancel']);
  });
});

describe('what it would cost', () => {
  it('names the figures of the rules, for both sides', async () => {
    const scheduledAt = after(app.clock.now(), hours(3));
    const made = await aJob(app, { scheduledAt, scheduledHasTime: true }).hired();
    app.clock.advance(minutes(6));

    const [hers, his] = [
      await preview(made.client, made, 'cancel'),
      await preview(made.craftsman, made, 'CANCEL'),
    ];

    expect(hers.body.data).toMatchObject({
      action: 'cancel',
      currency: 'EGP',
      charged: true,
      amounts: {
        client: { pays: 6_750, receives: 0 },
        craftsman: { pays: 0, receives: 3_375 },
        platform: { pays: 0, receives: 3_375 },
      },
      terms: { band: 'late', clientFee: 6_750, craftsmanShare: 3_375, platformShare: 3_375 },
    });
    expect(his.body.data.terms).toMatchObject({ craftsmanPenalty: 2_250, reliability: 'counts' });
    expect(his.body.data.notes).toHaveLength(2);
    expect((await storedJob(made.jobId)).status).toBe('Hired');
  });

  it('is refused as the action itself would be', async () => {
    const made = await aJob(app).inProgress();
    const moderator = await aModerator(app);

    const answers = [
      await preview(made.client, made, 'cancel'),
      await preview(made.craftsman, made, 'complete'),
      await preview(moderator, made, 'submit'),
      await preview(made.client, made, 'vanish'),
      await preview(await aClient(app), made, 'cancel'),
      await preview(made.client, made, 'complete'),
    ];

    expect(answers.map(({ status }) => status)).toEqual([409, 403, 403, 400, 404, 200]);
    expect(answers[5]?.body.data).toMatchObject({ terms: null, charged: true });
  });

  it('goes by the settings of the hire, not by those of today', async () => {
    const made = await aJob(app).onTheWay();
    const before = (await preview(made.client, made, 'cancel')).body.data.terms.clientFee;
    const admin = await aModerator(app, { role: 'admin' });
    const changed = await as(admin)
      .put('/api/admin/settings')
      .send({ edits: [{ key: 'cancel.onTheWay.clientBps', value: 9_000 }], reason: 'A test' });
    app.clock.advance(minutes(1));

    const now = (await preview(made.client, made, 'cancel')).body.data.terms.clientFee;

    expect(changed.status).toBe(200);
    expect([before, now]).toEqual([13_500, 13_500]);
    expect(await JobModel.countDocuments({})).toBe(1);
  });
});
