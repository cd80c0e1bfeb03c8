/** What a decision means in money (rules.md, section 5): pure; the amounts must add up to what is in dispute. */
import type { Dispute } from '../../models/dispute.model';
import type { DecisionKind } from '../../utils/disputeWords';
import { BadRequest, Conflict } from '../../utils/errors';
import { compare, money, subtract, zero, type Money } from '../../utils/money';
import type { Verdict } from './figures';
import { claimOf, countingPrice, isByHand, type Priced } from './stakes';

export interface Decision {
  readonly kind: DecisionKind;
  readonly reason: string;
  readonly clientAmount?: number | undefined;
  readonly craftsmanAmount?: number | undefined;
  readonly dueDate?: Date | undefined;
}

/** A decision that ends the dispute about the money. */
export type Final = Decision & { readonly kind: Exclude<DecisionKind, 'rework'> };

export const isFinal = (decision: Decision): decision is Final => decision.kind !== 'rework';

type Case = Pick<Dispute, 'kind' | 'fromJobState'>;
type Heard = Case & Pick<Dispute, 'status'>;

/** What each side has of what is in dispute. */
export interface Amounts {
  readonly client: Money;
  readonly craftsman: Money;
}

/** Throws where this cannot be decided here: no rework after the end, and about cash only which amount counts. */
export function assertDecidable({ kind, fromJobState, status }: Heard, decision: Decision): void {
  const currentState = fromJobState;
  if (decision.kind === 'rework' && status === 'Appealed') {
    throw new Conflict('dispute.noReworkOnAppeal', { pub: { currentState: status } });
  }
  if (decision.kind === 'rework' && fromJobState === 'Completed') {
    throw new Conflict('dispute.noReworkAfterEnd', { pub: { currentState } });
  }
  if (decision.kind === 'refund' && kind === 'cashDifference') {
    throw new Conflict('dispute.onlyTheAmount', { pub: { currentState } });
  }
}

/** The amounts of a decision: those named, or all to one side; 400 unless they add up to what is in dispute. */
export function amountsOf(job: Priced, dispute: Case, decision: Final): Amounts {
  const claim = claimOf(job, dispute);
  const none = zero(job.currency);
  const meant = { refund: [claim, none], release: [none, claim], split: [none, none] } as const;
  const [client, craftsman] = meant[decision.kind];
  const given = {
    client: named(decision.clientAmount, job) ?? client,
    craftsman: named(decision.craftsmanAmount, job) ?? craftsman,
  };
  if (decision.kind === 'refund' && isByHand(job)) {
    return refundByHand(given, { claim, dispute, decision });
  }
  const isWhole = compare(subtract(claim, given.client), given.craftsman) === 0;
  const isMeant = decision.kind === 'split' || compare(given.client, client) === 0;
  if (!isWhole || !isMeant) {
    throw wrongAmounts(claim);
  }
  return given;
}

interface ByHand {
  readonly claim: Money;
  readonly dispute: Case;
  readonly decision: Final;
}

/** Nobody but staff can know what was paid by hand before the end: nothing, unless they say so. */
function refundByHand(given: Amounts, { claim, dispute, decision }: ByHand): Amounts {
  const none = zero(claim.currency);
  const wasPaid = dispute.fromJobState === 'Completed' || decision.clientAmount !== undefined;
  const client = wasPaid ? given.client : none;
  if (compare(client, claim) > 0 || compare(given.craftsman, none) !== 0) {
    throw wrongAmounts(claim);
  }
  return { client, craftsman: none };
}

interface Agreed {
  readonly isByOffers?: boolean | undefined;
}

/** What the decision says in money. Cash that was not paid before the two agreed is owed by nobody. */
export function verdictOf(job: Priced, dispute: Case & Agreed, { client, craftsman }: Amounts): Verdict {
  const none = zero(job.currency);
  if (dispute.kind === 'cashDifference') {
    return { toClient: none, counts: craftsman, owedByHand: none };
  }
  if (isByHand(job)) {
    const isUnpaid = dispute.isByOffers === true && dispute.fromJobState !== 'Completed';
    return { toClient: none, counts: craftsman, owedByHand: isUnpaid ? none : client };
  }
  const isAllBack = compare(craftsman, none) === 0;
  const counts = isAllBack ? none : subtract(countingPrice(job), client);
  return { toClient: client, counts, owedByHand: none };
}

const named = (amountMinor: number | undefined, { currency }: Priced): Money | undefined =>
  amountMinor === undefined ? undefined : money(amountMinor, currency);

const wrongAmounts = ({ amountMinor, currency }: Money): BadRequest =>
  new BadRequest('dispute.wrongAmounts', { pub: { inDispute: amountMinor, currency } });
