import { QuoteModel } from '../../src/models/quote.model';
import { UserModel } from '../../src/models/user.model';
import { after, days, hours, minutes } from '../../src/utils/clock';
import { idOf, newId } from '../../src/utils/ids';
import { aVerifiedCraftsman } from '../factories/craftsman';
import { anInvitation } from '../factories/invitation';
import { aJob } from '../factories/job';
import { aQuote } from '../factories/quote';
import { aClient, aCraftsman, aUser, type MadeUser } from '../factories/user';
import { startTestApp } from '../helpers/app';
import { commandsInTransactions, countStates, eventsOf, expectSound, noticesTo } from '../helpers/offers';

const app = startTestApp();
const OFFER = { price: 45_000, notes: 'With a new pipe.' };
const quotesOf = (jobId: string): string => `/api/jobs/${jobId}/quotes`;
const submit = (who: MadeUser, jobId: string, body: object = OFFER) =>
  who.as.post(quotesOf(jobId)).send(body);

describe('submitting a quote', () => {
  it('puts the offer on the job, makes it Quoted and tells the client', async () => {
    const { jobId, client } = await aJob(app).posted();
    app.clock.advance(days(3));
    const karim = await aVerifiedCraftsman(app);

    const answer = await submit(karim, jobId, { ...OFFER, laborPrice: 30_000, materialsPrice: 15_000 });

    expect(answer.status).toBe(201);
    expect(answer.body.data).toMatchObject({
      jobId,
      price: 45_000,
      currency: 'EGP',
      status: 'Submitted',
      version: 1,
      craftsman: { id: karim.id },
      expiresAt: after(app.clock.now(), days(7)).toISOString(),
    });
    const job = await expectSound(jobId);
    expect(job.status).toBe('Quoted');
    expect(job.expiresAt).toEqual(after(app.clock.now(), days(30)));
    await app.drainOutbox();
    expect(await noticesTo(client.id)).toEqual(['quoteSubmitted']);
  });

  it.each([
    ['a price of nothing', { price: 0 }],
    ['a negative price', { price: -5 }],
    ['a price beyond all bounds', { price: 1e21 }],
    ['a fraction of a piastre', { price: 10.5 }],
    ['a price as text', { price: '45000' }],
    ['no price', { notes: 'cheap' }],
    ['parts that do not make the price', { price: 100, laborPrice: 30, materialsPrice: 60 }],
    ['a part above the price', { price: 100, laborPrice: 130 }],
    ['a start in the past', { price: 100, earliestStart: '2020-01-01' }],
    ['a validity below a day', { price: 100, validHours: 23 }],
    ['a validity above a month', { price: 100, validHours: 31 * 24 }],
    ['two validities', { price: 100, validHours: 48, validUntil: '2026-03-10T00:00:00Z' }],
    ['text that turns around', { price: 100, notes: 'good\u202eprice' }],
  ])('refuses %s', async (_what, body) => {
    const { jobId } = await aJob(app).posted();
    const karim = await aVerifiedCraftsman(app);

    const answer = await submit(karim, jobId, body);

    expect(answer.status).toBe(400);
    expect(answer.body.errors.length).toBeGreaterThan(0);
    expect((await expectSound(jobId)).status).toBe('Posted');
  });

  it('is for verified craftsmen in good standing, on jobs of others that are open', async () => {
    const { jobId, client } = await aJob(app).posted();
    const hired = await aJob(app).hired();
    const newcomer = await aCraftsman(app);
    const karim = await aVerifiedCraftsman(app);
    const ban = { level: 'restricted', reason: 'x', by: newId(), at: app.clock.now() } as const;
    const barred = await aVerifiedCraftsman(app, { ban });
    const profile = karim.user.craftsman;
    const owner = await aUser(app, { role: 'craftsman', roles: ['client', 'craftsman'], craftsman: profile });
    const own = await aJob(app, { client: owner }).posted();

    const codes = [
      await submit(client, jobId),
      await submit(newcomer, jobId),
      await submit(barred, jobId),
      await submit(owner, own.jobId),
      await submit(karim, hired.jobId),
      await submit(karim, newId().toHexString()),
    ].map(({ status, body }) => `${status} ${body.code}`);

    expect(codes).toEqual([
      '403 access.forbidden',
      '403 quote.notVerified',
      '403 quote.restricted',
      '403 quote.ownJob',
      '404 request.notFound',
      '404 request.notFound',
    ]);
  });

  it('is not for one of a pair that has blocked each other: the job is not there', async () => {
    const { jobId, client } = await aJob(app).posted();
    const karim = await aVerifiedCraftsman(app);
    await app.container.blocks.block(actorLike(client), karim.id);

    const { status } = await submit(karim, jobId);

    expect(status).toBe(404);
  });

  it('happens once at a time per craftsman, and again after the quote was withdrawn', async () => {
    const { jobId } = await aJob(app).posted();
    const karim = await aVerifiedCraftsman(app);
    const first = await submit(karim, jobId);

    const second = await submit(karim, jobId);
    await karim.as.delete(`${quotesOf(jobId)}/${first.body.data.id}`);
    const third = await submit(karim, jobId);

    expect([second.status, second.body.code]).toEqual([409, 'quote.alreadyLive']);
    expect(third.status).toBe(201);
    await expectSound(jobId);
  });

  it('ends at ten live quotes, except for the invited', async () => {
    const { job, jobId } = await aJob(app).quoted(10);
    const [karim, invited] = [await aVerifiedCraftsman(app), await aVerifiedCraftsman(app)];
    await anInvitation(app, { job, craftsman: invited });

    const refused = await submit(karim, jobId);
    const welcome = await submit(invited, jobId);

    expect([refused.status, refused.body.code]).toEqual([409, 'quote.limitReached']);
    expect(welcome.body.data.isInvited).toBe(true);
    const { quoteCount, cappedQuoteCount, pendingInvitationCount } = await expectSound(jobId);
    expect([quoteCount, cappedQuoteCount, pendingInvitationCount]).toEqual([11, 10, 0]);
    expect(await eventsOf(/^(quote|invitation)/)).toEqual(['quote.submitted', 'invitation.accepted']);
  });
});

