/** A request took longer than it may. */
export class RequestTimeout extends Error {
  constructor(readonly afterMs: number) {
    super(`not answered within ${afterMs} ms`);
    this.name = 'RequestTimeout';
  }
}

/** Waits for `work`, at most `ms`; what `work` does afterwards is nobody's answer any more. */
export async function withDeadline<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new RequestTimeout(ms)), ms);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
