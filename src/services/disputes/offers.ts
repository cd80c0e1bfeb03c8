/** What two sealed offers come to (rules.md, section 5): pure. Each names what its author accepts for himself. */
import type { DisputeKind } from '../../utils/disputeWords';
import { add, compare, splitByRatio, subtract, zero, type Money } from '../../utils/money';
import type { Amounts, Final } from './decision';

/**
 * The point where the two meet, or undefined: they do when both can have what they accept and nothing is missing. What
 * is left over is halved, so that each gets the middle between what he accepts and what the other leaves him; an odd
 * minor unit is the client's.
 */
export function meetingPoint(claim: Money, { client, craftsman }: Amounts): Amounts | undefined {
  const leftOver = subtract(subtract(claim, client), craftsman);
  if (compare(leftOver, zero(claim.currency)) < 0) {
    return undefined;
  }
  const [toClient = leftOver] = splitByRatio(leftOver, [1, 1]);
  const part = add(client, toClient);
  return { client: part, craftsman: subtract(claim, part) };
}

/** Goes on record instead of a member of staff's reasons. */
const REASON = 'The offers of both sides met.';

/** What was agreed, as a decision: all to one side cancels or completes the job, everything else is a split. */
export function agreementOf({ client, craftsman }: Amounts, kind: DisputeKind): Final {
  const amounts = { clientAmount: client.amountMinor, craftsmanAmount: craftsman.amountMinor };
  if (client.amountMinor === 0) {
    return { kind: 'release', reason: REASON, ...amounts };
  }
  const isAllBack = craftsman.amountMinor === 0 && kind === 'work';
  return { kind: isAllBack ? 'refund' : 'split', reason: REASON, ...amounts };
}
