import { minutes } from '../../utils/clock';
import type { LedgerAudits } from '../ledger/audit';
import type { Task } from './task';

/** Lets the ledger prove itself every night; every fault is an error in the log. */
export const makeAuditLedgerTask = ({ ledgerAudits }: { readonly ledgerAudits: LedgerAudits }): Task => ({
  name: 'audit-ledger',
  every: '20 1 * * *',
  leaseMs: minutes(30),
  async run({ logger }) {
    const { isSound, counts } = await ledgerAudits.run();
    logger.info('ledger audited', { isSound, ...counts });
  },
});
