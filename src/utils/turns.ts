/** Makes a queue per key: works of one key run one after the other, those of different keys side by side. */
export function makeTurns(): <T>(key: string, work: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>();
  return (key, work) => {
    const before = last.get(key) ?? Promise.resolve();
    const turn = before.then(work, work);
    const leave = (): void => {
      if (last.get(key) === turn) {
        last.delete(key);
      }
    };
    turn.then(leave, leave);
    last.set(key, turn);
    return turn;
  };
}