const actorLike = ({ user, id, sessionId }: MadeUser) =>
  ({ kind: 'user', id, roles: user.roles, role: 'client', locale: 'en', sessionId, scope: 'full' }) as const;

describe('the quotes on a job', () => {
  it('are all for the owner, his own for a bidder, and nothing for others', async () => {
    const { job, jobId, client, bidders } = await aJob(app).quoted(3);
    const [invited, stranger] = [await aVerifiedCraftsman(app), await aVerifiedCraftsman(app)];
    await anInvitation(app, { job, craftsman: invited });
    const other = await aClient(app);

    const owners = await client.as.get(quotesOf(jobId));
    const bidders1 = await bidders[0]?.as.get(quotesOf(jobId));
    const none = await Promise.all([invited, stranger, other].map(({ as }) => as.get(quotesOf(jobId))));

    expect(owners.body.data).toHaveLength(3);
    expect(owners.body.data[0].craftsman).toMatchObject({ fullName: 'Karim Hassan', ratingCount: 0 });
    expect(JSON.stringify(owners.body)).not.toMatch(/\+2010|@example/);
    expect(bidders1?.body.data).toHaveLength(1);
    expect(bidders1?.body.pagination.totalItems).toBe(1);
    expect(none.map(({ status }) => status)).toEqual([404, 404, 404]);
  });

  it('are an empty list for the owner of a job without any, and can be asked for by state', async () => {
    const { jobId, client } = await aJob(app).posted();
    const quoted = await aJob(app, { client }).quoted(2);
    await client.as.post(`${quotesOf(quoted.jobId)}/${idOf(quoted.quote)}/reject`);

    const empty = await client.as.get(quotesOf(jobId));
    const declined = await client.as.get(`${quotesOf(quoted.jobId)}?status=declined`);

    expect([empty.status, empty.body.data]).toEqual([200, []]);
    expect(declined.body.data.map(({ id }: { id: string }) => id)).toEqual([idOf(quoted.quote)]);
  });

  it('stand among one’s own, with the job as far as it may still be known', async () => {
    const { jobId, craftsman } = await aJob(app).hired();
    await aJob(app, { craftsman }).quoted();

    const all = await craftsman.as.get('/api/users/me/quotes');
    const accepted = await craftsman.as.get('/api/users/me/quotes?status=Accepted');

    expect(all.body.data).toHaveLength(2);
    expect(accepted.body.data).toMatchObject([{ jobId, job: { status: 'Hired', isOpen: false } }]);
    expect(Object.keys(accepted.body.data[0].job).sort()).toEqual(['_id', 'id', 'isOpen', 'status', 'title']);
  });
});

