import type { Step } from './fillWorld';

interface Screen {
  readonly isTTY: boolean;
  write(text: string): unknown;
}

const WIDTH = 30;
const PERCENT = 100;
/** Where nobody watches, a line each time so much more is there. */
const LINE_EVERY = 10;
const SECOND_MS = 1_000;

export interface Progress {
  show(step: Step): void;
  /** The last word: how many documents, how fast. */
  finish(added: number): void;
}

/** Shows how far the filling is: a bar on a terminal, plain lines elsewhere. */
export function makeProgress(screen: Screen, now: () => number = () => performance.now()): Progress {
  const began = now();
  let last = '';
  const speedOf = (added: number, ms = now() - began): string =>
    `${Math.round((added * SECOND_MS) / Math.max(ms, 1))} documents/s`;
  return {
    show: ({ what, done, of, added }) => {
      const percent = of === 0 ? PERCENT : Math.trunc((done / of) * PERCENT);
      if (screen.isTTY) {
        const full = Math.trunc((percent / PERCENT) * WIDTH);
        const bar = '█'.repeat(full).padEnd(WIDTH, '░');
        const end = done === of ? '\n' : '';
        screen.write(`\r${what.padEnd(9)} ${bar} ${percent}%  ${done}/${of}  ${speedOf(added)}   ${end}`);
        return;
      }
      const mark = `${what} ${Math.trunc(percent / LINE_EVERY)}`;
      if (mark !== last) {
        last = mark;
        screen.write(`${what}: ${done} of ${of} (${percent}%)\n`);
      }
    },
    finish: (added) => {
      const ms = now() - began;
      screen.write(`${added} documents added in ${(ms / SECOND_MS).toFixed(1)} s: ${speedOf(added, ms)}\n`);
    },
  };
}
