import { createHash } from 'node:crypto';
import type { QueuedPush } from '../../models/queuedPush.model';
import { after, hours, minutes, seconds, type Clock } from '../../utils/clock';
import { UpstreamError } from '../../utils/errors';
import { newUuid } from '../../utils/ids';
import { t } from '../../utils/i18n';
import { makeTurns } from '../../utils/turns';
import type { DeviceService } from '../device.service';
import type { PushProvider, PushResult } from '../providers/push/provider';
import * as rows from './pushRows';
import { nextStep } from './pushStep';
import type { Receiver } from './receiver';
import { quietEndFor, wants } from './wishes';

export interface PushLineDeps {
  readonly clock: Clock;
  readonly push: PushProvider;
  readonly devices: Pick<DeviceService, 'forgetDead'>;
  /** Where people live: quiet hours are in this time. */
  readonly timeZone: () => Promise<string>;
}

/** One push for whose sake somebody's line moves on. */
export interface Advance {
  readonly receiver: Receiver;
  readonly dedupeKey: string;
  /** The devices of the receiver, as they are now. */
  readonly tokens: readonly string[];
  readonly signal: AbortSignal;
}

/** Moves a line on until its push is through (undefined) or must wait; throws when the carrier refuses that push. */
export type AdvanceLine = (advance: Advance) => Promise<Date | undefined>;

/** Longer than a delivery may run: whoever holds a push beyond it is gone. */
const HELD_MS = seconds(60);
const LONGEST_WAIT_MS = minutes(5);
/** What the carrier did not take for so long is left to staff. */
const OLDEST_MS = hours(48);

/**
 * Makes what hands pushes to the carrier: of each user one after the other, the earliest fact first, each at most once
 * unless the carrier says that it has not taken it. It tries nothing again by itself: the outbox comes back.
 */
export function makeAdvanceLine(deps: PushLineDeps): AdvanceLine {
  const inTurn = makeTurns();
  return (advance) => inTurn(advance.receiver.id, () => moveOn(advance, deps));
}

async function moveOn(advance: Advance, deps: PushLineDeps): Promise<Date | undefined> {
  const { receiver, dedupeKey, signal } = advance;
  const timeZone = await deps.timeZone();
  for (;;) {
    signal.throwIfAborted();
    const line = await rows.findLine(receiver.id, dedupeKey);
    if (line.every((push) => push.dedupeKey !== dedupeKey)) {
      return undefined;
    }
    const now = deps.clock.now();
    const step = nextStep(line, { now, quietEnd: quietEndFor(receiver, now, timeZone), dedupeKey });
    if (step.kind === 'wait') {
      return step.until;
    }
    if (step.kind === 'lost') {
      await rows.close(receiver.id, step.push.hand ?? '', now);
      continue;
    }
    const isDone = await handOver(step, { ...deps, ...advance });
    if (isDone && step.push.dedupeKey === dedupeKey) {
      return undefined;
    }
  }
}

type Handing = Advance & PushLineDeps;
interface ToSend {
  readonly push: QueuedPush;
  readonly isDigest: boolean;
}

/** Takes a push in hand, gives it to the carrier, and writes what became of it; true when it is through. */
async function handOver({ push, isDigest }: ToSend, handing: Handing): Promise<boolean> {
  const { receiver, clock, devices } = handing;
  const hand = { name: newUuid(), until: after(clock.now(), HELD_MS) };
  if (!(await rows.take(push, hand))) {
    return false;
  }
  const close = async (): Promise<true> => {
    await rows.close(receiver.id, hand.name, clock.now());
    return true;
  };
  const count = isDigest ? 1 + (await rows.takeMessages(receiver.id, hand)) : 1;
  const tokens = tokensLeft(push, handing);
  if (tokens.length === 0) {
    return close();
  }
  const result = await sent({ push, tokens, count }, handing).catch(async (error: unknown) => {
    // It was given up before anything left.
    await rows.putBack(receiver.id, hand.name, {});
    throw error;
  });
  await devices.forgetDead(result.deadTokens);
  if (result.missed.length === 0) {
    return close();
  }
  const servedKeys = servedBy(push, tokens, result);
  await rows.putBack(receiver.id, hand.name, { servedKeys, ...fateOf(push, result, clock.now()) });
  if (isHopeless(push, result, clock.now()) && push.dedupeKey === handing.dedupeKey) {
    throw new UpstreamError('provider.failed', { pvt: { provider: 'push', reason: result.refusal } });
  }
  return false;
}

/** The devices that have not got it; none when its owner does not want it any more. */
function tokensLeft({ type, servedKeys = [] }: QueuedPush, { receiver, tokens }: Handing): string[] {
  const wanted = wants(receiver, type, 'push') ? tokens : [];
  return wanted.filter((token) => !servedKeys.includes(keyOf(token)));
}

interface Parcel {
  readonly push: QueuedPush;
  readonly tokens: readonly string[];
  readonly count: number;
}

function sent(
  { push, tokens, count }: Parcel,
  { push: carrier, receiver, signal }: Handing,
): Promise<PushResult> {
  const { title, body, data, dedupeKey: idempotencyKey } = push;
  const message = { tokens, title, body, data, idempotencyKey, signal };
  return carrier.send(count > 1 ? { ...message, ...digestOf(count, data, receiver) } : message);
}

/** One push in place of many messages; it leads to the list of what they stand in. */
function digestOf(count: number, { link }: QueuedPush['data'], { locale }: Receiver) {
  const name = 'messagesWaiting';
  return {
    title: t(locale, `notice.${name}.title`, { count }),
    body: t(locale, `notice.${name}.body`, { count }),
    data: {
      type: 'message',
      name,
      count: String(count),
      ...(link !== undefined && { link: link.replace(/\/[0-9a-f]{24}$/, '') }),
    },
  };
}

const servedBy = (
  { servedKeys = [] }: QueuedPush,
  tokens: readonly string[],
  { missed }: PushResult,
): string[] => [...servedKeys, ...tokens.filter((token) => !missed.includes(token)).map(keyOf)];

const keyOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** No waiting helps: the carrier refuses it, or has been away for too long. */
const isHopeless = ({ at }: QueuedPush, { retryAfterSeconds }: PushResult, now: Date): boolean =>
  retryAfterSeconds === undefined || now.getTime() - at.getTime() > OLDEST_MS;

/** The longer a carrier is away, the less often it is asked. */
function fateOf(push: QueuedPush, result: PushResult, now: Date): rows.PutBack {
  if (isHopeless(push, result, now)) {
    return { isRefused: true };
  }
  const age = now.getTime() - push.at.getTime();
  const asked = seconds(result.retryAfterSeconds ?? 0);
  return { notBefore: after(now, Math.max(asked, Math.min(age, LONGEST_WAIT_MS))) };
}
