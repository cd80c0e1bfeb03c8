import { ActivityModel } from '../../src/models/activity.model';
import { ConversationModel } from '../../src/models/conversation.model';
import { DevMessageModel } from '../../src/models/devMessage.model';
import { IdempotencyKeyModel } from '../../src/models/idempotencyKey.model';
import { JobModel } from '../../src/models/job.model';
import { MediaModel } from '../../src/models/media.model';
import { MessageModel } from '../../src/models/message.model';
import { NotificationModel } from '../../src/models/notification.model';
import { OutboxRowModel } from '../../src/models/outboxRow.model';
import { UserEventModel } from '../../src/models/userEvent.model';
import { minutes } from '../../src/utils/clock';
import { newId, toObjectId } from '../../src/utils/ids';
import { aTalk, expectSoundTalk, storedMessages, storedTalk, write } from '../factories/conversation';
import { aVerifiedCraftsman } from '../factories/craftsman';
import { anInvitation } from '../factories/invitation';
import { aJob } from '../factories/job';
import { aClient, aCraftsman, type MadeUser } from '../factories/user';
import { startTestApp } from '../helpers/app';
import { commandsOfRequests } from '../helpers/roundTrips';
import * as pictures from '../support/pictures';

const app = startTestApp();

const open = (who: MadeUser, body: object) => who.as.post('/api/conversations').send(body);
const codes = (answers: readonly { status: number; body: { code?: string } }[]): string[] =>
  answers.map(({ status, body }) => `${status} ${body.code}`);
const contents = ({ body }: { body: { data: { content: string }[] } }): string[] =>
  body.data.map(({ content }) => content);
const eventsTo = async (userId: string, name: string) =>
  (
    await UserEventModel.find({ userId: toObjectId(userId), name })
      .sort({ seq: 1 })
      .lean()
  ).map(({ payload }) => payload);