describe('revising a quote', () => {
  it('makes the next version, keeps the former and tells the client', async () => {
    const { jobId, quote, craftsman, client } = await aJob(app).quoted();
    await QuoteModel.updateOne({ _id: quote._id }, { $set: { needsConfirmation: true } });
    app.clock.advance(minutes(30));

    const answer = await craftsman.as
      .patch(`${quotesOf(jobId)}/${idOf(quote)}`)
      .send({ price: 40_000, notes: null, validHours: 48 });

    expect(answer.body.data).toMatchObject({
      price: 40_000,
      notes: null,
      version: 2,
      needsConfirmation: false,
      expiresAt: after(app.clock.now(), hours(48)).toISOString(),
      versions: [{ version: 1, price: 45_000, notes: 'I have the part with me.' }],
    });
    await app.drainOutbox();
    expect(await noticesTo(client.id)).toEqual(['quoteRevised']);
  });

  it('is refused to others, with nothing in it, when the parts no longer add up, and after its time', async () => {
    const { jobId, quote, craftsman, client } = await aJob(app).quoted();
    const stranger = await aVerifiedCraftsman(app);
    const path = `${quotesOf(jobId)}/${idOf(quote)}`;
    await QuoteModel.updateOne({ _id: quote._id }, { $set: { laborPrice: 40_000, materialsPrice: 5_000 } });

    const answers = [
      await stranger.as.patch(path).send({ price: 1_000 }),
      await client.as.patch(path).send({ price: 1_000 }),
      await craftsman.as.patch(path).send({}),
      await craftsman.as.patch(path).send({ price: 44_000 }),
      await craftsman.as.patch(`/api/jobs/${newId().toHexString()}/quotes/${idOf(quote)}`).send({ price: 5 }),
    ];
    await QuoteModel.updateOne({ _id: quote._id }, { $set: { expiresAt: app.clock.now() } });
    answers.push(await craftsman.as.patch(path).send({ price: 45_000 }));

    expect(answers.map(({ status, body }) => `${status} ${body.code}`)).toEqual([
      '404 request.notFound',
      '403 access.forbidden',
      '400 request.invalid',
      '400 request.invalid',
      '404 request.notFound',
      '409 quote.expired',
    ]);
  });
});

describe('confirming a quote', () => {
  it('says that it holds for the changed job; there must be something to confirm', async () => {
    const { jobId, quote, craftsman, client } = await aJob(app).quoted();
    const path = `${quotesOf(jobId)}/${idOf(quote)}/confirm`;
    await QuoteModel.updateOne({ _id: quote._id }, { $set: { needsConfirmation: true } });

    const first = await craftsman.as.post(path);
    const second = await craftsman.as.post(path);

    expect([first.status, first.body.data.needsConfirmation]).toEqual([200, false]);
    expect([second.status, second.body.code]).toEqual([409, 'quote.nothingToConfirm']);
    await app.drainOutbox();
    expect(await noticesTo(client.id)).toEqual(['quoteConfirmed']);
  });
});

describe('withdrawing and declining', () => {
  it('leaves the job Quoted while others stand, and Posted with the last', async () => {
    const { jobId, client, bidders, quotes } = await aJob(app).quoted(2);
    const [first = '', second = ''] = quotes.map((quote) => `${quotesOf(jobId)}/${idOf(quote)}`);

    const withdrawn = await bidders[0]?.as.delete(first).send({ reason: 'I am ill' });
    const between = await expectSound(jobId);
    const declined = await client.as.put(`${second}/reject`).send({ reason: 'Too dear' });

    expect(withdrawn?.body.data.status).toBe('Withdrawn');
    expect(between.status).toBe('Quoted');
    expect(declined.body.data.status).toBe('Declined');
    expect((await expectSound(jobId)).history.at(-1)).toMatchObject({
      event: 'lastQuoteGone',
      from: 'Quoted',
      to: 'Posted',
      by: { id: 'system' },
    });
    await app.drainOutbox();
    expect(await noticesTo(client.id)).toEqual(['quoteWithdrawn']);
    expect(await noticesTo(bidders[1]?.id ?? '')).toEqual(['quoteDeclined']);
  });

  it('is refused once the quote is over, with its state', async () => {
    const { jobId, quote, craftsman, client } = await aJob(app).hired();
    const path = `${quotesOf(jobId)}/${idOf(quote)}`;

    const answers = [await craftsman.as.delete(path), await client.as.post(`${path}/reject`)];

    expect(answers.map(({ status, body }) => [status, body.currentState])).toEqual([
      [409, 'Accepted'],
      [409, 'Accepted'],
    ]);
  });
});

