interface Waiter {
  readonly enter: () => void;
}

export interface Gate {
  /** Runs `work` when one of the places is free, first come first served; calls `tooLate` instead after `patienceMs`. */
  run<T>(work: () => Promise<T>, patienceMs: number, tooLate: () => Error): Promise<T>;
}

/** Lets at most `places` pieces of work run at a time. */
export function makeGate(places: number): Gate {
  const waiting = new Set<Waiter>();
  let running = 0;
  const leave = (): void => {
    const [next] = waiting;
    if (next) {
      waiting.delete(next);
      next.enter(); // hands its place on
    } else {
      running -= 1;
    }
  };
  const enter = (patienceMs: number, tooLate: () => Error): Promise<void> | undefined => {
    if (running < places) {
      running += 1;
      return undefined;
    }
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.delete(waiter);
        reject(tooLate());
      }, patienceMs);
      const waiter: Waiter = {
        enter: () => {
          clearTimeout(timer);
          resolve();
        },
      };
      waiting.add(waiter);
    });
  };
  return {
    run: async (work, patienceMs, tooLate) => {
      await enter(patienceMs, tooLate);
      try {
        return await work();
      } finally {
        leave();
      }
    },
  };
}
