import type { mongo } from 'mongoose';
import type { ServerProcess } from './serverProcess';
import type { BenchRequest, Writes } from './types';

/** Changes with each answer or is written by Node itself. */
const NOT_COPIED = new Set(['date', 'connection', 'keep-alive', 'content-length', 'transfer-encoding']);
const SHOWN = 500;

interface Answer {
  readonly status: number;
  readonly headers: readonly string[];
  readonly body: string;
}

export interface Alignment {
  readonly ours: ServerProcess;
  readonly limit: ServerProcess;
  readonly db: mongo.Db;
  readonly writes: Writes | undefined;
  /** What each is asked: the same, or the same of twins. */
  readonly requests: readonly [ours: BenchRequest, limit: BenchRequest];
}

/**
 * Makes both servers send the same bytes: teaches the limit server our status and headers and compares an answer of
 * each; where they write, what each has written as well.
 */
export async function alignAnswers({ ours, limit, db, writes, requests }: Alignment): Promise<void> {
  const wanted = await fetchAnswer(ours, requests[0]);
  await limit.sendHead(wanted);
  const given = await fetchAnswer(limit, requests[1]);
  const read = writes ? masked : (body: string): string => body;
  if (wanted.status >= 300 || wanted.status !== given.status || read(wanted.body) !== read(given.body)) {
    const both = [wanted, given].map(({ status, body }) => `${status} ${body.slice(0, SHOWN)}`);
    throw new Error(`The servers answer differently.\n  ours:  ${both[0]}\n  limit: ${both[1]}`);
  }
  if (writes) {
    const left = async ({ body }: Answer) => masked(linesOf(await writes.left(db, body)));
    assertSameLines(await left(wanted), await left(given));
  }
}

/** Whatever the order of the fields. */
const linesOf = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) => (isPlain(part) ? sorted(part) : part), 1);

const isPlain = (part: unknown): part is Record<string, unknown> =>
  typeof part === 'object' && part !== null && Object.getPrototypeOf(part) === Object.prototype;

const sorted = (part: Record<string, unknown>): object =>
  Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));

/** Ids and instants are of each answer alone. */
const masked = (json: string): string =>
  json
    .replace(/\b[0-9a-f]{24}\b/g, '<id>')
    .replace(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, '<uuid>')
    .replace(/\b\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<instant>');

function assertSameLines(ours: string, limit: string): void {
  const [one, other] = [ours.split('\n'), limit.split('\n')];
  const place = one.findIndex((line, i) => line !== other[i]);
  if (ours !== limit) {
    throw new Error(
      `The servers write different things.\n  ours:  ${one[place]}\n  limit: ${other[place]}\n${ours}\n\n${limit}`,
    );
  }
}

async function fetchAnswer({ url }: ServerProcess, request: BenchRequest): Promise<Answer> {
  const response = await fetch(url + request.path, {
    method: request.method,
    // As the load asks: both send the answer as it is.
    headers: { 'accept-encoding': 'identity', ...request.headers },
    body: request.body ?? null,
  });
  const headers = [...response.headers].filter(([name]) => !NOT_COPIED.has(name)).flat();
  return { status: response.status, headers, body: await response.text() };
}
