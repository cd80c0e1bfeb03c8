/**
 * `npm run soak:crash [-- --kills 500 --pairs 8 --every 25 --seed 1]`: money stories played against a server that is killed
 * again and again; in the end nothing is lost and nothing doubled, or the exit code is 1.
 */
import { parseArgs } from 'node:util';
import { wordsOf } from './caller';
import { soak, type SoakResult } from './soak';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const options = {
  kills: { type: 'string', default: '500' },
  pairs: { type: 'string', default: '8' },
  every: { type: 'string', default: '25' },
  seed: { type: 'string', default: '1' },
} as const;

const { kills, pairs, every, seed } = parseArgs({ options }).values;

function report(result: SoakResult): void {
  const isSound = result.found === 0;
  say(
    `soak ${isSound ? 'ok' : 'NOT ok'}: ${kills} kills, ${wordsOf(result)}, ${result.seconds.toFixed(0)} s`,
  );
  process.exitCode = isSound ? 0 : 1;
}

soak({ kills: Number(kills), pairs: Number(pairs), every: Number(every), seed }, say).then(
  report,
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = 1;
  },
);
