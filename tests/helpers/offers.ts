import mongoose, { type mongo } from 'mongoose';
import { InvitationModel } from '../../src/models/invitation.model';
import { JobModel, type Job } from '../../src/models/job.model';
import { NotificationModel } from '../../src/models/notification.model';
import { OutboxRowModel } from '../../src/models/outboxRow.model';
import { QuoteModel } from '../../src/models/quote.model';
import { toObjectId } from '../../src/utils/ids';

/** How many of each state there are on a job. */
export async function countStates(
  model: typeof QuoteModel | typeof InvitationModel,
  jobId: string,
): Promise<Record<string, number>> {
  const rows = await model.collection.find({ jobId: toObjectId(jobId) }).toArray();
  const counts: Record<string, number> = {};
  for (const { status } of rows as unknown as { status: string }[]) {
    counts[status] = (counts[status] ?? 0) + 1;
  }
  return counts;
}

/** The events on record, each named once, in order. */
export async function eventsOf(prefix: RegExp): Promise<string[]> {
  const rows = await OutboxRowModel.find({ handler: 'log-activity' }).sort({ _id: 1 }).lean();
  return rows.map(({ event }) => event).filter((event) => prefix.test(event));
}

/** The names of the notices that a user got in the app, sorted. */
export async function noticesTo(userId: string): Promise<string[]> {
  const rows = await NotificationModel.find({ userId: toObjectId(userId) }).lean();
  return rows.map(({ name }) => name).sort();
}

/** The job says of its quotes and invitations what is so. */
export async function expectSound(jobId: string): Promise<Job> {
  const _id = toObjectId(jobId);
  const job = await JobModel.findOne({ _id }).orFail().lean<Job>();
  const quotes = await QuoteModel.find({ jobId: _id }).lean();
  const live = quotes.filter(({ isLive }) => isLive);
  const pending = await InvitationModel.countDocuments({ jobId: _id, isPending: true });
  expect({
    quoteCount: job.quoteCount,
    cappedQuoteCount: job.cappedQuoteCount,
    pendingInvitationCount: job.pendingInvitationCount,
    isOpen: job.isOpen,
    live: quotes.map(({ status }) => status === 'Submitted'),
    accepted: quotes.filter(({ status }) => status === 'Accepted').map((quote) => quote._id.toHexString()),
  }).toEqual({
    quoteCount: live.length,
    cappedQuoteCount: live.filter(({ isInvited }) => !isInvited).length,
    pendingInvitationCount: pending,
    isOpen: job.status === 'Posted' || job.status === 'Quoted',
    live: quotes.map(({ isLive }) => isLive),
    accepted: job.contract ? [job.contract.quoteId.toHexString()] : [],
  });
  if (job.isOpen) {
    expect(job.status).toBe(live.length > 0 ? 'Quoted' : 'Posted');
  }
  return job;
}

const NOT_COUNTED = new Set(['commitTransaction', 'abortTransaction', 'endSessions']);

/** The commands that the driver sends inside transactions while `work` runs, without commits and sessions. */
export async function commandsInTransactions(work: () => Promise<unknown>): Promise<string[]> {
  const seen: string[] = [];
  const note = ({ commandName, command }: mongo.CommandStartedEvent): void => {
    if (
      command['txnNumber'] !== undefined &&
      command['autocommit'] === false &&
      !NOT_COUNTED.has(commandName)
    ) {
      seen.push(`${commandName} ${String(command[commandName])}`);
    }
  };
  const client = mongoose.connection.getClient();
  client.on('commandStarted', note);
  await work();
  client.off('commandStarted', note);
  return seen;
}
