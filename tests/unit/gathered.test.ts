import { gathered } from '../../src/utils/gathered';

interface Group {
  readonly items: readonly string[];
  readonly end: () => void;
  readonly fail: (error: Error) => void;
}

function written(): { readonly groups: Group[]; readonly write: (item: string) => Promise<void> } {
  const groups: Group[] = [];
  const write = gathered<string>(
    (items) =>
      new Promise<void>((resolve, reject) => {
        groups.push({ items, end: resolve, fail: reject });
      }),
  );
  return { groups, write };
}

/** Until all that is settled has been heard of. */
const heard = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const contents = (groups: readonly Group[]): (readonly string[])[] => groups.map(({ items }) => items);

describe('gathered', () => {
  it('writes what comes at once together, and what comes meanwhile as the next group', async () => {
    const { groups, write } = written();
    const first = [write('a'), write('b')];
    await heard();
    const second = [write('c'), write('d')];
    await heard();
    expect(contents(groups)).toEqual([['a', 'b']]);
    groups[0]?.end();
    await Promise.all(first);
    await heard();
    expect(contents(groups)).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
    groups[1]?.end();
    await Promise.all(second);
  });

  it('tells only those of a group that failed, and goes on', async () => {
    const { groups, write } = written();
    const failing = [write('a'), write('b')].map((one) => one.catch((error: unknown) => error));
    await heard();
    const next = write('c');
    groups[0]?.fail(new Error('away'));
    expect(await Promise.all(failing)).toEqual([new Error('away'), new Error('away')]);
    await heard();
    expect(contents(groups)).toEqual([['a', 'b'], ['c']]);
    groups[1]?.end();
    await expect(next).resolves.toBeUndefined();
  });

  it('ends a call when its own group has ended', async () => {
    const { groups, write } = written();
    let isWritten = false;
    const one = write('a').then(() => (isWritten = true));
    await heard();
    expect(isWritten).toBe(false);
    groups[0]?.end();
    await one;
  });
});
