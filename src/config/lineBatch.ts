/** Lines on their way to a file or a screen. */
export interface LineBatch {
  /** Takes a line; it is written with those that come within the next moment, at once when it is urgent. */
  add(line: string, isUrgent: boolean): void;
  /** Writes what is waiting. */
  flush(): void;
}

const MOMENT_MS = 100;
const FULL_CHARS = 64 * 1024;

/** Collects lines: each write costs a call of the system and, into a file, a turn of another thread. */
export function makeLineBatch(write: (lines: string) => void): LineBatch {
  let waiting = '';
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (waiting !== '') {
      const lines = waiting;
      waiting = '';
      write(lines);
    }
  };
  const add = (line: string, isUrgent: boolean): void => {
    waiting = waiting === '' ? line : `${waiting}\n${line}`;
    if (isUrgent || waiting.length >= FULL_CHARS) {
      flush();
    } else {
      timer ??= setTimeout(flush, MOMENT_MS).unref();
    }
  };
  return { add, flush };
}
