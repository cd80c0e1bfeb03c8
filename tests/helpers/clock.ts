import type { Clock } from '../../src/utils/clock';

/** A clock that stands until it is moved. */
export interface TestClock extends Clock {
  advance(ms: number): void;
  set(at: Date): void;
}

/** A clock at a fixed instant, or at `start`. */
export function testClock(start = new Date('2026-03-02T09:00:00.000Z')): TestClock {
  let at = start.getTime();
  return {
    now: () => new Date(at),
    advance: (ms) => {
      at += ms;
    },
    set: (instant) => {
      at = instant.getTime();
    },
  };
}
