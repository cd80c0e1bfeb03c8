import { randomOf } from '../../seeds/world/random';
import { StoryEnded, type Server } from './caller';
import { makePair, type Pair } from './people';
import { playerOf, type Player } from './player';
import { begin, playOne, type Stage } from './stories';

/** All who play, each pair one story after the other. */
export interface Company {
  readonly players: readonly Player[];
  /** Begins to play. */
  play(): void;
  /** Lets each story come to its end and begins none. */
  pause(): Promise<void>;
}

type World = Parameters<typeof makePair>[0] & Server;

/** Makes the pairs; what each draws comes from the seed. */
export async function makeCompany(
  world: World,
  { pairs, seed }: { readonly pairs: number; readonly seed: string },
): Promise<Company> {
  const stages: Stage[] = [];
  for (let index = 0; index < pairs; index += 1) {
    stages.push(stageOf(await makePair(world, index), world, `${seed} ${index}`));
  }
  const begun = new Set<Stage>();
  let isPlaying = false;
  let runs: readonly Promise<void>[] = [];
  const play = async (stage: Stage): Promise<void> => {
    while (isPlaying) {
      const isNew = !begun.has(stage);
      begun.add(stage);
      await (isNew ? begin(stage) : playOne(stage)).catch(unlessEnded);
    }
  };
  return {
    players: stages.flatMap(({ client, craftsman }) => [client, craftsman]),
    play() {
      isPlaying = true;
      runs = stages.map(play);
    },
    async pause() {
      isPlaying = false;
      await Promise.all(runs);
    },
  };
}

const stageOf = ({ client, craftsman }: Pair, { tally }: Server, seed: string): Stage => ({
  client: playerOf(client),
  craftsman: playerOf(craftsman),
  random: randomOf(seed),
  tally,
});

/** What ended the story stands among the findings. */
function unlessEnded(error: unknown): void {
  if (!(error instanceof StoryEnded)) {
    throw error;
  }
}
