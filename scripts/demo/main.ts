/** `npm run demo [-- --url http://127.0.0.1:4000]` plays the main story against the running server, with real sockets. */
import { parseArgs } from 'node:util';
import { enterAll, hire, look, post, verifyAll, work } from './chapters';
import { say } from './stage';

async function main(): Promise<void> {
  const options = { url: { type: 'string', default: 'http://127.0.0.1:4000' } } as const;
  const { url } = parseArgs({ options }).values;
  const players = await enterAll(url);
  await verifyAll(players);
  const jobId = await post(players);
  await hire(players, jobId);
  await work(players, jobId);
  await look(players, jobId, url);
  say('demo ok');
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
