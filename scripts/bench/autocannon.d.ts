declare module 'autocannon' {
  import type { EventEmitter } from 'node:events';

  namespace autocannon {
    interface Request {
      method?: string;
      path: string;
      headers?: Record<string, string>;
      body?: string;
      setupRequest?: (request: Request) => Request;
    }
    interface Options {
      url: string;
      connections: number;
      duration: number;
      requests: Request[];
      setupClient: (client: { setRequests(requests: Request[]): void }) => void;
    }
    interface Result {
      duration: number;
      errors: number;
      timeouts: number;
      non2xx: number;
      '2xx': number;
    }
    type ResponseEvent = [client: unknown, status: number, bytes: number, ms: number];
    interface Instance extends EventEmitter {
      on(name: 'response', listener: (...event: ResponseEvent) => void): this;
    }
  }
  function autocannon(
    options: autocannon.Options,
    done: (error: Error | null, result: autocannon.Result) => void,
  ): autocannon.Instance;
  // eslint-disable-next-line no-restricted-syntax -- the package is one function
  export = autocannon;
}
