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
}

export interface LoadOptions {
  readonly requests: readonly BenchRequest[];
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

function load(url: string, { requests, connections, seconds }: LoadOptions, onTime: (ms: number) => void) {
  const wanted = requests.map(({ method, path, headers, body }) => ({
    method,
    path,
    headers: { ...headers },
    ...(body !== undefined && { body }),
  }));
  return new Promise<autocannon.Result>((resolve, reject) => {
    let started = 0;
    // Each connection begins elsewhere: in step they would all ask for the same thing at the same time.
    const setupClient: autocannon.Options['setupClient'] = (client) => {
      const from = Math.floor((started * wanted.length) / connections) % wanted.length;
      started += 1;
      client.setRequests([...wanted.slice(from), ...wanted.slice(0, from)]);
    };
    const options = { url, connections, duration: seconds, requests: wanted, setupClient };
    const instance = autocannon(options, (error, result) => (error ? reject(error) : resolve(result)));
    instance.on('response', (...[, , , ms]) => onTime(ms));
  });
}
