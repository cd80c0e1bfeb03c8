import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { AnswerHead, Question, ServerPlan } from './types';

export interface ServerProcess {
  readonly name: string;
  readonly url: string;
  cpuMicros(): Promise<number>;
  sendHead(head: AnswerHead): Promise<void>;
  startProfile(): Promise<void>;
  /** Ends the profile and writes it to `file`. */
  stopProfile(file: string): Promise<void>;
  stop(): Promise<void>;
}

/** Starts `ourServer` or `limitServer` of the build in `dir` as a process of its own. */
export async function startServer(
  name: 'ours' | 'limit',
  dir: string,
  plan: ServerPlan,
): Promise<ServerProcess> {
  const entry = join(dir, 'scripts', 'bench', name === 'ours' ? 'ourServer.js' : 'limitServer.js');
  const child = fork(entry, [JSON.stringify(plan)], {
    env: { NODE_ENV: 'production', PATH: process.env['PATH'] },
    execArgv: [], // not the loader that runs this script
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const answer = <T>(): Promise<T> =>
    new Promise((resolve, reject) => {
      const onExit = (): void => reject(new Error(`the server process "${name}" ended`));
      child.once('exit', onExit);
      child.once('message', ({ value }: { value: T }) => {
        child.off('exit', onExit);
        resolve(value);
      });
    });
  const ask = <T>(question: Question): Promise<T> => {
    const answered = answer<T>();
    child.send(question);
    return answered;
  };
  const port = await answer<number>();
  return {
    name,
    url: `http://127.0.0.1:${port}`,
    cpuMicros: async () => {
      const { user, system } = await ask<NodeJS.CpuUsage>({ ask: 'cpu' });
      return user + system;
    },
    sendHead: (head) => ask({ ask: 'head', ...head }),
    startProfile: () => ask({ ask: 'profile', file: null }),
    stopProfile: (file) => ask({ ask: 'profile', file }),
    stop: async () => {
      child.kill('SIGKILL');
      await gone;
    },
  };
}
