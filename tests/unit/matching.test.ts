import fc from 'fast-check';
import { settingsCatalogue } from '../../src/config/settings';
import type { Candidate } from '../../src/services/matching/candidate';
import { reasonsOf } from '../../src/services/matching/reasons';
import { partsOf, rank, scoreOf } from '../../src/services/matching/scoring';
import { geoPoint, metresBetween } from '../../src/utils/geo';
import { MATCH_PARTS, type MatchPart } from '../../src/utils/matchParts';
import { cellsOf, reachCells } from '../../src/utils/reachCells';
import { termsOf } from '../../src/utils/textTerms';

const weights = settingsCatalogue['matching.weights'].default;
const SKILLS = ['pipes', 'boilers', 'sinks', 'walls'];
const nat = (max: number) => fc.nat({ max });

const candidates: fc.Arbitrary<Candidate> = fc
  .record({
    id: fc.stringMatching(/^[0-9a-f]{24}$/),
    distance: fc.double({ min: 0, max: 200_000, noNaN: true }),
    skills: fc.subarray(SKILLS),
    years: nat(80),
    rating: nat(40).map((tenths) => 1 + tenths / 10),
    ratingCount: nat(500),
    completed: nat(200),
    cancellations: nat(50),
    timed: nat(200),
    active: nat(10),
    responseMinutes: fc.option(nat(4_320), { nil: undefined }),
    pastJobs: nat(20),
    exposures: nat(1_000),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ share, ...one }) => ({ ...one, onTime: Math.floor(one.timed * share) }));

const wanted = { terms: new Set(termsOf(['boilers and pipes'])) } as const;
const someone: Candidate = {
  id: 'a',
  distance: 1_400,
  skills: ['boilers', 'walls'],
  years: 8,
  rating: 4.8,
  ratingCount: 12,
  completed: 31,
  cancellations: 1,
  timed: 10,
  onTime: 9,
  active: 0,
  responseMinutes: 20,
  pastJobs: 2,
  exposures: 3,
};

describe('the parts of a score', () => {
  it('are each from 0 to 1, and so is the score', () => {
    fc.assert(
      fc.property(candidates, nat(30), (candidate, matched) => {
        const parts = partsOf(candidate, {}, matched);
        const all = [...Object.values(parts), scoreOf(parts, weights)];
        return Object.keys(parts).length === MATCH_PARTS.length && all.every((one) => one >= 0 && one <= 1);
      }),
    );
  });

  const better: readonly (readonly [MatchPart, keyof Candidate, 1 | -1])[] = [
    ['distance', 'distance', -1],
    ['rating', 'rating', 1],
    ['reliability', 'completed', 1],
    ['reliability', 'onTime', 1],
    ['reliability', 'cancellations', -1],
    ['response', 'responseMinutes', -1],
    ['pastWork', 'pastJobs', 1],
    ['load', 'active', -1],
    ['newcomer', 'exposures', -1],
    ['newcomer', 'completed', -1],
    ['skill', 'years', 1],
  ];
  it.each(better)('%s never falls when %s changes for the better', (part, field, direction) => {
    fc.assert(
      fc.property(candidates, fc.double({ min: 0.001, max: 5, noNaN: true }), (candidate, more) => {
        const before = candidate[field];
        fc.pre(typeof before === 'number');
        const after = { ...candidate, [field]: before + more };
        const change = partsOf(after, {}, 1)[part] - partsOf(candidate, {}, 1)[part];
        return change * direction >= -1e-9;
      }),
    );
  });

  it('count a good mean of many more than a better one of few', () => {
    const few = partsOf({ ...someone, rating: 5, ratingCount: 1 }, {}, 0).rating;
    const many = partsOf({ ...someone, rating: 4.8, ratingCount: 60 }, {}, 0).rating;

    expect(many).toBeGreaterThan(few);
  });
});

describe('the order of candidates', () => {
  it('does not depend on the order in which they come, and is the same each time', () => {
    const shuffled = fc
      .uniqueArray(candidates, { selector: ({ id }) => id, maxLength: 30 })
      .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
    fc.assert(
      fc.property(shuffled, ([list, other]) => {
        const ids = (some: readonly Candidate[]) =>
          rank(some, wanted, weights).map(({ candidate: { id } }) => id);
        expect(ids(other)).toEqual(ids(list));
      }),
    );
  });

  it('puts the nearer one first where the score is the same, then the older account', () => {
    const twins = [
      { ...someone, id: 'c' },
      { ...someone, id: 'b' },
      { ...someone, id: 'a', distance: someone.distance + 0.1 },
    ];

    expect(rank(twins, wanted, weights).map(({ candidate: { id } }) => id)).toEqual(['b', 'c', 'a']);
  });

  it('follows the weights', () => {
    const [near, rated] = [
      { ...someone, id: 'a', distance: 100, rating: 3 },
      { ...someone, id: 'b', distance: 30_000, rating: 5 },
    ];
    const nothing = Object.fromEntries(MATCH_PARTS.map((part) => [part, 0])) as Record<MatchPart, number>;
    const first = (part: MatchPart) =>
      rank([near, rated], wanted, { ...nothing, [part]: 1 })[0]?.candidate.id;

    expect([first('distance'), first('rating')]).toEqual(['a', 'b']);
  });
});

describe('the reasons', () => {
  const [ranked] = rank([someone], wanted, weights);

  it('are in the reader’s language and say what is so', () => {
    if (!ranked) {
      throw new Error('nobody is ranked');
    }

    expect(reasonsOf(ranked, 'en')).toEqual([
      'Has worked for you 2 times before',
      'Knows what this job needs: boilers',
      'Rated 4.8 in 12 reviews',
      'Has completed 31 jobs and keeps 97% of what he takes on',
    ]);
    expect(reasonsOf(ranked, 'ar')[0]).toBe('عمل لديك مرتين من قبل');
  });

  it('are there for everybody, and never speak against him', () => {
    fc.assert(
      fc.property(candidates, (candidate) => {
        const [one] = rank([candidate], wanted, weights);
        const reasons = one ? reasonsOf(one, 'en') : [];
        return reasons.length >= 1 && reasons.length <= 4;
      }),
    );
  });
});

describe('the squares of the map', () => {
  const points = fc
    .tuple(fc.double({ min: -180, max: 180, noNaN: true }), fc.double({ min: -78, max: 78, noNaN: true }))
    .map(([x, y]) => geoPoint(x, y));

  it('of a circle hold every point in it', () => {
    const ring = fc.record({
      centre: points,
      radiusKm: fc.double({ min: 1, max: 200, noNaN: true }),
      angle: fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(ring, ({ centre, radiusKm, angle, share }) => {
        const [x, y] = centre.coordinates;
        const degrees = (radiusKm * share) / 111.3;
        const longitude = x + (degrees * Math.cos(angle)) / Math.cos((y * Math.PI) / 180);
        const point = geoPoint(((longitude + 540) % 360) - 180, y + degrees * Math.sin(angle));
        fc.pre(metresBetween(centre, point) <= radiusKm * 1_000);
        const reach = new Set(reachCells(centre, radiusKm));
        return cellsOf(point).some((cell) => reach.has(cell));
      }),
      { numRuns: 500 },
    );
  });

  it('are few', () => {
    fc.assert(
      fc.property(points, fc.double({ min: 1, max: 200, noNaN: true }), (centre, radiusKm) => {
        const most = Math.abs(centre.coordinates[1]) < 45 ? 9 : 60;
        return reachCells(centre, radiusKm).length <= most;
      }),
    );
  });
});
