import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import mongoose from 'mongoose';
import { OutboxRowModel } from '../../src/models/outboxRow.model';
import { makeDispatcher } from '../../src/services/outbox/dispatcher';
import { makeOutbox } from '../../src/services/outbox/outbox.service';
import { minutes, systemClock } from '../../src/utils/clock';
import { inTransaction } from '../../src/utils/transaction';
import { systemActor } from '../../src/utils/types/actor';
import { testClock } from '../helpers/clock';
import { connectTestDatabase, leaveTestDatabase } from '../helpers/database';
import { memoryLogger } from '../helpers/logger';
import { noteEffect, noteEffects } from '../support/note.effects';
import { noteHandlers } from '../support/note.events';

const EVENTS = 30;
const KILLS = 2;

beforeAll(connectTestDatabase);
afterAll(leaveTestDatabase);

/** Starts a process that delivers, and kills it after its n-th effect, before it could say that this is done. */
async function killAfterEffects(uri: string, effects: number): Promise<void> {
  const script = join(__dirname, '../support/outboxProcess.ts');
  const child = spawn(process.execPath, ['--require', 'tsx/cjs', script, uri, String(effects)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  let seen = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    seen += line === '' ? 0 : 1;
    if (seen === effects) {
      child.kill('SIGKILL');
    }
  }
  await ended;
}

it('loses no event and leaves none half delivered when the delivering process is killed again and again', async () => {
  const outbox = makeOutbox({ clock: systemClock, handlers: noteHandlers });
  for (let i = 0; i < EVENTS; i += 1) {
    await inTransaction((tx) =>
      outbox.record(tx, 'note.published', { noteId: `n${i}`, text: 'Hello' }, { actor: systemActor }),
    );
  }
  const { host, port, name } = mongoose.connection;

  for (let kill = 1; kill <= KILLS; kill += 1) {
    await killAfterEffects(`mongodb://${host}:${port}/${name}?replicaSet=rs0`, 5 * kill);
  }
  const before = await OutboxRowModel.countDocuments({ state: 'pending' });
  const survivor = makeDispatcher({
    clock: testClock(new Date(Date.now() + minutes(2))),
    logger: memoryLogger(),
    handlers: noteHandlers,
    deps: { tell: (_whom, { deliveryId }) => noteEffect(mongoose.connection, deliveryId) },
    instanceId: 'survivor',
  });
  const { failed } = await survivor.processAll();

  const effects = await noteEffects(mongoose.connection);
  const runs = effects.reduce((sum, effect) => sum + effect.runs, 0);
  expect(before).toBeGreaterThan(0);
  expect(failed).toBe(0);
  expect(await OutboxRowModel.countDocuments({ state: 'done' })).toBe(2 * EVENTS);
  expect(effects).toHaveLength(2 * EVENTS);
  // At least once: what ran while its process died runs again, nothing else does.
  expect(runs - effects.length).toBeLessThanOrEqual(KILLS * 4);
});
