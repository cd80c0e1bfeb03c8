/** `npm run demo [-- --url http://127.0.0.1:4000]` plays the main story against the running server, with real sockets. */
import { parseArgs } from 'node:util';
import { audit, statements } from './books';
import { cancel } from './cancel';
import { enterAll, hire, look, post, settle, work } from './chapters';
import { escrow } from './escrow';
import { protectedCash } from './protected';
import { makeUp, quarrel } from './quarrel';
import { signUpByPhone } from './phone';
import { review } from './review';
import { say } from './stage';
import { talkAfterHire, talkBeforeHire } from './talk';
import { verifyAll } from './verify';
import { payFee, withdraw } from './withdraw';

async function main(): Promise<void> {
  const options = { url: { type: 'string', default: 'http://127.0.0.1:4000' } } as const;
  const { url } = parseArgs({ options }).values;
  const players = await enterAll(url);
  await verifyAll(players);
  const jobId = await post(players);
  await talkBeforeHire(players, jobId);
  await hire(players, jobId);
  await talkAfterHire(players, jobId);
  await work(players, jobId);
  await settle(players, jobId);
  await look(players, jobId, url);
  await review(players, jobId);
  await escrow(players);
  await protectedCash(players);
  await quarrel(players);
  await makeUp(players);
  await cancel(players);
  await payFee(players);
  await withdraw(players, url);
  await statements(players);
  await audit(players);
  await signUpByPhone(url);
  say('demo ok');
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