describe('accepting a quote', () => {
  it('hires: the contract stands, the others are declined, invitations expire, all are told', async () => {
    const { job, jobId, client, craftsman, quote, bidders, quotes } = await aJob(app).quoted(3);
    const losers = bidders.slice(1);
    const invited = await aVerifiedCraftsman(app);
    await anInvitation(app, { job, craftsman: invited });
    const start = after(app.clock.now(), days(2));
    await QuoteModel.updateOne({ _id: quote._id }, { $set: { earliestStart: start } });

    const answer = await client.as.post(`${quotesOf(jobId)}/${idOf(quote)}/accept`).send({ version: 1 });

    expect(answer.status).toBe(200);
    expect(answer.body.data).toMatchObject({
      status: 'Accepted',
      price: 45_000,
      craftsman: { id: craftsman.id },
    });
    expect(await expectSound(jobId)).toMatchObject({
      status: 'Hired',
      isOpen: false,
      craftsmanId: craftsman.user._id,
      contract: {
        quoteId: quote._id,
        quoteVersion: 1,
        price: 45_000,
        settingsVersion: 0,
        feeRule: { bps: 500, min: 0, max: null, waivedJobs: 2 },
        hiredAt: app.clock.now(),
      },
      firmAt: app.clock.now(),
      scheduledAt: start,
      scheduledHasTime: true,
      listPrice: 45_000,
    });
    expect(await countStates(QuoteModel, jobId)).toEqual({ Accepted: 1, Declined: 2 });
    const declined = await QuoteModel.findById(quotes[1]?._id).lean();
    expect(declined?.history.at(-1)).toMatchObject({ event: 'decline', from: 'Submitted', reason: 'hired' });
    await app.drainOutbox();
    expect(await noticesTo(craftsman.id)).toEqual(['quoteAccepted']);
    for (const { id } of losers) {
      expect(await noticesTo(id)).toEqual(['quoteDeclined']);
    }
    expect(await noticesTo(invited.id)).toEqual(['invitationExpired']);
  });

  it('takes five round trips besides the commit, however many are concerned', async () => {
    const { job, jobId, client, quote } = await aJob(app).quoted(10);
    await anInvitation(app, { job, craftsman: await aVerifiedCraftsman(app) });

    const commands = await commandsInTransactions(() =>
      client.as.post(`${quotesOf(jobId)}/${idOf(quote)}/accept`).expect(200),
    );

    expect(commands).toEqual([
      'aggregate jobs',
      'findAndModify jobs',
      'update quotes',
      'update invitations',
      expect.stringMatching(/^insert outbox/),
    ]);
  });

  it('is refused for another version, an unconfirmed or expired quote, a barred craftsman', async () => {
    const { jobId, client, quotes, bidders } = await aJob(app).quoted(4);
    const accept = (index: number, body = {}) =>
      client.as.put(`${quotesOf(jobId)}/${idOf(quotes[index] ?? newId())}/accept`).send(body);
    const change = (index: number, set: object) =>
      QuoteModel.updateOne({ _id: quotes[index]?._id ?? newId() }, { $set: set });
    await change(1, { needsConfirmation: true });
    await change(2, { expiresAt: app.clock.now() });
    const ban = { level: 'restricted', reason: 'x', by: newId(), at: app.clock.now() };
    await UserModel.updateOne({ _id: bidders[3]?.id ?? newId() }, { $set: { ban } });

    const answers = [
      await accept(0, { version: 2 }),
      await accept(1),
      await accept(2),
      await accept(3),
      await accept(99),
    ];

    expect(answers.map(({ status, body }) => `${status} ${body.code}`)).toEqual([
      '409 quote.versionChanged',
      '409 quote.needsConfirmation',
      '409 quote.expired',
      '409 quote.craftsmanUnavailable',
      '404 request.notFound',
    ]);
    expect(answers[0]?.body).toMatchObject({ currentVersion: 1, currentState: 'Submitted' });
    expect((await expectSound(jobId)).status).toBe('Quoted');
  });

  it('is for the owner alone', async () => {
    const { jobId, quote, craftsman } = await aJob(app).quoted();
    const stranger = await aClient(app);
    const path = `${quotesOf(jobId)}/${idOf(quote)}`;

    const answers = [
      await stranger.as.post(`${path}/accept`),
      await stranger.as.post(`${path}/reject`),
      await craftsman.as.post(`${path}/accept`),
    ];

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 403]);
  });
});

describe('a quote whose time is over', () => {
  it('expires by itself and its craftsman is told', async () => {
    const { job, jobId, craftsman } = await aJob(app).quoted();
    const late = await aVerifiedCraftsman(app);
    await aQuote(app, { job, craftsman: late }, { expiresAt: after(app.clock.now(), days(20)) });
    app.clock.advance(days(7));

    await app.container.tasks.runNow('expire-quotes');

    expect(await countStates(QuoteModel, jobId)).toEqual({ Expired: 1, Submitted: 1 });
    expect((await expectSound(jobId)).status).toBe('Quoted');
    await app.drainOutbox();
    expect(await noticesTo(craftsman.id)).toEqual(['quoteExpired']);
    expect(await noticesTo(late.id)).toEqual([]);
  });
});