describe('opening a conversation', () => {
  it('joins the owner and a bidder about the job, for both the same one', async () => {
    const craftsman = await aVerifiedCraftsman(app, { rating: 4.5, ratingSum: 9, ratingCount: 2 });
    const { jobId, client } = await aJob(app, { craftsman }).quoted();

    const [first, second, third] = [
      await open(client, { jobId, craftsmanId: craftsman.id }),
      await open(craftsman, { jobId }),
      await open(craftsman, { jobId, participantId: client.id }),
    ];

    expect(first.status).toBe(201);
    expect(first.body.data).toMatchObject({
      jobId,
      job: { id: jobId, status: 'Quoted' },
      side: 'client',
      participant: { id: craftsman.id, fullName: 'Karim Hassan', rating: 4.5, ratingCount: 2 },
      lastMessage: null,
      messageCount: 0,
      unreadCount: 0,
      canWrite: true,
      hidesContacts: true,
    });
    expect(second.body.data).toMatchObject({ side: 'craftsman', participant: { id: client.id } });
    expect(new Set([first, second, third].map(({ body }) => body.data.id)).size).toBe(1);
    expect(await ConversationModel.countDocuments()).toBe(1);
    await app.drainOutbox();
    expect(await ActivityModel.countDocuments({ action: 'conversation.opened' })).toBe(1);
  });

  it('is for the invited and the hired, too; each job and each craftsman has one of its own', async () => {
    const { job, jobId, client } = await aJob(app).posted();
    const invited = await aVerifiedCraftsman(app);
    await anInvitation(app, { job, craftsman: invited });
    const hired = await aJob(app, { client }).hired();
    const other = await aJob(app, { client, craftsman: invited }).quoted();

    const answers = [
      await open(invited, { jobId }),
      await open(client, { jobId: hired.jobId }),
      await open(client, { jobId: other.jobId, participantId: invited.id }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(answers[1]?.body.data).toMatchObject({
      participant: { id: hired.craftsman.id },
      hidesContacts: false,
    });
    expect(await ConversationModel.countDocuments()).toBe(3);
  });

  it('needs no job: it is the one spoken of last, else the latest offer between the two', async () => {
    const client = await aClient(app);
    const craftsman = await aVerifiedCraftsman(app);
    const older = await aTalk(app, 'quoted', { client, craftsman });
    app.clock.advance(minutes(5));
    const newer = await aJob(app, { client, craftsman }).quoted();

    const spoken = await open(craftsman, { participantId: client.id });
    const bidder = await aVerifiedCraftsman(app);
    const offered = await aJob(app, { client, craftsman: bidder }).quoted();
    const latest = await open(client, { participantId: bidder.id });
    const back = await open(bidder, { participantId: client.id });

    expect(spoken.body.data).toMatchObject({ id: older.id, jobId: older.jobId });
    expect(newer.jobId).not.toBe(older.jobId);
    expect(latest.body.data.jobId).toBe(offered.jobId);
    expect(back.body.data.id).toBe(latest.body.data.id);
  });

  it('is refused to strangers, with strangers, with oneself, and about what is not there', async () => {
    const { jobId, client, craftsman } = await aJob(app).quoted();
    const [stranger, other, bystander] = [
      await aVerifiedCraftsman(app),
      await aClient(app),
      await aCraftsman(app),
    ];
    const hidden = await aJob(app, { isHidden: true }).quoted();

    const answers = [
      await open(stranger, { jobId }),
      await open(other, { jobId, participantId: craftsman.id }),
      await open(client, { jobId, participantId: stranger.id }),
      await open(client, { jobId, participantId: client.id }),
      await open(craftsman, { jobId, participantId: stranger.id }),
      await open(stranger, { participantId: bystander.id }),
      await open(stranger, { participantId: stranger.id }),
      await open(client, { jobId: newId().toHexString() }),
      await open(hidden.craftsman, { jobId: hidden.jobId }),
      await open(client, { jobId }),
      await open(client, {}),
      await open(client, { jobId: 'x' }),
    ];

    expect(codes(answers)).toEqual([
      ...Array.from({ length: 9 }, () => '404 request.notFound'),
      '400 conversation.participantNeeded',
      '400 request.invalid',
      '400 request.invalid',
    ]);
    expect(await ConversationModel.countDocuments()).toBe(0);
  });

  it('is not for a pair of whom one has blocked the other', async () => {
    const { jobId, client, craftsman } = await aJob(app).quoted();
    await client.as.post(`/api/users/${craftsman.id}/block`);

    const answers = [
      await open(client, { jobId, participantId: craftsman.id }),
      await open(craftsman, { jobId }),
    ];

    expect(codes(answers)).toEqual(['404 request.notFound', '404 request.notFound']);
  });
});

describe('writing', () => {
  it('gives the message the next number and tells both apps, the receiver also in the app and on the lock screen', async () => {
    const talk = await aTalk(app);
    const { client, craftsman, jobId, id } = talk;
    await client.as.post('/api/users/me/devices').send({ token: 'mona-phone', platform: 'android' });
    await write(client, talk, 'Is the part with you?');

    const answer = await write(craftsman, talk, 'Yes. I can come tomorrow at 10:30 for 450 EGP.');

    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      message: 'Message sent.',
      data: {
        conversationId: id,
        number: 2,
        sender: { id: craftsman.id, fullName: 'Karim Hassan' },
        isMine: true,
        content: 'Yes. I can come tomorrow at 10:30 for 450 EGP.',
        attachments: [],
        hiddenContacts: 0,
        isRead: false,
      },
    });
    const stored = await expectSoundTalk(id);
    expect(stored.last?.excerpt).toBe('Yes. I can come tomorrow at 10:30 for 450 EGP.');
    await app.drainOutbox();
    const heard = [await eventsTo(client.id, 'new_message'), await eventsTo(craftsman.id, 'new_message')];
    expect(heard[0]).toEqual(heard[1]);
    expect(heard[0]?.[1]).toMatchObject({
      _id: answer.body.data.id,
      messageId: answer.body.data.id,
      conversationId: id,
      jobId,
      number: 2,
      content: answer.body.data.content,
      sender: { id: craftsman.id, fullName: 'Karim Hassan' },
    });
    const [notification] = await NotificationModel.find({ userId: toObjectId(client.id) }).lean();
    expect(notification).toMatchObject({
      type: 'message',
      title: 'New message about “Kitchen sink leaks”',
      message: 'Message: Yes. I can come tomorrow at 10:30 for 450 EGP.',
      data: { conversationId: id, messageId: answer.body.data.id, jobId },
    });
    const told = await DevMessageModel.find({}).lean();
    expect(told.map(({ channel, to }) => `${channel} ${to}`)).toEqual(['push mona-phone']);
    expect(await ActivityModel.countDocuments({ action: /^message/ })).toBe(0);
  });

  it('takes little: one look, three writes in one transaction', async () => {
    const talk = await aTalk(app);
    await write(talk.client, talk, 'warm');

    const commands = await commandsOfRequests(() => write(talk.client, talk, 'Is the part with you?'));

    expect(commands.filter((command) => !/rateLimits|sessions|users$/.test(command))).toEqual([
      'aggregate conversations',
      'findAndModify conversations',
      'insert messages',
      'insert outbox',
    ]);
  });

  it.each([
    ['nothing', {}],
    ['blanks', { content: '  \n ' }],
    ['too much', { content: 'a'.repeat(2_001) }],
    ['no text', { content: { $gt: '' } }],
    ['text that turns around', { content: 'good\u202eprice' }],
    ['a file that is not there', { attachments: [newId().toHexString()] }],
    ['too many files', { attachments: Array.from({ length: 6 }, () => newId().toHexString()) }],
  ])('is refused with %s', async (_what, body) => {
    const talk = await aTalk(app);

    const { status } = await talk.client.as.post(`${talk.path}/messages`).send(body);

    expect(status).toBe(400);
    expect((await expectSoundTalk(talk.id)).messageCount).toBe(0);
  });

  it('is for its two people only, and so is all the rest', async () => {
    const talk = await aTalk(app);
    const { body } = await write(talk.client, talk, 'A secret');
    const rival = await aVerifiedCraftsman(app);
    const other = await aTalk(app, 'quoted', { client: talk.client });

    for (const stranger of [rival, other.craftsman, await aClient(app)]) {
      const answers = [
        await write(stranger, talk, 'Hello'),
        await stranger.as.get(talk.path),
        await stranger.as.get(`${talk.path}/messages`),
        await stranger.as.get(`${talk.path}/messages?search=secret`),
        await stranger.as.patch(`${talk.path}/read`).send({}),
        await stranger.as.patch(`${talk.path}/read`).send({ messageId: body.data.id }),
        await stranger.as.post(`${talk.path}/summary`),
        await stranger.as.get(`/api/conversations/${newId().toHexString()}`),
      ];
      expect(codes(answers)).toEqual(answers.map(() => '404 request.notFound'));
      expect(JSON.stringify((await stranger.as.get('/api/conversations')).body)).not.toContain('secret');
    }
    // Of another conversation of one’s own it is not there either.
    const elsewhere = await talk.client.as.patch(`${other.path}/read`).send({ messageId: body.data.id });
    expect(codes([elsewhere])).toEqual(['404 request.notFound']);
  });

  it('with an Idempotency-Key happens once', async () => {
    const talk = await aTalk(app);
    const send = (content: string) => write(talk.client, talk, content).set('Idempotency-Key', 'once');

    const [first, again, other] = [await send('Hello'), await send('Hello'), await send('Goodbye')];

    expect(again.body).toEqual(first.body);
    expect(other.status).toBe(422);
    expect((await expectSoundTalk(talk.id)).messageCount).toBe(1);
  });

  it('has a strict limit of its own', async () => {
    const talk = await aTalk(app);

    const answer = await write(talk.client, talk, 'Hello');

    expect(answer.headers['ratelimit-limit']).toBe('120');
  });

  it('goes on after the hire, whatever becomes of the job, and with those who were not hired', async () => {
    const completed = await aTalk(app, 'completed');
    const lost = await aTalk(app);
    await JobModel.updateOne({ _id: lost.job._id }, { $set: { isOpen: false } });

    const answers = [
      await write(completed.client, completed, 'Thank you!'),
      await write(lost.craftsman, lost, 'A pity'),
    ];

    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
  });
});

