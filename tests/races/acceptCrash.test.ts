import { InvitationModel } from '../../src/models/invitation.model';
import { NotificationModel } from '../../src/models/notification.model';
import { OutboxRowModel } from '../../src/models/outboxRow.model';
import { QuoteModel } from '../../src/models/quote.model';
import { after, minutes } from '../../src/utils/clock';
import { idOf, toObjectId } from '../../src/utils/ids';
import { aVerifiedCraftsman } from '../factories/craftsman';
import { anInvitation } from '../factories/invitation';
import { aJob } from '../factories/job';
import type { MadeUser } from '../factories/user';
import { startTestApp } from '../helpers/app';
import { crashHarness } from '../helpers/crash';
import { countStates, expectSound } from '../helpers/offers';

const JWT_SECRET = 'k7Wq2mZx9RtLc4VbN8yHs5JdGf3PaQe6';
/** Between every two steps of the hire that differ in what is lost; `scripts/crash-points.ts` walks through all. */
const CHOSEN = [
  'answered findAndModify jobs',
  'answered insert outbox',
  'sent commitTransaction 1',
  'answered commitTransaction 1',
];
const WALKS_ALL = process.env['CRASH_POINTS'] === 'all';
/** More than the request has commands. */
const MOST_POINTS = 60;

const app = startTestApp({ env: { JWT_SECRET } });
const harness = crashHarness(JWT_SECRET);

afterAll(() => harness.stop());

interface Hire {
  readonly point: string;
  readonly crashed: boolean;
  readonly jobId: string;
  readonly people: readonly MadeUser[];
}

/** Hires at a point; once the request has been sent again, everything has happened once. */
async function hireAt(point: string): Promise<Hire> {
  const { job, jobId, client, craftsman, quote, bidders } = await aJob(app).quoted(2);
  const invited = await aVerifiedCraftsman(app);
  await anInvitation(app, { job, craftsman: invited });

  const { crashed, status, body } = await harness.crashAt(point, {
    method: 'POST',
    path: `/api/jobs/${jobId}/quotes/${idOf(quote)}/accept`,
    token: client.token,
    body: { version: 1 },
  });

  expect({ point, status }).toEqual({ point, status: 200 });
  expect(body.data).toMatchObject({ id: idOf(quote), status: 'Accepted', craftsman: { id: craftsman.id } });
  const stored = await expectSound(jobId);
  expect(stored.history.filter(({ event }) => event === 'hire')).toHaveLength(1);
  expect(await countStates(QuoteModel, jobId)).toEqual({ Accepted: 1, Declined: 1 });
  expect(await countStates(InvitationModel, jobId)).toEqual({ Expired: 1 });
  return { point, crashed, jobId, people: [...bidders, invited] };
}

/** One delivery for each handler of each event, and one notification for each person. */
async function expectToldOnce({ point, jobId, people }: Hire): Promise<void> {
  const rows = await OutboxRowModel.find({ 'data.jobId': jobId }).lean();
  const deliveries = rows.map(({ event, handler, data }) => {
    const { quoteId, invitationId } = data as Record<string, string | undefined>;
    return `${event} ${handler} ${quoteId ?? ''}${invitationId ?? ''}`;
  });
  expect({ point, deliveries: deliveries.length }).toEqual({ point, deliveries: new Set(deliveries).size });
  expect(new Set(rows.map(({ event }) => event))).toEqual(
    new Set(['quote.accepted', 'quote.declined', 'invitation.expired']),
  );
  for (const { id } of people) {
    expect(await NotificationModel.countDocuments({ userId: toObjectId(id) })).toBe(1);
  }
}

async function hiresAt(points: Iterable<string>): Promise<Hire[]> {
  const hires: Hire[] = [];
  for (const point of points) {
    const hire = await hireAt(point);
    hires.push(hire);
    if (!hire.crashed) {
      break;
    }
  }
  return hires;
}

function* everyPoint(phase: 'answered' | 'sent'): Generator<string> {
  for (let index = 1; index <= MOST_POINTS; index += 1) {
    yield `${phase} ${index}`;
  }
}

it('hires once when the server is killed in the middle and the owner asks again', async () => {
  app.clock.set(new Date());

  const hires = WALKS_ALL
    ? [...(await hiresAt(everyPoint('answered'))), ...(await hiresAt(everyPoint('sent')))]
    : await hiresAt(CHOSEN);
  await harness.stop();

  app.clock.set(after(new Date(), minutes(60)));
  await app.drainOutbox();
  for (const hire of hires) {
    await expectToldOnce(hire);
  }
  const survived = hires.filter(({ crashed }) => !crashed).map(({ point }) => point);
  // Walking through all ends, once for each phase, at the first point behind the last command.
  expect(survived).toHaveLength(WALKS_ALL ? 2 : 0);
  expect(hires.length - survived.length).toBeGreaterThanOrEqual(CHOSEN.length);
  process.stdout.write(WALKS_ALL ? `killed at ${hires.length - survived.length} points\n` : '');
}, 900_000);
