/**
 * Makes a write of single items that goes out in groups: what comes while a group is under way goes with the next one.
 * Each caller's promise settles as its group does.
 */
export function gathered<T>(write: (items: readonly T[]) => Promise<void>): (item: T) => Promise<void> {
  let waiting: T[] = [];
  let next: Promise<void> | undefined;
  let underWay: Promise<unknown> = Promise.resolve();
  const send = (): Promise<void> => {
    const items = waiting;
    [waiting, next] = [[], undefined];
    const sent = write(items);
    underWay = sent.catch(() => undefined /* its callers are told */);
    return sent;
  };
  return (item) => {
    waiting.push(item);
    next ??= underWay.then(send);
    return next;
  };
}
