import mongoose, { type mongo } from 'mongoose';
import '../../src/container';
import { modelQueries } from '../../src/models/defineModel';
import { connectTestDatabase, leaveTestDatabase } from '../helpers/database';
import { stagesOf } from '../helpers/queryWatch';

beforeAll(connectTestDatabase);
afterAll(leaveTestDatabase);

const declared = modelQueries().flatMap(({ model, queries }) =>
  queries.map((query) => ({ collection: model.collection.collectionName, ...query })),
);

// The queries that the suite really sends are explained after each file (tests/helpers/queryWatch.ts).
it.each(declared.map((query) => [`${query.collection}: ${query.name}`, query] as const))(
  'an index serves %s, and its order',
  async (_name, { collection, filter, sort }) => {
    const find = { find: collection, filter, ...(sort && { sort }), limit: 20, comment: 'prefer-indexes' };

    const answer = await mongoose.connection.db?.command({ explain: find, verbosity: 'queryPlanner' });

    const plan = (answer?.['queryPlanner'] as mongo.BSON.Document)['winningPlan'] as mongo.BSON.Document;
    const stages = stagesOf(plan);
    const uniqueKeys = (await mongoose.connection.db?.collection(collection).indexes())?.filter(
      ({ unique }) => unique,
    );
    const namesUniqueKey =
      uniqueKeys?.some(({ key }) => Object.keys(key).every((field) => field in filter)) ?? false;
    expect({
      stages,
      served: namesUniqueKey || !stages.some((stage) => /COLLSCAN|^SORT$/.test(stage)),
    }).toMatchObject({ served: true });
  },
);
