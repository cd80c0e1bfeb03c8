import { makeLineBatch } from '../../src/config/lineBatch';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

it('lines of one moment are written together, in their order', () => {
  const written: string[] = [];
  const batch = makeLineBatch((lines) => written.push(lines));

  batch.add('first', false);
  batch.add('second', false);
  const before = [...written];
  jest.advanceTimersByTime(100);
  batch.add('third', false);
  jest.advanceTimersByTime(100);

  expect(before).toEqual([]);
  expect(written).toEqual(['first\nsecond', 'third']);
});

it('an urgent line takes along what is waiting, and waits for nothing', () => {
  const written: string[] = [];
  const batch = makeLineBatch((lines) => written.push(lines));

  batch.add('a request', false);
  batch.add('someone must act', true);

  expect(written).toEqual(['a request\nsomeone must act']);
});

it('much is written before its moment is over, and nothing twice', () => {
  const written: string[] = [];
  const batch = makeLineBatch((lines) => written.push(lines));

  batch.add('x'.repeat(70_000), false);
  const early = written.length;
  batch.flush();
  jest.advanceTimersByTime(100);

  expect([early, written.length]).toEqual([1, 1]);
});
