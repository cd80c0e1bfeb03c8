import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AnswerHead, Question } from './types';

type Answerer = (question: Question) => unknown;

/** The side of a server process: listens on a free port, tells it, and answers the parent until it goes. */
export function answerParent(server: Server, onHead?: (head: AnswerHead) => void): void {
  const profiler = makeProfiler();
  const answer: Answerer = (question) => {
    if (question.ask === 'cpu') {
      return process.cpuUsage();
    }
    if (question.ask === 'profile') {
      return profiler(question.file);
    }
    return onHead?.(question) ?? null;
  };
  process.on('message', (question: Question) => {
    void Promise.resolve(answer(question)).then((value) => process.send?.({ value: value ?? null }));
  });
  process.on('disconnect', () => process.exit(0));
  server.listen(0, '127.0.0.1', () => process.send?.({ value: (server.address() as AddressInfo).port }));
}

/** Called with null it begins to sample, called with a file it writes there what was sampled. */
function makeProfiler(): (file: string | null) => Promise<void> {
  const session = new Session();
  return async (file) => {
    if (file === null) {
      session.connect();
      await session.post('Profiler.enable');
      await session.post('Profiler.setSamplingInterval', { interval: 250 });
      await session.post('Profiler.start');
      return;
    }
    const { profile } = await session.post('Profiler.stop');
    writeFileSync(file, JSON.stringify(profile));
    session.disconnect();
  };
}
