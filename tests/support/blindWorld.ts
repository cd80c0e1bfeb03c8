/** Equal worlds in which one side of a job may have reviewed the other, and everything that anybody can see in them. */
import { ReviewModel } from '../../src/models/review.model';
import { minutes } from '../../src/utils/clock';
import { newId } from '../../src/utils/ids';
import { inTransaction } from '../../src/utils/transaction';
import { aVerifiedCraftsman } from '../factories/craftsman';
import { aJob, type QuotedJob } from '../factories/job';
import { aService } from '../factories/service';
import { aClient, aModerator, anAdmin, type MadeUser } from '../factories/user';
import type { TestApp } from '../helpers/app';
import { emptyDatabase } from '../helpers/database';
import { connectSocket, until, type SocketProcess, type TestSocket } from '../helpers/socket';

/**
 * What the authors did: nothing; nothing, but the others were told that they had (the permitted notice by itself); wrote
 * five stars; wrote one star, the second author also changed that, took it back and wrote anew.
 */
export const STORIES = ['nothing', 'notice only', 'five', 'one'] as const;
export type Story = (typeof STORIES)[number];

/** In the first job the client has written and the craftsman is the other side; in the second one it is the other way round. */
const PEOPLE = [
  'writingClient',
  'otherCraftsman',
  'otherClient',
  'writingCraftsman',
  'stranger',
  'moderator',
  'admin',
] as const;
export type Name = (typeof PEOPLE)[number];
export const isAuthor = (name: Name): boolean => name.startsWith('writing');

export interface BlindWorld {
  readonly people: Readonly<Record<Name, MadeUser>>;
  readonly jobs: readonly [QuotedJob, QuotedJob];
  /** Ids of the reviews; of none that exists where nothing was written. */
  readonly reviewIds: readonly [string, string];
  readonly sockets: ReadonlyMap<Name, TestSocket>;
}

const BEGINS = new Date('2026-03-02T09:00:00.000Z');

async function makePeople(app: TestApp): Promise<BlindWorld['people']> {
  const makers = {
    writingClient: aClient,
    otherCraftsman: aVerifiedCraftsman,
    otherClient: aClient,
    writingCraftsman: aVerifiedCraftsman,
    stranger: aVerifiedCraftsman,
    moderator: aModerator,
    admin: anAdmin,
  } as const;
  const people: Partial<Record<Name, MadeUser>> = {};
  for (const [index, name] of PEOPLE.entries()) {
    const contact = { email: `${name.toLowerCase()}@example.com`, phone: `+20101000000${index}` };
    const made = await makers[name](app, { ...contact, firstName: name });
    const device = { token: `device-of-${name}`, platform: 'android' };
    await made.as.post('/api/users/me/devices').send(device).expect(201);
    people[name] = made;
  }
  return people as Record<Name, MadeUser>;
}

/** The world after this story, at the same instant as every other one; all that is due in the outbox has happened. */
export async function aBlindWorld(app: TestApp, here: SocketProcess, story: Story): Promise<BlindWorld> {
  await emptyDatabase();
  app.clock.set(BEGINS);
  const people = await makePeople(app);
  const names = { en: 'Plumbing', ar: 'سباكة' };
  const { service } = await aService(app, { names, slug: 'plumbing' });
  const { writingClient, otherCraftsman, otherClient, writingCraftsman } = people;
  const about = { serviceId: service._id };
  const one = { ...about, title: 'First sink', client: writingClient, craftsman: otherCraftsman };
  const two = { ...about, title: 'Second sink', client: otherClient, craftsman: writingCraftsman };
  const jobs = [await aJob(app, one).completed(), await aJob(app, two).completed()] as const;
  const sockets = new Map<Name, TestSocket>();
  for (const name of PEOPLE) {
    sockets.set(name, await connectSocket(here.port, { auth: { token: people[name].token } }));
  }
  const reviewIds = [
    await tell(app, here, { story, made: jobs[0], author: writingClient, changes: false }),
    await tell(app, here, { story, made: jobs[1], author: writingCraftsman, changes: story === 'one' }),
  ] as const;
  app.clock.set(new Date(BEGINS.getTime() + minutes(40)));
  await drain(here);
  return { people, jobs: [...jobs], reviewIds: [...reviewIds], sockets };
}

