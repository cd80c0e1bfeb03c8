import mongoose, { type mongo } from 'mongoose';
import { JobModel } from '../../src/models/job.model';
import { askedJobs, type JobFilter } from '../../src/services/jobs/browseFilter';
import { ORDERS } from '../../src/services/jobs/jobOrder';
import type { UserActor } from '../../src/utils/types/actor';
import { newId } from '../../src/utils/ids';
import { aJob } from '../factories/job';
import { aService } from '../factories/service';
import { aClient, aCraftsman } from '../factories/user';
import { startTestApp } from '../helpers/app';
import { stagesOf } from '../helpers/queryWatch';
import { commandsOfRequests } from '../helpers/roundTrips';

const app = startTestApp();

describe('round trips', () => {
  it('a list is one, and a second for the total where there is more than a page', async () => {
    const craftsman = await aCraftsman(app);
    const client = await aClient(app);
    for (let i = 0; i < 3; i += 1) {
      await aJob(app, { client }).posted();
    }
    const around = 'latitude=30.05&longitude=31.24';
    const trips = async (path: string): Promise<string[]> => {
      await craftsman.as.get('/api/jobs').expect(200); // session, catalogue and blocks are known then for a second
      return commandsOfRequests(async () => craftsman.as.get(path).expect(200));
    };

    expect(await trips('/api/jobs')).toEqual(['aggregate jobs']);
    expect(await trips('/api/jobs?limit=2')).toEqual(['aggregate jobs', 'aggregate jobs']);
    expect(await trips('/api/jobs?city=Cairo')).toEqual(['aggregate jobs', 'aggregate jobs']);
    expect(await trips('/api/jobs?urgency=emergency')).toEqual(['aggregate jobs', 'aggregate jobs']);
    expect(await trips(`/api/jobs/nearby?${around}`)).toEqual(['aggregate jobs']);
    expect(await trips(`/api/jobs/nearby?${around}&limit=2`)).toEqual(['aggregate jobs', 'aggregate jobs']);
    expect(await trips('/api/jobs/search?q=sink')).toEqual(['aggregate jobs', 'aggregate jobs']);
    expect(await trips('/api/jobs/search?q=sink&sortBy=relevance')).toHaveLength(3);
    expect(await trips('/api/users/me/jobs')).toEqual(['aggregate jobs']);
    expect(await trips('/api/users/me/bookmarks')).toEqual(['find bookmarks']);
  });
});

describe('indexes', () => {
  it('serve every filter in every order, and no list is put in order without one', async () => {
    const { id } = await aService(app);
    const group = await aService(app);
    await aService(app, { parent: group.service._id });
    const single: readonly JobFilter[] = [
      {},
      { service: id },
      { service: group.id },
      { city: 'Cairo' },
      { state: 'Cairo Governorate' },
      { paymentType: ['Cash'] },
      { minPrice: 1, maxPrice: 9 },
      { urgency: ['urgent', 'emergency'] },
      { experienceLevel: ['expert'] },
      { status: ['Posted'] },
    ];
    const pairs = single.flatMap((one, i) => [
      one,
      ...single.slice(i + 1).map((other) => ({ ...one, ...other })),
    ]);

    const unserved: unknown[] = [];
    for (const asked of pairs) {
      for (const blocked of single.includes(asked) ? [[], [newId().toHexString()]] : [[]]) {
        const filter = await filterOf(asked, blocked);
        for (const [name, order] of Object.entries(ORDERS)) {
          const stages = await plan(filter, order);
          if (stages.includes('COLLSCAN') || stages.includes('SORT')) {
            unserved.push({ asked, name, stages });
          }
        }
      }
    }

    expect(pairs.length).toBeGreaterThan(50);
    expect(unserved).toEqual([]);
  });

  it('of terms serve a search of several words, each in several forms', async () => {
    const filter = await filterOf(
      {},
      [],
      [
        ['sink', 'sinks'],
        ['leak', 'drip'],
      ],
    );

    const stages = await plan(filter);

    expect(stages.filter((stage) => stage === 'COLLSCAN')).toEqual([]);
    expect(stages.join()).toMatch(/IXSCAN/);
  });
});

const someone: UserActor = {
  kind: 'user',
  id: newId().toHexString(),
  role: 'craftsman',
  roles: ['craftsman'],
  locale: 'en',
  sessionId: newId().toHexString(),
  scope: 'full',
};

async function filterOf(asked: JobFilter, blocked: string[], groups: string[][] = []): Promise<object> {
  const catalogue = await app.container.serviceCatalogue.current();
  const blocks = { idsFor: () => Promise.resolve(blocked) };
  const found = await askedJobs(asked, { actor: someone, catalogue, blocks }, groups);
  return found?.filter ?? fail(asked);
}

const fail = (asked: JobFilter): never => {
  throw new Error(`nobody offers ${String(asked.service)}`);
};

async function plan(filter: object, sort?: object): Promise<string[]> {
  const find = {
    find: JobModel.collection.name,
    filter,
    ...(sort && { sort }),
    limit: 21,
    comment: 'prefer-indexes',
  };
  const answer = await mongoose.connection.db?.command({
    explain: find,
    verbosity: 'queryPlanner',
    comment: 'prefer-indexes',
  });
  return stagesOf((answer?.['queryPlanner'] as mongo.BSON.Document)['winningPlan'] as mongo.BSON.Document);
}
