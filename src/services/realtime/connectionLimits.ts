import { ipKeyGenerator } from 'express-rate-limit';
import { LRUCache } from 'lru-cache';
import { minutes, seconds, type Clock } from '../../utils/clock';

/** What one process lets in; each figure is per process. */
export interface ConnectionFigures {
  readonly perUser: number;
  readonly perAddress: number;
  /** Messages of one connection within ten seconds; our apps send few beside the handshake. */
  readonly messagesPerTenSeconds: number;
}

export const connectionFigures: ConnectionFigures = {
  perUser: 20,
  perAddress: 200,
  messagesPerTenSeconds: 100,
};

export interface ConnectionLimits {
  /** Counts an attempt; false when the address has made too many or holds too many connections. */
  mayConnect(address: string): boolean;
  opened(address: string): void;
  closed(address: string): void;
  /** Nobody may connect any more: the process stops. */
  refuseAll(): void;
  /** Makes the counter of one connection; false when a message is one too many. */
  makeMessageBudget(): () => boolean;
}

const KNOWN_ADDRESSES = 50_000;
/** Within a minute, good or bad: all apps of an address may come back twice after a restart. */
const ATTEMPTS_PER_CONNECTION = 3;

/** Makes the limits on how often and how many times one address connects; an IPv6 network counts as one address. */
export function makeConnectionLimits(clock: Clock, figures: ConnectionFigures): ConnectionLimits {
  const makeBudget = (most: number, windowMs: number): (() => boolean) => makeWindow(clock, most, windowMs);
  const attempts = new LRUCache<string, () => boolean>({
    max: KNOWN_ADDRESSES,
    memoMethod: () => makeBudget(figures.perAddress * ATTEMPTS_PER_CONNECTION, minutes(1)),
  });
  let isClosed = false;
  const open = new Map<string, number>();
  const change = (address: string, by: number): void => {
    const key = networkOf(address);
    const count = (open.get(key) ?? 0) + by;
    if (count > 0) {
      open.set(key, count);
    } else {
      open.delete(key);
    }
  };
  return {
    mayConnect(address) {
      const key = networkOf(address);
      const isInTime = attempts.memo(key)();
      return !isClosed && isInTime && (open.get(key) ?? 0) < figures.perAddress;
    },
    opened: (address) => change(address, 1),
    closed: (address) => change(address, -1),
    refuseAll: () => {
      isClosed = true;
    },
    makeMessageBudget: () => makeBudget(figures.messagesPerTenSeconds, seconds(10)),
  };
}

const networkOf = (address: string): string => (address === 'unknown' ? address : ipKeyGenerator(address));

/** Counts calls within a window that begins at the first one. */
export function makeWindow(clock: Clock, most: number, windowMs: number): () => boolean {
  let since = Number.NEGATIVE_INFINITY;
  let count = 0;
  return () => {
    const now = clock.now().getTime();
    if (now - since >= windowMs) {
      since = now;
      count = 0;
    }
    count += 1;
    return count <= most;
  };
}
