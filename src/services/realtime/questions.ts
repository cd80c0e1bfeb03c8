interface Open {
  answers: number;
  expected: number;
  readonly settle: (isYes: boolean) => void;
}

/** Questions to all other processes that one "yes" answers. */
export interface Questions {
  /** True at the first "yes"; false when all whom `put` asked said "no", or the time is over. */
  ask(question: string, put: () => Promise<number>): Promise<boolean>;
  answered(question: string, isYes: boolean): void;
}

/** Makes the book of open questions; an answer may come before it is known how many were asked. */
export function makeQuestions(patienceMs: number): Questions {
  const open = new Map<string, Open>();
  const endIfAnswered = ({ answers, expected, settle }: Open): void => {
    if (answers >= expected) {
      settle(false);
    }
  };
  return {
    ask: (question, put) =>
      new Promise((resolve) => {
        const settle = (isYes: boolean): void => {
          clearTimeout(timer);
          open.delete(question);
          resolve(isYes);
        };
        const timer = setTimeout(() => settle(false), patienceMs);
        const entry: Open = { answers: 0, expected: Number.POSITIVE_INFINITY, settle };
        open.set(question, entry);
        void put().then((expected) => {
          entry.expected = expected;
          endIfAnswered(entry);
        });
      }),
    answered(question, isYes) {
      const entry = open.get(question);
      if (!entry) {
        return;
      }
      if (isYes) {
        entry.settle(true);
        return;
      }
      entry.answers += 1;
      endIfAnswered(entry);
    },
  };
}
