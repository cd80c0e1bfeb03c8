import { feeOf, type Deal } from './pureMoney';

/** What the two argue about. */
export function claimOf(deal: Deal): number {
  const price = deal.counted ?? deal.price;
  if (deal.dispute?.kind === 'cashDifference') {
    return price;
  }
  return deal.type === 'Cash' ? Math.min(price, deal.cash ?? price) : deal.held + deal.released;
}

export interface Settlement {
  readonly kind: 'refund' | 'release' | 'split' | 'rework';
  /** Of a split. */
  readonly toClient: number;
}

/** Staff decide; after rework the job simply goes on. */
export function settle(deal: Deal, { kind, toClient: named }: Settlement): void {
  if (kind !== 'rework') {
    const claim = claimOf(deal);
    const toClient = { refund: claim, release: 0, split: named }[kind];
    const isAboutCash = deal.dispute?.kind === 'cashDifference';
    if (deal.type === 'Cash') {
      settleByHand(deal, { kind, toClient, claim });
    } else {
      settleHeld(deal, { back: isAboutCash ? 0 : toClient, off: toClient });
    }
    deal.counted = isAboutCash ? claim - toClient : deal.counted;
    deal.status = kind === 'refund' ? 'Cancelled' : 'Completed';
    deal.cash = claim - toClient;
    deal.isDecided = !isAboutCash;
  }
  deal.dispute = null;
}

/** All that went through us goes where the decision says; what is no longer there is owed, which is gained and lost as well. */
function settleHeld(deal: Deal, { back, off }: { readonly back: number; readonly off: number }): void {
  const all = deal.held + deal.released;
  const rest = all - back;
  const counts = rest === 0 ? 0 : (deal.counted ?? deal.price) - off;
  deal.fee = Math.min(deal.isWaived === true ? 0 : feeOf(counts), rest);
  Object.assign(deal.gains, { client: -rest, craftsman: rest - deal.fee, platform: deal.fee });
  deal.released = deal.held > 0 ? rest : deal.released;
  deal.held = 0;
}

interface ByHand {
  readonly kind: 'refund' | 'release' | 'split';
  readonly toClient: number;
  readonly claim: number;
}

/** What was paid by hand and is to go back is owed; before the end nobody knows that anything was. */
function settleByHand(deal: Deal, { kind, toClient, claim }: ByHand): void {
  const isPaid = kind !== 'refund' || deal.dispute?.from === 'Completed';
  const owed = isPaid && deal.dispute?.kind === 'work' ? toClient : 0;
  deal.fee = deal.isWaived === true ? 0 : feeOf(claim - toClient);
  Object.assign(deal.gains, { client: owed, craftsman: -owed - deal.fee, platform: deal.fee });
}