describe('blocks', () => {
  it('end the writing from both sides without hiding what was written', async () => {
    const talk = await aTalk(app, 'hired');
    const { client, craftsman } = talk;
    await write(craftsman, talk, 'You owe me');
    await client.as.post(`/api/users/${craftsman.id}/block`);
    await app.drainOutbox();

    const answers = [await write(client, talk, 'No'), await write(craftsman, talk, 'Yes')];
    const seen = await craftsman.as.get(talk.path);
    const read = await client.as.patch(`${talk.path}/read`).send({});
    await app.drainOutbox();

    expect(codes(answers)).toEqual(['403 conversation.blocked', '403 conversation.blocked']);
    expect(answers[1]?.body.message).toBe('You cannot write to each other any more.');
    expect(seen.body.data).toMatchObject({ canWrite: false, messageCount: 1 });
    expect(read.status).toBe(200);
    expect(await eventsTo(craftsman.id, 'message_read')).toEqual([]);
    expect(await eventsTo(client.id, 'message_read')).toHaveLength(1);
  });

  it('that both have set hold until both are gone', async () => {
    const talk = await aTalk(app);
    const { client, craftsman } = talk;
    await client.as.post(`/api/users/${craftsman.id}/block`);
    await craftsman.as.post(`/api/users/${client.id}/block`);

    await client.as.delete(`/api/users/${craftsman.id}/block`);
    const still = await write(client, talk, 'Hello');
    await craftsman.as.delete(`/api/users/${client.id}/block`);
    const free = await write(client, talk, 'Hello');

    expect([still.status, free.status]).toEqual([403, 201]);
  });
});

