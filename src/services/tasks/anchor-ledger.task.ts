import { minutes } from '../../utils/clock';
import type { LedgerAnchors } from '../ledger/anchors';
import type { Task } from './task';

/** Anchors the chains of the ledger that have moved: from then on no entry before it can go unseen. Its hash goes to the log, outside the database: there a lost anchor shows. */
export const makeAnchorLedgerTask = ({ ledgerAnchors }: { readonly ledgerAnchors: LedgerAnchors }): Task => ({
  name: 'anchor-ledger',
  every: '*/10 * * * *',
  leaseMs: minutes(5),
  async run({ logger }) {
    const chains = await ledgerAnchors.anchor();
    if (chains > 0) {
      const { number, hash } = (await ledgerAnchors.latest()) ?? {};
      logger.info('ledger anchored', { chains, number, hash });
    }
  },
});
