import type { JobKeys } from '../../src/models/queries/jobSearch.query';
import { byRelevance } from '../../src/services/jobs/relevance';
import { geoPoint } from '../../src/utils/geo';
import { newId } from '../../src/utils/ids';
import { queryTerms } from '../../src/utils/textTerms';

const found = (title: string, hits: readonly string[], minute = 0): JobKeys => ({
  _id: newId(),
  title,
  hits,
  createdAt: new Date(Date.UTC(2026, 0, 1, 0, minute)),
  listPrice: 0,
  area: geoPoint(31.2, 30),
});
const titles = (keys: readonly JobKeys[]): string[] => keys.map(({ title }) => title);

it('puts words in the title first, then how much fits, then the newest', () => {
  const groups = queryTerms('kitchen sinks');
  const jobs = [
    found('Old pipes', ['kitchen', 'sink']),
    found('Old pipes again', ['kitchen', 'sink', 'sinks']),
    found('A kitchen', ['kitchen', 'sink'], 1),
    found('A kitchen, newer', ['kitchen', 'sink'], 2),
    found('Sink of the kitchen', ['kitchen', 'sink']),
  ];

  const ordered = byRelevance(jobs, groups);

  expect(titles(ordered)).toEqual([
    'Sink of the kitchen',
    'A kitchen, newer',
    'A kitchen',
    'Old pipes again',
    'Old pipes',
  ]);
});

it('knows a word of the title in Arabic however it is spelt', () => {
  const groups = queryTerms('الحنفيه');
  const jobs = [found('تسريب', ['حنفيه']), found('إصلاح حنفيّة', ['حنفيه'])];

  const ordered = byRelevance(jobs, groups);

  expect(titles(ordered)).toEqual(['إصلاح حنفيّة', 'تسريب']);
});

it('leaves what it was given as it was, and orders equals always alike', () => {
  const jobs = [found('One', []), found('Two', [])];
  const before = [...jobs];

  const [once, turned] = [byRelevance(jobs, []), byRelevance([...jobs].reverse(), [])];

  expect(titles(once)).toEqual(titles(turned));
  expect(jobs).toEqual(before);
});