describe('contact details before the hire', () => {
  const SECRETS = /0101|2345678|٠١٠|mona\.hassan|example\.com|karim_fixes|zero one/i;
  const TEXT =
    'Call ٠١٠١٢٣٤٥٦٧٨ or zero one zero one two three four five six seven eight, mona.hassan@example.com, insta karim_fixes';

  it('are in no place that anybody reads, and the sender is told', async () => {
    const talk = await aTalk(app);
    const { client, craftsman } = talk;
    await client.as.post('/api/users/me/devices').send({ token: 'mona-phone', platform: 'android' });

    const answer = await write(craftsman, talk, TEXT).set('Idempotency-Key', 'k');
    await app.drainOutbox();

    expect(answer.body.data.content).toBe('Call ••• or •••, •••, •••');
    expect(answer.body.data.hiddenContacts).toBe(4);
    expect(answer.body.message).toMatch(/^Message sent\. 4 contact details were hidden/);
    const everything = [
      await MessageModel.find().lean(),
      await ConversationModel.find().lean(),
      await OutboxRowModel.find().lean(),
      await UserEventModel.find().lean(),
      await NotificationModel.find().lean(),
      await DevMessageModel.find().lean(),
      await ActivityModel.find().lean(),
      await IdempotencyKeyModel.find().lean(),
      app.logger.lines,
      (await client.as.get(`${talk.path}/messages`)).body,
      (await client.as.get('/api/conversations')).body,
      (await client.as.get('/api/notifications')).body,
      (await client.as.get('/api/events')).body,
      (await client.as.post(`${talk.path}/summary`)).body,
    ];
    for (const place of everything) {
      expect(JSON.stringify(place)).not.toMatch(SECRETS);
    }
    expect((await client.as.get(`${talk.path}/messages?search=karim_fixes`)).body.data).toEqual([]);
    expect(await ActivityModel.findOne({ action: 'message.contactsHidden' }).lean()).toMatchObject({
      after: { count: 4 },
    });
  });

  it('stay out of it after the hire; what is written then is as it was written', async () => {
    const talk = await aTalk(app);
    await write(talk.craftsman, talk, 'My number is 01012345678');
    const { job } = await aJob(app).hired();
    await JobModel.updateOne(
      { _id: talk.job._id },
      { $set: { craftsmanId: talk.craftsman.user._id, firmAt: job.firmAt, status: 'Hired', isOpen: false } },
    );

    const answer = await write(talk.craftsman, talk, 'My number is 01012345678');
    const seen = await talk.client.as.get(`${talk.path}/messages`);

    expect(answer.body).toMatchObject({ message: 'Message sent.', data: { hiddenContacts: 0 } });
    expect(contents(seen)).toEqual(['My number is 01012345678', 'My number is •••']);
  });

  it('are taken out while the hire is not firm, and from those who were not hired', async () => {
    const talk = await aTalk(app, 'hired');
    const rival = await aTalk(app, 'quoted', { client: talk.client });
    await JobModel.updateOne({ _id: talk.job._id }, { $unset: { firmAt: 1 } });
    await JobModel.updateOne(
      { _id: rival.job._id },
      { $set: { craftsmanId: talk.craftsman.user._id, firmAt: app.clock.now() } },
    );

    const answers = [
      await write(talk.client, talk, '01012345678'),
      await write(rival.client, rival, '01012345678'),
    ];

    expect(answers.map(({ body }) => body.data.content)).toEqual(['•••', '•••']);
  });

  it('are explained in the sender’s language', async () => {
    const talk = await aTalk(app);

    const answer = await write(talk.client, talk, 'رقمي ٠١٠١٢٣٤٥٦٧٨').set('Accept-Language', 'ar');

    expect(answer.body.message).toBe(
      'تم إرسال الرسالة وإخفاء بيان تواصل واحد: يمكن تبادل الهواتف والبريد والروابط والحسابات بعد تأكيد التعيين.',
    );
  });
});

