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
import { crashThrough, type CrashStory } from '../helpers/crashWalk';
import { countStates, expectSound } from '../helpers/offers';

const JWT_SECRET = 'k7Wq2mZx9RtLc4VbN8yHs5JdGf3PaQe6';
/** Between every two steps of the hire that differ in what is lost; `scripts/crash-points.ts` walks through all. */
const CHOSEN = [
  'answered findAndModify jobs',
  'answered insert outbox',
  'sent commitTransaction 1',
  'answered commitTransaction 1',
];

const app = startTestApp({ env: { JWT_SECRET } });
const harness = crashHarness(JWT_SECRET);

afterAll(() => harness.stop());

interface Hire {
  readonly point: string;
  readonly jobId: string;
  readonly people: readonly MadeUser[];
}

const hires: Hire[] = [];

/** Hires at a point; once the request has been sent again, everything has happened once. */
async function aHire(): Promise<CrashStory> {
  const { job, jobId, client, craftsman, quote, bidders } = await aJob(app).quoted(2);
  const invited = await aVerifiedCraftsman(app);
  await anInvitation(app, { job, craftsman: invited });
  const path = `/api/jobs/${jobId}/quotes/${idOf(quote)}/accept`;
  return {
    request: { method: 'POST', path, token: client.token, body: { version: 1 } },
    async check({ point, status, body }) {
      expect({ point, status }).toEqual({ point, status: 200 });
      expect(body.data).toMatchObject({
        id: idOf(quote),
        status: 'Accepted',
        craftsman: { id: craftsman.id },
      });
      const stored = await expectSound(jobId);
      expect(stored.history.filter(({ event }) => event === 'hire')).toHaveLength(1);
      expect(await countStates(QuoteModel, jobId)).toEqual({ Accepted: 1, Declined: 1 });
      expect(await countStates(InvitationModel, jobId)).toEqual({ Expired: 1 });
      hires.push({ point, jobId, people: [...bidders, invited] });
    },
  };
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

it('hires once when the server is killed in the middle and the owner asks again', async () => {
  app.clock.set(new Date());

  const crashes = await crashThrough(harness, [{ chosen: CHOSEN, make: aHire }]);
  await harness.stop();

  app.clock.set(after(new Date(), minutes(60)));
  await app.drainOutbox();
  for (const hire of hires) {
    await expectToldOnce(hire);
  }
  expect(crashes).toBeGreaterThanOrEqual(CHOSEN.length);
}, 900_000);
