import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import mongoose, { type mongo } from 'mongoose';
import { currentRequest } from '../../src/utils/requestContext';

type Document = mongo.BSON.Document;

interface Question {
  readonly collection: string;
  readonly filter: Document;
  readonly sort: Document | undefined;
  readonly limit: number | undefined;
}

export interface QueryWatch {
  /** The shapes of the queries so far that read a whole collection or sort in memory; each shape is asked once a run. */
  findUnserved(): Promise<string[]>;
}

/** Few rows by nature: a version each time that staff change the settings, a row for each task or process. */
const SMALL = new Set(['settings', 'taskLeases', 'staffRoster', 'serviceCategories']);

/** Where the files of a run note the shapes that are served, one a line: every database has the same indexes. */
const notes = (): string => process.env['TEST_SERVED_SHAPES'] ?? '';

const readServed = (): ReadonlySet<string> =>
  new Set(existsSync(notes()) ? readFileSync(notes(), 'utf8').split('\n') : []);

/** Notes every query that the server sends while it serves a request, an event or a task. */
export function watchQueries(): QueryWatch {
  const shapes = new Map<string, Question>();
  mongoose.connection
    .getClient()
    .on('commandStarted', ({ commandName, command }: mongo.CommandStartedEvent) => {
      if (currentRequest() === undefined) {
        return; // a test's own look
      }
      for (const question of questionsOf(commandName, command)) {
        const key = shapeOf(question);
        if (!SMALL.has(question.collection)) {
          shapes.set(key, question);
        }
      }
    });
  return {
    findUnserved: async () => {
      const served = readServed();
      const unserved: string[] = [];
      const found: string[] = [];
      for (const [shape, question] of shapes) {
        if (!served.has(shape)) {
          ((await isServed(question)) ? found : unserved).push(shape);
        }
      }
      appendFileSync(notes(), found.map((shape) => `${shape}\n`).join(''));
      return unserved;
    },
  };
}

function questionsOf(name: string, command: Document): Question[] {
  const collection = String(command[name]);
  const ask = (filter: Document, sort?: Document, limit?: number): Question => ({
    collection,
    filter,
    sort,
    limit,
  });
  switch (name) {
    case 'find':
      return [
        ask(
          command['filter'] as Document,
          command['sort'] as Document | undefined,
          command['limit'] as number | undefined,
        ),
      ];
    case 'findAndModify':
      return [ask(command['query'] as Document, command['sort'] as Document | undefined, 1)];
    case 'update':
      return (command['updates'] as Document[]).map(({ q }) => ask(q as Document));
    case 'delete':
      return (command['deletes'] as Document[]).map(({ q }) => ask(q as Document));
    case 'count':
      return [ask(command['query'] as Document)];
    case 'distinct':
      return [ask(command['query'] as Document)];
    case 'aggregate':
      return ofPipeline(command['pipeline'] as Document[], ask);
    default:
      return [];
  }
}

/** What a pipeline reads is decided by its first stages; a `$geoNear` always needs its index. */
function ofPipeline(
  stages: readonly Document[],
  ask: (filter: Document, sort?: Document) => Question,
): Question[] {
  const [first, second] = stages;
  const filter = first?.['$match'] as Document | undefined;
  return filter ? [ask(filter, second?.['$sort'] as Document | undefined)] : [];
}

/** The filter with its values replaced by their kinds. */
function shapeOf({ collection, filter, sort }: Question): string {
  const order = sort instanceof Map ? [...sort] : Object.entries(sort ?? {});
  return `${collection} ${JSON.stringify(outline(filter))} sort ${JSON.stringify(order)}`;
}

function outline(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.slice(0, 1).map(outline);
  }
  if (value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
    return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, outline(field)]));
  }
  return value === null ? null : typeof value;
}

/**
 * Where no order is asked for, one by a field that equals one value changes nothing; DocumentDB then shows the index
 * that it would otherwise prefer to read in another way than by a plain scan of it.
 */
async function isServed(question: Question): Promise<boolean> {
  const { filter, sort } = question;
  const orders = Object.keys(filter).filter((key) => typeof outline(filter[key]) === 'string');
  for (const order of sort ? [sort] : [undefined, ...orders.map((key) => ({ [key]: 1 }))]) {
    if (await isServedInOrder({ ...question, sort: order })) {
      return true;
    }
  }
  return namesUniqueKey(question);
}

async function isServedInOrder({ collection, filter, sort, limit }: Question): Promise<boolean> {
  const find = {
    find: collection,
    filter,
    ...(sort && { sort }),
    limit: limit ?? 1,
    comment: 'prefer-indexes',
  };
  const { db } = mongoose.connection;
  const answer = await db?.command({ explain: find, verbosity: 'queryPlanner', comment: 'prefer-indexes' });
  const stages = stagesOf((answer?.['queryPlanner'] as Document)['winningPlan'] as Document);
  return !stages.includes('COLLSCAN') && !stages.includes('SORT');
}

/** One document at most; DocumentDB prefers other ways to it while a collection is small. */
async function namesUniqueKey({ collection, filter }: Question): Promise<boolean> {
  const indexes = (await mongoose.connection.db?.collection(collection).indexes()) ?? [];
  const isEqual = (key: string): boolean =>
    outline(filter[key]) !== null && typeof outline(filter[key]) === 'string';
  return indexes.some(({ unique, key }) => unique === true && Object.keys(key).every(isEqual));
}

/** The stages of a plan, outermost first. */
export function stagesOf(plan: Document): string[] {
  const inputs = [plan['inputStage'], ...((plan['inputStages'] as Document[] | undefined) ?? [])].filter(
    Boolean,
  ) as Document[];
  return [String(plan['stage']), ...inputs.flatMap(stagesOf)];
}
