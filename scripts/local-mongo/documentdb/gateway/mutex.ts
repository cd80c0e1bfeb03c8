export interface Mutex {
  run<T>(key: string, task: () => Promise<T>): Promise<T>;
}

/** Runs tasks of the same key one after the other. */
export function makeMutex(): Mutex {
  const tails = new Map<string, Promise<unknown>>();

  async function run<T>(key: string, task: () => Promise<T>): Promise<T> {
    const result = (tails.get(key) ?? Promise.resolve()).then(task, task);
    const tail = result.catch(() => {
      // who waits in line does not care how it ended; who asked hears it from the result
    });
    tails.set(key, tail);
    try {
      return await result;
    } finally {
      if (tails.get(key) === tail) {
        tails.delete(key);
      }
    }
  }

  return { run };
}