describe('pictures and files', () => {
  it('come with the message or before it; they are re-encoded, private, and seen by links of minutes', async () => {
    const talk = await aTalk(app);
    const { client, craftsman } = talk;
    const upload = client.as.post('/api/uploads').field('purpose', 'message');
    const early = await upload.attach('file', await pictures.aPng(), 'plan 01012345678.png');

    const answer = await client.as
      .post(`${talk.path}/messages`)
      .field('content', 'Here it is')
      .attach('attachments', await pictures.aTelltaleJpeg(), 'wall.jpg')
      .attach('attachments', pictures.PDF, 'plan.exe');
    const second = await client.as.post(`${talk.path}/messages`).send({ attachments: [early.body.data.id] });
    await app.drainOutbox();

    expect(answer.status).toBe(201);
    expect(answer.body.data.attachments).toMatchObject([
      { kind: 'image', contentType: 'image/jpeg' },
      { kind: 'file', contentType: 'application/pdf', width: null },
    ]);
    expect([second.body.data.content, second.body.data.attachments.length]).toEqual(['', 1]);
    const { body } = await craftsman.as.get(`${talk.path}/messages`);
    const [file] = body.data[0].attachments as { url: string }[];
    const picture = await app.http.get(body.data[1].attachments[0].url as string);
    expect(picture.status).toBe(200);
    expect(String(picture.body)).not.toMatch(/secret-words|Lantern/);
    expect((await app.http.get(String(file?.url).split('?')[0] ?? '')).status).toBe(404);
    app.clock.advance(minutes(6));
    expect((await app.http.get(file?.url ?? '')).status).toBe(404);
    const rows = await MediaModel.find().lean();
    expect(rows.map(({ state, isPrivate, attachedTo }) => [state, isPrivate, attachedTo?.type])).toEqual(
      rows.map(() => ['attached', true, 'message']),
    );
    const notices = await NotificationModel.find({ userId: toObjectId(craftsman.id) }).lean();
    expect(notices.map(({ message }) => message).sort()).toEqual(['Message: A file', 'Message: Here it is']);
    const events = await eventsTo(craftsman.id, 'new_message');
    expect(JSON.stringify(events)).not.toContain('signature');
    expect((await storedTalk(talk.id)).last).toMatchObject({ files: 1, excerpt: '' });
  });

  it('are refused when they are of another kind, another person or another use', async () => {
    const talk = await aTalk(app);
    const { client, craftsman } = talk;
    const give = async (who: MadeUser, purpose: string): Promise<string> => {
      const call = who.as.post('/api/uploads').field('purpose', purpose);
      return (await call.attach('file', await pictures.aPng(), 'a.png')).body.data.id as string;
    };
    const send = (id: string) => client.as.post(`${talk.path}/messages`).send({ attachments: [id] });
    const used = await give(client, 'message');
    await send(used);

    const answers = [
      await client.as.post(`${talk.path}/messages`).attach('attachments', pictures.HTML, 'a.jpg'),
      await send(await give(craftsman, 'message')),
      await send(await give(client, 'jobPhoto')),
      await send(used),
    ];

    expect(codes(answers)).toEqual([
      '415 media.unsupportedType',
      '400 media.notUsable',
      '400 media.notUsable',
      '400 media.notUsable',
    ]);
    expect((await expectSoundTalk(talk.id)).messageCount).toBe(1);
  });
});