async function drain({ container }: SocketProcess): Promise<void> {
  const { failed } = await container.dispatcher.processAll();
  if (failed > 0) {
    throw new Error(`${failed} deliveries failed`);
  }
}

interface Telling {
  readonly story: Story;
  readonly made: QuotedJob;
  readonly author: MadeUser;
  readonly changes: boolean;
}

const WORDS = { five: 'Wonderful work, all of it.', one: 'Dreadful.' };

/** What the author does, each at an instant of its own; gives the id of his review. */
async function tell(app: TestApp, here: SocketProcess, telling: Telling): Promise<string> {
  const { story, made, author, changes } = telling;
  const at = (after: number) => app.clock.set(new Date(BEGINS.getTime() + minutes(after)));
  const write = (rating: number, comment: string) =>
    author.as.post('/api/reviews').send({ jobId: made.jobId, rating, comment }).expect(201);
  at(10);
  if (story === 'nothing') {
    return newId().toHexString();
  }
  if (story === 'notice only') {
    await noticeOnly(app, telling);
    await drain(here);
    return newId().toHexString();
  }
  const stars = story === 'five' ? 5 : 1;
  const { body } = await write(stars, stars === 5 ? WORDS.five : WORDS.one);
  await drain(here);
  if (changes) {
    const path = `/api/reviews/${String(body.data.id)}`;
    at(20);
    await author.as.put(path).send({ rating: 3, comment: null }).expect(200);
    at(30);
    await author.as.delete(path).expect(200);
    await write(1, WORDS.one);
    await drain(here);
  }
  const review = await ReviewModel.findOne({ jobId: made.job._id }).orFail().lean();
  return review._id.toHexString();
}

/** The fact that the permitted notice is made of, without any review. */
function noticeOnly({ container }: TestApp, { made, author }: Telling): Promise<void> {
  const { jobId, client, craftsman, job } = made;
  const fact = {
    jobId,
    clientId: client.id,
    craftsmanId: craftsman.id,
    title: job.title,
    side: author.id === client.id ? 'client' : 'craftsman',
    closesAt: job.reviews?.closesAt.toISOString() ?? '',
    isFirst: true,
  } as const;
  const role = fact.side;
  const { id, sessionId } = author;
  const actor = { kind: 'user', id, role, roles: [role], locale: 'en', sessionId, scope: 'full' } as const;
  return inTransaction((tx) => container.outbox.record(tx, 'review.submitted', fact, { actor }));
}

/** Everything that this person's app has heard; complete, because it is compared with his event log. */
export async function heardBy({ people, sockets }: BlindWorld, name: Name): Promise<unknown[]> {
  const socket = sockets.get(name);
  const { body } = await people[name].as.get('/api/events?since=0&limit=100');
  const expected = (body.data as unknown[]).length;
  await until(() => (socket?.heard.length ?? 0) >= expected);
  return socket?.heard ?? [];
}

export const leave = ({ sockets }: BlindWorld): void => sockets.forEach(({ socket }) => socket.close());

/** Ids have the same name in every world; others are numbered as they appear in one answer. */
export function normalised(world: BlindWorld, said: unknown): string {
  const known = new Map<string, string>();
  for (const name of PEOPLE) {
    known.set(world.people[name].id, name);
    known.set(world.people[name].sessionId, `session of ${name}`);
  }
  world.jobs.forEach(({ jobId, quote }, index) => {
    known.set(jobId, `job ${index}`);
    known.set(quote._id.toHexString(), `quote ${index}`);
  });
  world.reviewIds.forEach((id, index) => known.set(id, `review ${index}`));
  const text = typeof said === 'string' ? said : JSON.stringify(said, null, 1);
  return (
    text
      .replace(/"requestId": (null|"[^"]+")/g, '"requestId": "…"')
      // Links are signed for their user, who has another id in every world.
      .replace(/(token(?:=|&#x3D;)\w+\.\w+\.\d+)\.[\w-]{43}/g, '$1.…')
      .replace(/\b[0-9a-f]{24}\b/g, (id) => {
        const name = known.get(id) ?? `#${known.size}`;
        known.set(id, name);
        return name;
      })
  );
}
