import type { Model, Types } from 'mongoose';
import { JobModel } from '../../src/models/job.model';
import { QuoteModel } from '../../src/models/quote.model';
import { UserModel } from '../../src/models/user.model';
import { clientsOf, jobOf, type WorldSize } from './jobs';
import { personOf } from './people';

export interface Step {
  readonly what: 'craftsmen' | 'clients' | 'jobs';
  readonly done: number;
  readonly of: number;
  /** Documents added so far in all. */
  readonly added: number;
}

export type OnStep = (step: Step) => void;

interface Doc {
  readonly _id: Types.ObjectId;
}

const BATCH = 1_000;

/**
 * Adds what is missing of a large world in which people and jobs are always the same for the same number; their times
 * count back from `now`. Says how many documents were added. The services of the demo's catalogue must be there.
 */
export async function fillWorld(size: WorldSize, onStep: OnStep = () => undefined): Promise<number> {
  const { now } = size;
  const begin = { onStep, added: 0 };
  const craftsmen = await fill(begin, { what: 'craftsmen', of: size.craftsmen }, (index) => ({
    users: [personOf('craftsman', index, now)],
  }));
  const clients = await fill(craftsmen, { what: 'clients', of: clientsOf(size) }, (index) => ({
    users: [personOf('client', index, now)],
  }));
  const { added } = await fill(clients, { what: 'jobs', of: size.jobs }, (index) => {
    const { job, quotes } = jobOf(index, size);
    return { jobs: [job], quotes };
  });
  return added;
}

interface Made {
  readonly users?: readonly Doc[];
  readonly jobs?: readonly Doc[];
  readonly quotes?: readonly Doc[];
}

interface Progress {
  readonly onStep: OnStep;
  readonly added: number;
}

/** While one batch is written the next one is made. */
async function fill(
  { onStep, added: before }: Progress,
  { what, of }: Pick<Step, 'what' | 'of'>,
  make: (index: number) => Made,
): Promise<Progress> {
  let added = before;
  let writing: Promise<number> = Promise.resolve(0);
  for (let done = 0; done < of; done += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, of - done) }, (_, place) => make(done + place));
    added += await writing;
    onStep({ what, done, of, added });
    writing = write(batch);
  }
  added += await writing;
  onStep({ what, done: of, of, added });
  return { onStep, added };
}

async function write(batch: readonly Made[]): Promise<number> {
  const users = await addMissing(
    UserModel as unknown as Model<Doc>,
    batch.flatMap((one) => one.users ?? []),
  );
  // Offers first: a job is never there without the quotes that it counts.
  const quotes = await addMissing(
    QuoteModel as unknown as Model<Doc>,
    batch.flatMap((one) => one.quotes ?? []),
  );
  const jobs = await addMissing(
    JobModel as unknown as Model<Doc>,
    batch.flatMap((one) => one.jobs ?? []),
  );
  return users + quotes + jobs;
}

async function addMissing({ collection }: Model<Doc>, documents: readonly Doc[]): Promise<number> {
  if (documents.length === 0) {
    return 0;
  }
  const ids = documents.map(({ _id }) => _id);
  const known = await collection.find({ _id: { $in: ids } }, { projection: { _id: 1 } }).toArray();
  const present = new Set(known.map(({ _id }) => String(_id)));
  const missing = documents.filter(({ _id }) => !present.has(_id.toHexString()));
  if (missing.length > 0) {
    await collection.insertMany([...missing], { ordered: false });
  }
  return missing.length;
}
