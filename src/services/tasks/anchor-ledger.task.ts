import { minutes } from '../../utils/clock';
import type { LedgerAnchors } from '../ledger/anchors';
import type { Task } from './task';

/** Anchors the chains of the ledger that have moved: from then on no entry before it can go unseen. */
export const makeAnchorLedgerTask = ({ ledgerAnchors }: { readonly ledgerAnchors: LedgerAnchors }): Task => ({
  name: 'anchor-ledger',
  every: '*/10 * * * *',
  leaseMs: minutes(5),
  async run({ logger }) {
    logger.debug('ledger anchored', { chains: await ledgerAnchors.anchor() });
  },
});
