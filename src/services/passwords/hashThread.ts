import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

/** What a thread is asked: to make a hash, or to compare with one. */
export type HashWork =
  { readonly password: string; readonly cost: number } | { readonly password: string; readonly hash: string };

export interface HashThread {
  readonly isIdle: boolean;
  /** Does one piece of work; rejects when the thread dies over it. One at a time. */
  run(work: HashWork): Promise<string | boolean>;
  stop(): Promise<unknown>;
}

interface Running {
  readonly id: number;
  resolve(result: string | boolean): void;
  reject(error: Error): void;
}

/** Starts one thread; it keeps the process alive only while it works. `onDead` tells that it has to be replaced. */
export function startHashThread(onDead: (error: Error) => void): HashThread {
  const worker = new Worker(join(__dirname, 'hash.worker.js'));
  let running: Running | undefined;
  let count = 0;
  worker.unref();

  const settle = (act: (job: Running) => void): void => {
    const job = running;
    running = undefined;
    worker.unref();
    if (job) {
      act(job);
    }
  };
  const die = (error: Error): void => {
    onDead(error);
    settle((job) => job.reject(error));
  };
  worker.on('message', ({ id, result }: { id: number; result: string | boolean }) => {
    if (running?.id === id) {
      settle((job) => job.resolve(result));
    }
  });
  worker.on('error', die);
  worker.on('exit', (code) => die(new Error(`a password thread ended with code ${code}`)));

  return {
    get isIdle() {
      return running === undefined;
    },
    run: (work) =>
      new Promise((resolve, reject) => {
        count += 1;
        running = { id: count, resolve, reject };
        worker.ref();
        worker.postMessage({ id: count, ...work });
      }),
    stop: () => worker.terminate(),
  };
}
