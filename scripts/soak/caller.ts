import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';

export type Json = Readonly<Record<string, unknown>>;

/** What all callers have done, and what nobody expected. */
export interface Tally {
  answers: number;
  /** Requests whose server died while they were under way. */
  cutOff: number;
  /** Requests that were sent again: cut off, under way for somebody else, or nobody was there. */
  retries: number;
  /** Findings that have been told. */
  found: number;
  /** Those that have not. */
  readonly findings: string[];
}

/** Somebody who asks until he is answered, with the same Idempotency-Key each time. */
export interface Caller {
  readonly id: string;
  /** The data of a good answer; any other answer is a finding and ends what he was about to do. */
  do(method: string, path: string, body?: Json): Promise<Json>;
  /** Fills in the form of a page of the gateway and sends it, as a browser would. */
  submit(url: string, form: Readonly<Record<string, string>>): Promise<void>;
}

export interface Server {
  readonly url: string;
  readonly tally: Tally;
}

/** Ends a story whose answer was not what it should have been; the finding is noted. */
export class StoryEnded extends Error {}

const PATIENCE_MS = 600_000;
const TIMEOUT_MS = 15_000;
const PAUSE_MS = 250;
const UNDER_WAY = 'request.inProgress';

interface Answer {
  readonly status: number;
  readonly body: Json;
}

/** Makes the caller of one signed-in user. */
export function makeCaller({ url, tally }: Server, { id, token }: { id: string; token: string }): Caller {
  return {
    id,
    async do(method, path, body) {
      const headers = {
        authorization: `Bearer ${token}`,
        'idempotency-key': randomUUID(),
        ...(body && { 'content-type': 'application/json' }),
      };
      const request = { method, headers, ...(body && { body: JSON.stringify(body) }) };
      const { status, body: said } = await untilAnswered(tally, () => ask(`${url}/api${path}`, request));
      if (status >= 300) {
        throw noted(tally, `${method} ${path} was answered ${status} ${JSON.stringify(said)}`);
      }
      return (said['data'] ?? {}) as Json;
    },
    async submit(to, form) {
      const request = () => ({ method: 'POST', body: new URLSearchParams(form) });
      await untilAnswered(tally, async () => {
        const { status } = await fetch(to, { ...request(), signal: AbortSignal.timeout(TIMEOUT_MS) });
        return { status, body: {} };
      });
    },
  };
}

/** Notes what nobody expected; gives the error that ends the story. */
export function noted({ findings }: Tally, finding: string): StoryEnded {
  findings.push(finding);
  return new StoryEnded(finding);
}

async function ask(url: string, request: RequestInit): Promise<Answer> {
  const answer = await fetch(url, { ...request, signal: AbortSignal.timeout(TIMEOUT_MS) });
  return { status: answer.status, body: (await answer.json()) as Json };
}

async function untilAnswered(tally: Tally, attempt: () => Promise<Answer>): Promise<Answer> {
  const deadline = performance.now() + PATIENCE_MS;
  while (performance.now() < deadline) {
    const answer = await attempt().catch((error: unknown) => noteGone(tally, error));
    if (answer && isFinal(answer)) {
      tally.answers += 1;
      if (answer.status >= 500) {
        tally.findings.push(`a request was answered ${answer.status} ${JSON.stringify(answer.body)}`);
      }
      return answer;
    }
    tally.retries += 1;
    await wait(PAUSE_MS);
  }
  throw noted(tally, 'a request was not answered in ten minutes');
}

/** Busy, or still under way for somebody else: the same request comes again. */
const isFinal = ({ status, body }: Answer): boolean =>
  status !== 503 && status !== 429 && !(status === 409 && body['code'] === UNDER_WAY);

/** The server was away, or went away before its answer or in the middle of it. */
function noteGone(tally: Tally, error: unknown): undefined {
  if (!(error instanceof TypeError || error instanceof SyntaxError || error instanceof DOMException)) {
    throw error;
  }
  const { code } = (error.cause ?? {}) as { code?: string };
  tally.cutOff += code === 'ECONNREFUSED' ? 0 : 1;
}

/** The tally in words. */
export const wordsOf = ({ answers, cutOff, retries, found }: Tally): string =>
  `${answers} answers, ${cutOff} requests cut off by a kill, ${retries} sent again, ${found} findings`;
