import { seedReading } from '../../../seeds/jobs/reading';
import { presentJob } from '../../../src/controllers/presenters/job.presenter';
import { sightStages, type SightRow } from '../../../src/services/jobs/jobSight';
import { idOf } from '../../../src/utils/ids';
import { actorOf, asking, fillJobs } from '../jobWorld';
import type { Scenario } from '../types';

const ASKED = 512;

/** One open job, looked at by strangers. */
export const jobDetail: Scenario = {
  name: 'jobDetail',
  summary: 'one of 100,000 open jobs in full, with its client, bookmark and blocks',
  goal: { throughput: 0.6, cpu: 1.6 },
  connections: 32,
  world: 'jobs',
  prepare: async (world) => {
    await fillJobs(world);
    const jobs = await world.db
      .collection('jobs')
      .find({}, { projection: { _id: 1 } })
      .limit(ASKED)
      .toArray();
    return asking(
      world,
      jobs.map(({ _id }) => `/api/jobs/${_id.toHexString()}`),
    );
  },
  limit: (db) => {
    const jobs = db.collection('jobs');
    return async (req, userId) => {
      const jobId = req.url?.split('/').at(-1) ?? '';
      const [row] = await jobs.aggregate<SightRow>(sightStages(jobId, actorOf(userId))).toArray();
      if (!row) {
        throw new Error(`no job ${jobId}`);
      }
      const { clients, bookmarks, ...job } = row;
      const data = presentJob({
        job,
        relation: 'stranger',
        sight: 'open',
        client: clients[0],
        craftsman: undefined,
        quote: undefined,
        invitation: undefined,
        isBookmarked: bookmarks.length > 0,
        serviceName: seedReading.catalogue.nameOf(idOf(job.serviceId), 'en'),
        platformFee: 0,
        now: new Date(),
      });
      return JSON.stringify({ success: true, data });
    };
  },
};
