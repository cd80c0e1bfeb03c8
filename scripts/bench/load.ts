import autocannon from 'autocannon';
import type { ServerProcess } from './serverProcess';
import type { BenchRequest } from './types';

export interface Round {
  readonly server: string;
  readonly requests: number;
  readonly perSecond: number;
  /** CPU time of the server process, all its threads. */
  readonly cpuMicros: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** Answers that were not 2xx, broken connections, timeouts. */
  readonly failed: number;
  /** What the round had not delivered when it ended. */
  readonly leftToDo?: number;
}

export interface LoadOptions {
  /** What each connection asks for in turn. */
  readonly requests: readonly BenchRequest[];
  /** Where each request can be sent once: it is taken from here instead. */
  readonly queue?: RequestQueue | undefined;
  readonly connections: number;
  readonly seconds: number;
}

/** Loads a server for some seconds and measures it from outside and by its own clock of CPU time. */
export async function runRound(server: ServerProcess, options: LoadOptions): Promise<Round> {
  const times: number[] = [];
  const before = await server.cpuMicros();
  const result = await load(server.url, options, (ms) => times.push(ms));
  const cpuMicros = (await server.cpuMicros()) - before;
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.floor(times.length * share)] ?? 0;
  return {
    server: server.name,
    requests: times.length,
    perSecond: times.length / result.duration,
    cpuMicros: cpuMicros / Math.max(1, times.length),
    p50Ms: at(0.5),
    p95Ms: at(0.95),
    failed: result.errors + result.timeouts + result.non2xx,
  };
}

function load(url: string, options: LoadOptions, onTime: (ms: number) => void): Promise<autocannon.Result> {
  const { requests, queue, connections, seconds } = options;
  const wanted = queue ? [asSent(queue.peek())] : requests.map(asSent);
  return new Promise((resolve, reject) => {
    let started = 0;
    // Each connection begins elsewhere: in step they would all ask for the same thing at the same time.
    const setupClient: autocannon.Options['setupClient'] = (client) => {
      const from = Math.floor((started * wanted.length) / connections) % wanted.length;
      started += 1;
      client.setRequests(
        queue
          ? [
              {
                ...asSent(queue.peek()),
                setupRequest: (request) => ({ ...request, ...asSent(queue.take()) }),
              },
            ]
          : [...wanted.slice(from), ...wanted.slice(0, from)],
      );
    };
    const all = { url, connections, duration: seconds, requests: wanted, setupClient };
    const instance = autocannon(all, (error, result) => (error ? reject(error) : resolve(result)));
    instance.on('response', (...[, , , ms]) => onTime(ms));
  });
}

const asSent = ({ method, path, headers, body }: BenchRequest): autocannon.Request => ({
  method,
  path,
  headers: { ...headers },
  ...(body !== undefined && { body }),
});

/** Requests that can be sent once; when none is left the last one is sent again, and fails. */
export interface RequestQueue {
  peek(): BenchRequest;
  take(): BenchRequest;
}

/** Makes a queue of at least one request. */
export function makeQueue(requests: readonly BenchRequest[]): RequestQueue {
  let used = 0;
  const peek = (): BenchRequest => {
    const next = requests[Math.min(used, requests.length - 1)];
    if (!next) {
      throw new Error('a queue of no requests');
    }
    return next;
  };
  return {
    peek,
    take() {
      const next = peek();
      used += 1;
      return next;
    },
  };
}