describe('reading', () => {
  it('goes page by page, newest first, by number and by cursor, without gaps when more come', async () => {
    const talk = await aTalk(app);
    for (const n of [1, 2, 3, 4, 5]) {
      await write(n % 2 ? talk.client : talk.craftsman, talk, `word ${n}`);
    }
    const first = await talk.client.as.get(`${talk.path}/messages?limit=2`);
    await write(talk.craftsman, talk, 'word 6');

    const second = await talk.client.as.get(
      `${talk.path}/messages?limit=2&cursor=${String(first.body.pagination.nextCursor)}`,
    );
    const byNumber = await talk.client.as.get(`${talk.path}/messages?limit=4&page=2`);
    const wrong = await talk.client.as.get(`${talk.path}/messages?cursor=abc`);

    expect(contents(first)).toEqual(['word 5', 'word 4']);
    expect(first.body.pagination).toMatchObject({ totalItems: 5, hasNextPage: true });
    expect(contents(second)).toEqual(['word 3', 'word 2']);
    expect(contents(byNumber)).toEqual(['word 2', 'word 1']);
    expect(byNumber.body.pagination.totalItems).toBe(6);
    expect(wrong.status).toBe(400);
    expect(first.body.data[0]).toMatchObject({
      isMine: true,
      sender: { id: talk.client.id, fullName: 'Mona Hassan' },
    });
  });

  it('tells of marks that follow each other at once by the last one alone', async () => {
    const talk = await aTalk(app);
    const sent: string[] = [];
    for (const n of [1, 2]) {
      sent.push((await write(talk.craftsman, talk, `word ${n}`)).body.data.id as string);
    }

    for (const messageId of sent) {
      await talk.client.as.patch(`${talk.path}/read`).send({ messageId }).expect(200);
    }
    await app.drainOutbox();

    expect(await eventsTo(talk.craftsman.id, 'message_read')).toMatchObject([{ upTo: 2 }]);
  });

  it('moves one’s mark forward, never back, and tells the writer once', async () => {
    const talk = await aTalk(app);
    const { client, craftsman } = talk;
    const sent: string[] = [];
    for (const n of [1, 2, 3]) {
      sent.push((await write(craftsman, talk, `word ${n}`)).body.data.id as string);
    }
    await write(client, talk, 'answer');
    const read = (body: object) => client.as.patch(`${talk.path}/read`).send(body);

    const second = await read({ messageId: sent[1] });
    await app.drainOutbox();
    const back = await read({ messageId: sent[0] });
    const again = await read({ messageId: sent[1] });
    const all = await read({});
    const none = await read({});
    await app.drainOutbox();

    expect(second.body.data).toMatchObject({ unreadCount: 1, conversation: { unreadCount: 1, readUpTo: 2 } });
    expect(back.body.data).toEqual(second.body.data);
    expect(again.body.data).toEqual(second.body.data);
    expect(all.body.data).toMatchObject({ unreadCount: 0, conversation: { unreadCount: 0, readUpTo: 4 } });
    expect(none.body.data).toEqual(all.body.data);
    const told = await eventsTo(craftsman.id, 'message_read');
    expect(told).toMatchObject([
      { conversationId: talk.id, readerId: client.id, upTo: 2 },
      { conversationId: talk.id, readerId: client.id, upTo: 4 },
    ]);
    expect(await eventsTo(client.id, 'message_read')).toEqual(told);
    const seen = await craftsman.as.get(`${talk.path}/messages`);
    expect(seen.body.data.map(({ isRead }: { isRead: boolean }) => isRead)).toEqual([
      false,
      true,
      true,
      true,
    ]);
    expect((await craftsman.as.get(talk.path)).body.data).toMatchObject({
      participantReadUpTo: 4,
      unreadCount: 1,
    });
    await expectSoundTalk(talk.id);
  });

  it('counts what is unread, in each conversation and in all', async () => {
    const client = await aClient(app);
    const [one, two, three] = [
      await aTalk(app, 'quoted', { client }),
      await aTalk(app, 'quoted', { client }),
      await aTalk(app, 'hired', { client }),
    ];
    for (const [talk, count] of [
      [one, 2],
      [two, 3],
    ] as const) {
      for (let n = 0; n < count; n += 1) {
        app.clock.advance(1_000);
        await write(talk.craftsman, talk, 'Hello');
      }
    }
    app.clock.advance(1_000);
    await write(client, three, 'Hello');
    await client.as.patch(`${one.path}/read`).send({});

    const all = await client.as.get('/api/conversations');
    const unread = await client.as.get('/api/conversations?unreadOnly=true');
    const others = await three.craftsman.as.get('/api/conversations');

    const shown = ({ body }: typeof all) =>
      body.data.map(({ id, unreadCount }: { id: string; unreadCount: number }) => [id, unreadCount]);
    expect(shown(all)).toEqual([
      [three.id, 0],
      [two.id, 3],
      [one.id, 0],
    ]);
    expect([all.body.unreadCount, unread.body.unreadCount, others.body.unreadCount]).toEqual([3, 3, 1]);
    expect(shown(unread)).toEqual([[two.id, 3]]);
    expect(all.body.data[0]).toMatchObject({
      lastMessage: { content: 'Hello', isMine: true, attachments: 0 },
      job: { title: 'Kitchen sink leaks', status: 'Hired' },
      hidesContacts: false,
    });
    const next = await client.as.get('/api/conversations?limit=2');
    const rest = await client.as.get(
      `/api/conversations?limit=2&cursor=${String(next.body.pagination.nextCursor)}`,
    );
    expect(shown(rest)).toEqual([[one.id, 0]]);
  });
});

