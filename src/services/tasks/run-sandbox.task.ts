import { minutes } from '../../utils/clock';
import type { SandboxService } from '../sandbox.service';
import type { Task } from './task';

/** Keeps the sandbox gateway going: charges run out, late refunds and payouts end, webhooks are delivered again. */
export const makeRunSandboxTask = ({
  sandbox,
}: {
  readonly sandbox: Pick<SandboxService, 'tick'>;
}): Task => ({
  name: 'run-sandbox',
  every: '*/5 * * * * *',
  leaseMs: minutes(1),
  async run() {
    await sandbox.tick();
  },
});
