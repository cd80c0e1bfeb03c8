import type { KeyObject } from 'node:crypto';
import { SandboxWebhookModel, type SandboxWebhook } from '../../models/sandboxWebhook.model';
import { after, days, hours, seconds, type Clock } from '../../utils/clock';
import { stampSignature } from '../../utils/stampedSignature';
import type { Logger } from '../../utils/types/logger';

export interface WebhookDeps {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly key: KeyObject;
}

export interface DeliveryResult {
  readonly delivered: number;
  readonly failed: number;
}

const PATH = '/api/payments/webhook/sandbox';
const AT_ONCE = 50;
const MOST_ATTEMPTS = 12;
const TIMEOUT_MS = seconds(5);
const LEASE_MS = seconds(30);
const LONGEST_WAIT_MS = hours(1);
const KEPT_MS = days(7);

/** Sends what is due by `until` to the server at `origin`, the oldest first; what fails is tried again later, each time later. */
export async function deliverWebhooks(
  deps: WebhookDeps,
  { origin, until }: { readonly origin: string; readonly until: Date },
): Promise<DeliveryResult> {
  const rows = await SandboxWebhookModel.find({ state: 'pending', nextAttemptAt: { $lte: until } })
    .sort({ nextAttemptAt: 1 })
    .limit(AT_ONCE)
    .lean<SandboxWebhook[]>()
    .exec();
  const result = { delivered: 0, failed: 0 };
  for (const row of rows) {
    if (await claim(row, deps.clock.now())) {
      const error = await send(deps, origin, row.body);
      await (error === undefined ? markDone(row) : markFailed(row, error, deps));
      result[error === undefined ? 'delivered' : 'failed'] += 1;
    }
  }
  return result;
}

/** Forgets what was delivered more than a week ago. */
export async function purgeWebhooks(now: Date): Promise<void> {
  await SandboxWebhookModel.deleteMany({
    state: 'done',
    nextAttemptAt: { $lt: after(now, -KEPT_MS) },
  }).exec();
}

/** Of several processes that saw the row one sends it. */
async function claim({ _id, nextAttemptAt }: SandboxWebhook, now: Date): Promise<boolean> {
  const { modifiedCount } = await SandboxWebhookModel.updateOne(
    { _id, state: 'pending', nextAttemptAt },
    { $set: { nextAttemptAt: after(now, LEASE_MS) }, $inc: { attempts: 1 } },
  ).exec();
  return modifiedCount === 1;
}

/** Why the receiver did not take it; undefined when it did. */
async function send({ clock, key }: WebhookDeps, origin: string, body: string): Promise<string | undefined> {
  const raw = Buffer.from(body, 'utf8');
  try {
    const answer = await fetch(origin + PATH, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'Sandbox-Signature': stampSignature(key, raw, clock.now()),
      },
      body: raw,
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await answer.arrayBuffer();
    return answer.ok ? undefined : `answered ${answer.status}`;
  } catch (error) {
    return String(error);
  }
}

async function markDone({ _id }: SandboxWebhook): Promise<void> {
  await SandboxWebhookModel.updateOne(
    { _id, state: 'pending' },
    { $set: { state: 'done' }, $unset: { lastError: 1 } },
  ).exec();
}

async function markFailed(
  row: SandboxWebhook,
  lastError: string,
  { clock, logger }: WebhookDeps,
): Promise<void> {
  const attempts = row.attempts + 1;
  const isLast = attempts >= MOST_ATTEMPTS;
  const wait = Math.min(seconds(2 ** attempts), LONGEST_WAIT_MS);
  logger.warn('sandbox webhook not delivered', { attempts, isLast, lastError });
  await SandboxWebhookModel.updateOne(
    { _id: row._id, state: 'pending' },
    { $set: { lastError, ...(isLast ? { state: 'dead' } : { nextAttemptAt: after(clock.now(), wait) }) } },
  ).exec();
}
