import type { EarningSource } from '../../models/earning.model';
import type { Job } from '../../models/job.model';
import { idOf, type Id } from '../../utils/ids';
import { isZero, money, subtract, type Money } from '../../utils/money';
import type { Tx } from '../../utils/transaction';
import type { Actor } from '../../utils/types/actor';
import type { Figures } from '../jobs/running';
import type { NewEntry } from '../ledger/entry';
import type { JobMoneyDeps } from './deps';
import { moneyOf } from './figures';

/** A release that stands on the job already. */
export interface Released {
  readonly before: Job;
  readonly job: Job;
  readonly figures: Figures;
  readonly actor: Actor;
  readonly source: EarningSource;
  readonly entryOf: (sums: {
    readonly jobId: Id;
    readonly craftsmanId: Id;
    readonly gross: Money;
    readonly fee: Money;
  }) => NewEntry;
}

/** What was paid, for events; amounts in minor units. */
export interface Paid {
  readonly netMinor: number;
  readonly feeMinor: number;
  readonly currency: Money['currency'];
}

/** Posts what the job's facts say has been released, and opens the craftsman's earning; nothing where nothing was. */
export async function payRelease(tx: Tx, deps: JobMoneyDeps, released: Released): Promise<Paid> {
  const { before, job, figures, actor, source, entryOf } = released;
  const { currency, craftsmanId = job.clientId } = job;
  const [was, is] = [moneyOf(before), moneyOf(job)];
  const gross = money(was.held - is.held, currency);
  const fee = money(is.fee - was.fee, currency);
  const net = subtract(gross, fee);
  if (!isZero(gross)) {
    const entry = entryOf({ jobId: idOf(job), craftsmanId: idOf(craftsmanId), gross, fee });
    await deps.ledger.post(tx, entry, { actor });
    await deps.earnings.openEarning(tx, { job, amount: net, source, figures });
  }
  return { netMinor: net.amountMinor, feeMinor: fee.amountMinor, currency };
}
