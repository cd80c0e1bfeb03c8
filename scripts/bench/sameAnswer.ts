import type { ServerProcess } from './serverProcess';
import type { BenchRequest } from './types';

/** Changes with each answer or is written by Node itself. */
const NOT_COPIED = new Set(['date', 'connection', 'keep-alive', 'content-length', 'transfer-encoding']);

interface Answer {
  readonly status: number;
  readonly headers: readonly string[];
  readonly body: string;
}

/** Makes both servers send the same bytes: teaches the limit server our headers and compares an answer of each. */
export async function alignAnswers(
  ours: ServerProcess,
  limit: ServerProcess,
  request: BenchRequest,
): Promise<void> {
  const wanted = await fetchAnswer(ours, request);
  await limit.sendHeaders(wanted.headers);
  const given = await fetchAnswer(limit, request);
  if (wanted.status >= 300 || wanted.status !== given.status || wanted.body !== given.body) {
    const both = [wanted, given].map(({ status, body }) => `${status} ${body.slice(0, 500)}`);
    throw new Error(`The servers answer differently.\n  ours:  ${both[0]}\n  limit: ${both[1]}`);
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
