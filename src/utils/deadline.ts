/** A request took longer than it may. */
export class RequestTimeout extends Error {
  constructor(readonly afterMs: number) {
    super(`not answered within ${afterMs} ms`);
    this.name = 'RequestTimeout';
  }
}

/** Waits for `work`, at most `ms`; what `work` does afterwards is nobody's answer any more. */
export function withDeadline<T>(ms: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new RequestTimeout(ms)), ms);
    work.then(
      (value) => {
        clearTimeout(timer);
        resolve(value);
      },
      (error: Error) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}
