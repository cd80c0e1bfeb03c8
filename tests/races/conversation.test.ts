import { BlockModel } from '../../src/models/block.model';
import { ConversationModel } from '../../src/models/conversation.model';
import { UserEventModel } from '../../src/models/userEvent.model';
import { OutboxRowModel } from '../../src/models/outboxRow.model';
import { toObjectId } from '../../src/utils/ids';
import { aTalk, expectSoundTalk, storedMessages, write } from '../factories/conversation';
import { aJob } from '../factories/job';
import { startTestApp } from '../helpers/app';

const app = startTestApp();
const ROUNDS = 4;

const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);
const statuses = (answers: readonly { status: number }[]): number[] =>
  answers.map(({ status }) => status).sort();
const recorded = (event: string, handler: string): Promise<number> =>
  OutboxRowModel.countDocuments({ event, handler });

describe('a conversation that both sides open at once', () => {
  it('is one, for all of them', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { jobId, client, craftsman } = await aJob(app).quoted();
      const open = (isClient: boolean) =>
        isClient
          ? client.as.post('/api/conversations').send({ jobId, participantId: craftsman.id })
          : craftsman.as.post('/api/conversations').send({ jobId });

      const answers = await Promise.all([open(true), open(false), open(true), open(false)]);

      expect(statuses(answers)).toEqual([201, 201, 201, 201]);
      expect(new Set(answers.map(({ body }) => body.data.id)).size).toBe(1);
    }
    expect(await ConversationModel.countDocuments()).toBe(ROUNDS);
    expect(await recorded('conversation.opened', 'log-activity')).toBe(ROUNDS);
  });

  it('against a block: it is not there, or nothing can be written in it', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { jobId, client, craftsman } = await aJob(app).quoted();

      const [opened, blocked] = await Promise.all([
        craftsman.as.post('/api/conversations').send({ jobId }),
        client.as.post(`/api/users/${craftsman.id}/block`),
      ]);

      expect(blocked.status).toBe(201);
      expect([201, 404]).toContain(opened.status);
      const all = await ConversationModel.find({ jobId: toObjectId(jobId) }).lean();
      expect(all.map(({ isBlocked }) => isBlocked)).toEqual(opened.status === 201 ? [true] : []);
    }
  });
});

describe('twenty messages at once', () => {
  it('have the numbers from 1 to 20, each stands once, and the counts are exact', async () => {
    const talk = await aTalk(app);

    const answers = await Promise.all(
      upTo(20).map((n) => write(n % 2 ? talk.client : talk.craftsman, talk, `word ${n}`)),
    );

    expect(statuses(answers)).toEqual(upTo(20).map(() => 201));
    const stored = await expectSoundTalk(talk.id);
    expect(stored.sent).toEqual({ client: 10, craftsman: 10 });
    const told = new Map(
      answers.map(({ body }) => [body.data.number as number, body.data.content as string]),
    );
    const order = (await storedMessages(talk.id)).map(({ content }) => content);
    expect(order).toEqual(upTo(20).map((n) => told.get(n)));
    const seen = await talk.client.as.get(`${talk.path}/messages?limit=100`);
    expect(seen.body.data.map(({ content }: { content: string }) => content)).toEqual([...order].reverse());
    expect(await recorded('message.sent', 'new-message')).toBe(20);
    await app.drainOutbox();
    for (const { id } of [talk.client, talk.craftsman]) {
      const heard = await UserEventModel.find({ userId: toObjectId(id), name: 'new_message' })
        .sort({ seq: 1 })
        .lean();
      expect(heard.map(({ payload }) => payload['number'])).toEqual(upTo(20));
    }
  });

  it('with one Idempotency-Key are one', async () => {
    const talk = await aTalk(app);

    const answers = await Promise.all(
      upTo(5).map(() => write(talk.client, talk, 'Hello').set('Idempotency-Key', 'once')),
    );

    expect(statuses(answers)).toContain(201);
    expect((await expectSoundTalk(talk.id)).messageCount).toBe(1);
  });
});

describe('reading', () => {
  it('against writing: what came meanwhile stays unread, and nothing is counted twice', async () => {
    const talk = await aTalk(app);
    for (let round = 0; round < ROUNDS; round += 1) {
      const answers = await Promise.all([
        write(talk.craftsman, talk, 'one'),
        talk.client.as.patch(`${talk.path}/read`).send({}),
        write(talk.client, talk, 'two'),
        talk.client.as.patch(`${talk.path}/read`).send({}),
        write(talk.craftsman, talk, 'three'),
      ]);

      expect(statuses(answers)).toEqual([200, 200, 201, 201, 201]);
      await expectSoundTalk(talk.id);
    }
    await talk.client.as.patch(`${talk.path}/read`).send({});
    const { unreadOf } = await expectSoundTalk(talk.id);
    expect(unreadOf.map(String)).toEqual([talk.craftsman.id]);
  });

  it('up to several messages at once ends at the last of them', async () => {
    const talk = await aTalk(app);
    const ids: string[] = [];
    for (const n of upTo(6)) {
      ids.push((await write(talk.craftsman, talk, `word ${n}`)).body.data.id as string);
    }

    await Promise.all(ids.map((messageId) => talk.client.as.patch(`${talk.path}/read`).send({ messageId })));

    expect((await expectSoundTalk(talk.id)).read.client).toMatchObject({ upTo: 6, count: 6 });
  });
});

describe('a message to somebody who blocks at that moment', () => {
  it('arrived before the block or was refused; none comes after it', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const talk = await aTalk(app);

      const [blocked, ...sent] = await Promise.all([
        talk.client.as.post(`/api/users/${talk.craftsman.id}/block`),
        ...upTo(4).map((n) => write(talk.craftsman, talk, `word ${n}`)),
      ]);
      const later = await write(talk.craftsman, talk, 'later');

      expect(blocked.status).toBe(201);
      expect(sent.every(({ status }) => status === 201 || status === 403)).toBe(true);
      expect(later.status).toBe(403);
      const stored = await expectSoundTalk(talk.id);
      expect(stored.messageCount).toBe(sent.filter(({ status }) => status === 201).length);
      expect(stored.isBlocked).toBe(true);
    }
  });

  it('by two who block and unblock each other at once: the conversation says what the blocks say', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { client, craftsman, id } = await aTalk(app);
      await client.as.post(`/api/users/${craftsman.id}/block`);

      await Promise.all([
        client.as.delete(`/api/users/${craftsman.id}/block`),
        craftsman.as.post(`/api/users/${client.id}/block`),
        ...(round % 2 ? [craftsman.as.delete(`/api/users/${client.id}/block`)] : []),
      ]);

      const { isBlocked, pairKey } = await expectSoundTalk(id);
      expect(isBlocked).toBe((await BlockModel.countDocuments({ pairKey })) > 0);
    }
  });
});
