import type { Server } from 'node:http';
import { createApp } from '../../src/app';
import type { Container } from '../../src/container';
import { OutboxRowModel } from '../../src/models/outboxRow.model';
import { PaymentModel } from '../../src/models/payment.model';
import { RefundModel } from '../../src/models/refund.model';
import { SandboxWebhookModel } from '../../src/models/sandboxWebhook.model';
import { WithdrawalModel } from '../../src/models/withdrawal.model';
import { listMounts } from '../../src/routes';
import { minutes } from '../../src/utils/clock';
import { createHttpServer } from '../../src/utils/httpServer';

/** The killed servers' successor in this process, which ends what they have begun. */
export interface Successor {
  readonly container: Container;
  readonly port: number;
  /** Puts its clock forward. */
  readonly advance: (ms: number) => void;
}

const MOST_ROUNDS = 60;
/** Tasks whose lease somebody took to his grave are free again after as long. */
const ROUND_MS = minutes(1);
const TASKS = ['run-sandbox', 'settle-payments', 'follow-payouts', 'reconcile'];

/** Delivers, sends and looks up until nothing is under way any more; gives what still is. */
export async function settleAll(successor: Successor): Promise<readonly string[]> {
  const server = await listen(successor);
  try {
    let left = await underWay();
    for (let round = 0; left.length > 0 && round < MOST_ROUNDS; round += 1) {
      await settleOnce(successor);
      left = await underWay();
    }
    await settleOnce(successor);
    return left;
  } finally {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
}

async function listen({ container, port }: Successor): Promise<Server> {
  const server = createHttpServer(createApp(container, listMounts(container)));
  await new Promise<void>((listens, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', listens);
  });
  container.sandbox?.listensAt(`http://127.0.0.1:${port}`);
  return server;
}

async function settleOnce({ container, advance }: Successor): Promise<void> {
  await container.dispatcher.processAll();
  for (const task of TASKS) {
    await container.tasks.runNow(task);
  }
  await container.dispatcher.processAll();
  advance(ROUND_MS);
}

/** By what it is and how many there are. */
async function underWay(): Promise<readonly string[]> {
  const counts = {
    'deliveries of the outbox': await OutboxRowModel.countDocuments({ state: 'pending' }),
    'webhooks of the gateway': await SandboxWebhookModel.countDocuments({ state: 'pending' }),
    payments: await PaymentModel.countDocuments({ status: { $in: ['Creating', 'Pending'] } }),
    refunds: await RefundModel.countDocuments({ status: { $in: ['Requested', 'Processing'] } }),
    withdrawals: await WithdrawalModel.countDocuments({ status: { $in: ['Requested', 'Processing'] } }),
  };
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([what, count]) => `${count} ${what} are still under way`);
}
