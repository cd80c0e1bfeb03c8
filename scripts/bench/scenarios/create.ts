import { mongo } from 'mongoose';
import { seedReading } from '../../../seeds/jobs/reading';
import { jobOf } from '../../../seeds/world/jobs';
import { presentJob } from '../../../src/controllers/presenters/job.presenter';
import type { Job } from '../../../src/models/job.model';
import { newWords, type JobDraft } from '../../../src/services/jobs/jobDraft';
import { newJob } from '../../../src/services/jobs/posting';
import { t } from '../../../src/utils/i18n';
import { idOf } from '../../../src/utils/ids';
import { actorOf, fillJobs, makeCards } from '../jobWorld';
import {
  inRawTransaction,
  prepareRawOutbox,
  readJson,
  recordedAbout,
  recordRaw,
  settleOutboxes,
} from '../rawWrites';
import type { BenchRequest, Scenario, World } from '../types';

/** A client posts a job: stored, recorded for the activity log and the sockets, delivered while the next ones come. */
export const create: Scenario = {
  name: 'create',
  summary: 'a job is posted, in one transaction with its outbox, beside 100,000 others',
  goal: { throughput: 0.65, cpu: 1.5 },
  connections: 16,
  writes: { isOnce: false, left: whatIsLeft, settle: settleOutboxes },
  prepare: async (world) => {
    await prepareRawOutbox(world.db);
    await fillJobs(world);
    return posting(world);
  },
  limit: (db) => {
    const jobs = db.collection<Job>('jobs');
    const cardOf = makeCards(db);
    return async (req, userId) => {
      const draft = await readJson<JobDraft>(req);
      const [actor, now] = [actorOf(userId), new Date()];
      const job = newJob(actor, { ...seedReading, words: newWords(draft, seedReading), photos: [], now });
      await inRawTransaction(db, async (session) => {
        await jobs.insertOne(job, { session });
        await recordRaw(db, [{ event: 'job.posted', data: factOf(job) }], { session, actor, at: now });
      });
      const data = presentJob({
        job,
        platformFee: 0,
        relation: 'owner',
        sight: 'party',
        client: await cardOf(userId),
        craftsman: undefined,
        quote: undefined,
        invitation: undefined,
        isBookmarked: false,
        serviceName: seedReading.catalogue.nameOf(idOf(job.serviceId), 'en'),
        now,
      });
      return JSON.stringify({ success: true, data, message: t('en', 'message.jobPosted') });
    };
  },
};

const factOf = (job: Job) => ({
  jobId: idOf(job),
  clientId: idOf(job.clientId),
  title: job.title,
  serviceId: idOf(job.serviceId),
  paymentType: job.paymentType,
  listPrice: job.listPrice,
});

/** Each caller posts what somebody in the world has posted. */
const posting = ({ callers }: World): BenchRequest[] =>
  callers.map(({ token }, index) => {
    const { job } = jobOf(index, { craftsmen: 0, jobs: callers.length, quotes: 0, now: new Date() });
    const { title, description, address, location, budget, urgency, experienceLevel } = job;
    const body = {
      ...{ title, description, address, location, urgency, experienceLevel },
      serviceId: idOf(job.serviceId),
      ...(budget.price !== undefined && { jobPrice: budget.price }),
    };
    return {
      method: 'POST',
      path: '/api/jobs',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    };
  });

async function whatIsLeft(db: mongo.Db, answer: string): Promise<unknown> {
  const { id } = (JSON.parse(answer) as { data: { id: string } }).data;
  const job = await db.collection('jobs').findOne({ _id: new mongo.ObjectId(id) });
  return { job, outbox: await recordedAbout(db, id) };
}
