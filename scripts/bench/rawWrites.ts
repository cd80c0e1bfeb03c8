import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { mongo } from 'mongoose';
import type { OutboxRow } from '../../src/models/outboxRow.model';
import type { EventMap } from '../../src/services/outbox/events';
import { handlers } from '../../src/services/outbox/handlers';
import { eventActorOf, handlersOf } from '../../src/services/outbox/on';
import type { NewFact } from '../../src/services/outbox/outbox.service';
import { newId } from '../../src/utils/ids';
import type { UserActor } from '../../src/utils/types/actor';

/** What the limit server's writes share: the body, a transaction, the rows of the outbox, all by the raw driver. */

const OPTIONS: mongo.TransactionOptions = {
  readConcern: { level: 'snapshot' },
  writeConcern: { w: 'majority' },
};

/** Where the limit server keeps its rows: ours delivers what stands in its own outbox, whoever wrote it. */
export const RAW_OUTBOX = 'outbox_of_the_limit';

/** Makes that collection, with the index that ours has. */
export async function prepareRawOutbox(db: mongo.Db): Promise<void> {
  await db.collection(RAW_OUTBOX).createIndex({ state: 1, nextAttemptAt: 1 });
}

/** The body of a request, of which nothing is checked. */
export async function readJson<T>(req: IncomingMessage): Promise<T> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) {
    chunks.push(chunk as Buffer);
  }
  return JSON.parse(Buffer.concat(chunks).toString()) as T;
}

/** Runs the work in one transaction as ours does: snapshot reads, majority writes. */
export const inRawTransaction = <T>(
  db: mongo.Db,
  work: (session: mongo.ClientSession) => Promise<T>,
): Promise<T> => db.client.withSession((session) => session.withTransaction(() => work(session), OPTIONS));

/** The rows that ours would record for these facts, written in one round trip. */
export async function recordRaw(
  db: mongo.Db,
  facts: readonly NewFact<EventMap>[],
  { session, actor, at }: { session: mongo.ClientSession; actor: UserActor; at: Date },
): Promise<void> {
  const common = { actor: eventActorOf(actor), at, requestId: randomUUID() };
  const rows = facts.flatMap(({ event, data }) => {
    const eventId = newId();
    return handlersOf(handlers, event).map(({ name }): OutboxRow => ({
      _id: newId(),
      eventId,
      event,
      data,
      ...common,
      handler: name,
      state: 'pending',
      attempts: 0,
      nextAttemptAt: at,
    }));
  });
  await db.collection<OutboxRow>(RAW_OUTBOX).insertMany(rows, { session });
}

/** What an act on a job has recorded, whether or not it is delivered by now. */
export async function recordedAbout(db: mongo.Db, jobId: string): Promise<unknown[]> {
  const shown = { _id: 0, event: 1, handler: 1, data: 1, actor: 1, at: 1, requestId: 1 };
  const [ours, raw] = await Promise.all(
    ['outbox', RAW_OUTBOX].map((name) =>
      db
        .collection(name)
        .find({ 'data.jobId': jobId })
        .project(shown)
        .sort({ event: 1, handler: 1 })
        .toArray(),
    ),
  );
  return [...(ours ?? []), ...(raw ?? [])];
}

/** Takes what is not delivered out of both outboxes and says how much it was. */
export async function settleOutboxes(db: mongo.Db): Promise<number> {
  const undelivered = { state: 'pending', nextAttemptAt: { $gte: new Date(0) } };
  const ours = await db.collection('outbox').deleteMany(undelivered);
  await db.collection(RAW_OUTBOX).deleteMany(undelivered);
  return ours.deletedCount;
}
