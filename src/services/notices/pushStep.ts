import type { QueuedPush } from '../../models/queuedPush.model';
import { after, seconds } from '../../utils/clock';

/** The most messages of a night that are told one by one; more become one push that says how many. */
const MOST_ONE_BY_ONE = 5;
/** How soon to look again while another process has the line in hand. */
const LOOK_AGAIN_MS = seconds(1);

/** What is to be done next in somebody's line. */
export type PushStep =
  | { readonly kind: 'wait'; readonly until: Date }
  /** The process that had it in hand is gone; whether it was sent, nobody knows. */
  | { readonly kind: 'lost'; readonly push: QueuedPush }
  | { readonly kind: 'send'; readonly push: QueuedPush; readonly isDigest: boolean };

export interface LineView {
  readonly now: Date;
  /** When the owner's quiet hours end; undefined when he may be disturbed. */
  readonly quietEnd: Date | undefined;
  /** The push for whose sake somebody looks; it alone is tried again once it was refused. */
  readonly dedupeKey: string;
}

/** What comes next in a line: the earliest that may go, one at a time; security goes at any hour. Pure. */
export function nextStep(line: readonly QueuedPush[], { now, quietEnd, dedupeKey }: LineView): PushStep {
  const held = line.find(({ handedUntil }) => handedUntil !== undefined);
  if (held?.handedUntil) {
    return held.handedUntil > now
      ? { kind: 'wait', until: after(now, LOOK_AGAIN_MS) }
      : { kind: 'lost', push: held };
  }
  const due = line.filter(
    (push) =>
      (push.type === 'security' || quietEnd === undefined) &&
      (push.isRefused !== true || push.dedupeKey === dedupeKey),
  );
  const [first] = due;
  if (!first) {
    return { kind: 'wait', until: quietEnd ?? after(now, LOOK_AGAIN_MS) };
  }
  if (first.notBefore && first.notBefore > now) {
    return { kind: 'wait', until: first.notBefore };
  }
  return { kind: 'send', push: first, isDigest: isDigested(first, due) };
}

/** Whether so many messages came in quiet hours that one push says how many. */
const isDigested = (first: QueuedPush, due: readonly QueuedPush[]): boolean =>
  isOfNight(first) && due.filter(isOfNight).length > MOST_ONE_BY_ONE;

const isOfNight = ({ type, isQuiet, isRefused }: QueuedPush): boolean =>
  type === 'message' && isQuiet && isRefused !== true;
