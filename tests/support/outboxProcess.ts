/**
 * A process of its own that delivers notes until it is killed: `outboxProcess.ts <uri> <effects>`; each effect is said on
 * standard output. After that many it stands still in the middle of its work, however late it is killed.
 */
import mongoose from 'mongoose';
import { connectDatabase } from '../../src/config/database';
import { makeDispatcher } from '../../src/services/outbox/dispatcher';
import { systemClock } from '../../src/utils/clock';
import { newUuid } from '../../src/utils/ids';
import { noteEffect } from './note.effects';
import { noteHandlers } from './note.events';

const silent = (): void => undefined;

async function main(uri: string, effects: number): Promise<void> {
  let seen = 0;
  await connectDatabase(uri, 4);
  const dispatcher = makeDispatcher({
    clock: systemClock,
    logger: { error: silent, warn: silent, info: silent, debug: silent },
    handlers: noteHandlers,
    deps: {
      async tell(_whom, { deliveryId }) {
        await noteEffect(mongoose.connection, deliveryId);
        process.stdout.write(`${deliveryId}\n`);
        seen += 1;
        if (seen >= effects) {
          await new Promise(() => undefined);
        }
      },
    },
    instanceId: newUuid(),
    concurrency: 4,
  });
  dispatcher.start();
}

void main(process.argv[2] ?? '', Number(process.argv[3]));
