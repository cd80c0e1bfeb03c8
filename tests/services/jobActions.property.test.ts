import fc from 'fast-check';
import { minutes } from '../../src/utils/clock';
import type { MadeUser } from '../factories/user';
import { startTestApp } from '../helpers/app';
import {
  aWorld,
  listFor,
  owe,
  perform,
  requestOf,
  showInterest,
  somePeople,
  STARTS,
  wait,
  WAITS,
  type Listed,
  type Offered,
  type Start,
  type World,
} from '../support/actionWalk';

const app = startTestApp();

/** More of them: JOB_ACTION_RUNS=2000 npx jest tests/services/jobActions.property */
const RUNS = Number(process.env['JOB_ACTION_RUNS'] ?? 60);
/** The same walks each time; others: JOB_ACTION_SEED=… */
const SEED = Number(process.env['JOB_ACTION_SEED'] ?? 1);
jest.setTimeout(Math.max(minutes(3), RUNS * 3_000));

type Step =
  | { readonly kind: 'act'; readonly who: number; readonly pick: number }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'owe' };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 7,
    arbitrary: fc.record({
      kind: fc.constant('act' as const),
      who: fc.nat(9),
      pick: fc.nat(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.constantFrom(...WAITS) }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'owe' as const }) },
);
/** The owner and the first craftsman do most of what is done. */
const WHO = [0, 0, 0, 0, 1, 1, 1, 2, 3, 4];

const walk = fc.record({
  start: fc.constantFrom<Start[]>('posted', 'quoted', ...STARTS),
  steps: fc.array(step, { minLength: 3, maxLength: 10 }),
});

/** An end is possible at nearly every step; a walk that ends at once shows little. */
const rarely = new Set(['cancel', 'dispute', 'noShow', 'repost']);

function choose({ can }: Listed, pick: number): Offered | undefined {
  const often = can.flatMap((offered) =>
    rarely.has(offered.action) ? [offered] : [offered, offered, offered],
  );
  return often[pick % Math.max(often.length, 1)];
}

const seen = { offered: new Set<string>(), refused: new Set<string>() };

async function act(world: World, who: MadeUser, { pick }: Step & { kind: 'act' }): Promise<void> {
  const list = await listFor(world, who);
  if (!list) {
    await assertNothingHere(world, who);
    return;
  }
  for (const refused of someOf(list.cannot, pick)) {
    const { status, body } = await perform(world, who, requestOf(world, refused));
    expect([refused.action, status >= 400, body.code]).toEqual([refused.action, true, refused.code]);
    seen.refused.add(`${refused.action}: ${refused.code}`);
  }
  const offered = choose(list, pick);
  if (offered) {
    const { status, body } = await perform(world, who, offered);
    expect([offered.action, status < 300, body.code]).toEqual([offered.action, true, undefined]);
    seen.offered.add(offered.action);
  }
}

/** Each refusal costs a request: three of them at each step. */
const someOf = <T>(all: readonly T[], pick: number): readonly T[] => {
  const first = pick % Math.max(all.length, 1);
  return [...all.slice(first), ...all.slice(0, first)].slice(0, 3);
};

/** For strangers there is no job; a craftsman may become one who is concerned while it is open. */
async function assertNothingHere(world: World, who: MadeUser): Promise<void> {
  const wish = await perform(world, who, requestOf(world, { action: 'complete', code: '' }));
  expect(wish.body.code).toBe('request.notFound');
  const { status, body } = await showInterest(world, who);
  expect([status, body.code]).toEqual(
    status === 201 ? [201, undefined] : [expect.any(Number), expect.stringMatching(/^(request|quote)\./)],
  );
}

describe('the list of actions', () => {
  it('offers what then succeeds and refuses what then fails for the reason it gave, in any history', async () => {
    const people = await somePeople(app);
    const everybody = [people.client, ...people.craftsmen, people.staff];

    await fc.assert(
      fc.asyncProperty(walk, async ({ start, steps }) => {
        const world = await aWorld(app, people, start);
        for (const one of steps) {
          const who = one.kind === 'act' ? everybody[WHO[one.who] ?? 0] : undefined;
          if (one.kind === 'wait') {
            await wait(world, one.ms);
          } else if (one.kind === 'owe') {
            await owe(world);
          } else if (who) {
            await act(world, who, one);
          }
        }
      }),
      { numRuns: RUNS, seed: SEED, endOnFailure: true },
    );

    // So many walks have seen nearly everything; few is a fault of the walk.
    expect(seen.offered.size).toBeGreaterThan(14);
    expect(seen.refused.size).toBeGreaterThan(25);
  });

  it('says that a craftsman who owes too much cannot be hired for cash, and he cannot', async () => {
    const people = await somePeople(app);
    const world = await aWorld(app, people, 'quoted');
    await owe(world);

    const list = await listFor(world, people.client);

    const refused = list?.cannot.find(({ action }) => action === 'acceptQuote');
    expect(refused?.code).toBe('quote.craftsmanUnavailable');
    const { status, body } = await perform(
      world,
      people.client,
      requestOf(world, refused ?? { action: 'acceptQuote', code: '' }),
    );
    expect([status, body.code]).toEqual([409, 'quote.craftsmanUnavailable']);
  });
});