describe('searching a conversation', () => {
  it('finds words in any spelling and form, all of them, newest first, and in no other conversation', async () => {
    const talk = await aTalk(app);
    const other = await aTalk(app, 'quoted', { client: talk.client });
    for (const content of ['The PIPES drip', 'A new pipe, and السبّاك comes', 'Tiles', 'pipe (again) $.*']) {
      await write(talk.craftsman, talk, content);
    }
    await write(other.craftsman, other, 'Another pipe');
    const search = async (words: string): Promise<string[]> =>
      contents(await talk.client.as.get(`${talk.path}/messages?search=${encodeURIComponent(words)}`));

    expect(await search('pipe')).toEqual([
      'pipe (again) $.*',
      'A new pipe, and السبّاك comes',
      'The PIPES drip',
    ]);
    expect(await search('سباك')).toEqual(['A new pipe, and السبّاك comes']);
    expect(await search('piping new')).toEqual(['A new pipe, and السبّاك comes']);
    expect(await search('.*')).toHaveLength(4);
    expect(await search('carpet')).toEqual([]);
    const paged = await talk.client.as.get(`${talk.path}/messages?search=pipe&limit=1`);
    expect(paged.body.pagination).toMatchObject({ totalItems: 3, hasNextPage: true });
  });
});

describe('the summary', () => {
  it('quotes what was written, in a frame in the reader’s language, and is the same each time', async () => {
    const talk = await aTalk(app);
    for (const [who, content] of [
      [talk.client, 'Hello!'],
      [talk.craftsman, 'The pipe below the sink is broken. It costs 450 EGP.'],
      [talk.client, 'When can you come?'],
      [talk.craftsman, 'I come tomorrow at 10:30 with a new pipe.'],
      [talk.client, 'Agreed, 450 EGP for the pipe.'],
      [talk.craftsman, 'ok'],
    ] as const) {
      await write(who, talk, content);
    }

    const [english, again, arabic] = [
      await talk.client.as.post(`${talk.path}/summary`),
      await talk.client.as.post(`${talk.path}/summary`),
      await talk.craftsman.as.post(`${talk.path}/summary`).set('Accept-Language', 'ar'),
    ];

    expect(english.body.data).toMatchObject({
      generatedBy: 'extract',
      language: 'en',
      messageCount: 6,
      readMessages: 6,
    });
    expect(english.body.data.summary).toMatch(
      /^6 messages between Mona Hassan and Karim Hassan, .* What was said:\n• /,
    );
    expect(english.body.data.points.map(({ content }: { content: string }) => content)).toEqual([
      'It costs 450 EGP.',
      'When can you come?',
      'I come tomorrow at 10:30 with a new pipe.',
      'Agreed, 450 EGP for the pipe.',
    ]);
    expect(again.body).toEqual(english.body);
    expect(arabic.body.data.language).toBe('ar');
    expect(arabic.body.data.summary).toMatch(/^6 رسائل بين Mona Hassan/);
    expect(arabic.body.data.points).toEqual(english.body.data.points);
  });

  it('of nothing says so', async () => {
    const talk = await aTalk(app);

    const { body } = await talk.client.as.post(`${talk.path}/summary`);

    expect(body.data).toMatchObject({
      summary: 'Nothing has been written yet.',
      points: [],
      messageCount: 0,
    });
  });
});

describe('a message', () => {
  it('is stored once and stands by its id', async () => {
    const talk = await aTalk(app);
    const { body } = await write(talk.client, talk, 'Hello');

    const stored = await storedMessages(talk.id);

    expect(stored.map(({ _id }) => _id.toHexString())).toEqual([body.data.id]);
    expect(stored[0]).toMatchObject({ content: 'Hello', number: 1, sent: { client: 1, craftsman: 0 } });
  });
});
