import { EarningModel, type Earning, type EarningSource } from '../../models/earning.model';
import type { Job } from '../../models/job.model';
import { after, days, hours, type Clock } from '../../utils/clock';
import { idOf, newId, toObjectId, type Id } from '../../utils/ids';
import { isZero, money, type Money } from '../../utils/money';
import type { Tx } from '../../utils/transaction';
import { systemActor, type Actor } from '../../utils/types/actor';
import type { Figures } from '../jobs/running';
import type { Outbox } from '../outbox/outbox.service';
import type { IsNewPayee } from '../payouts/newPayee';
import { earningWorkflow } from '../workflows/earning.workflow';
import { beginningOf, transitionMany } from '../workflows/workflow';

/** What a craftsman has earned, as it is posted to his `pending`. */
export interface Opening {
  readonly job: Pick<Job, '_id' | 'title' | 'craftsmanId'>;
  readonly amount: Money;
  readonly source: EarningSource;
  /** Those that hold for the job. */
  readonly figures: Figures;
}

interface OfJob {
  readonly jobId: Id;
  readonly actor: Actor;
}

export interface Earnings {
  /** Notes an earning and when it matures: a day, or some more for new payees; undefined when it is nothing. */
  openEarning(tx: Tx, given: Opening): Promise<Date | undefined>;
  /** A dispute holds what has not matured; gives each sum, which its opener takes from `pending`. */
  freezeEarnings(tx: Tx, given: OfJob): Promise<readonly Earning[]>;
  /** The decision has moved what was frozen: those earnings are over. */
  reverseEarnings(tx: Tx, given: OfJob): Promise<readonly Earning[]>;
}

export interface EarningDeps {
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly isNewPayee: IsNewPayee;
}

/** Makes the earnings of craftsmen, from the release to the wallet or into a dispute. */
export function makeEarnings(deps: EarningDeps): Earnings {
  const move =
    (event: 'freeze' | 'reverse') =>
    (tx: Tx, { jobId, actor }: OfJob): Promise<Earning[]> => {
      const at = deps.clock.now();
      const where = { jobId: toObjectId(jobId) };
      return transitionMany(tx, EarningModel, earningWorkflow, event, {
        where,
        actor,
        at,
        set: { updatedAt: at },
      });
    };
  return {
    openEarning: makeOpenEarning(deps),
    freezeEarnings: move('freeze'),
    reverseEarnings: move('reverse'),
  };
}

const makeOpenEarning =
  ({ clock, outbox, isNewPayee }: EarningDeps): Earnings['openEarning'] =>
  async (tx, { job, amount, source, figures }) => {
    const { craftsmanId } = job;
    if (isZero(amount) || !craftsmanId) {
      return undefined;
    }
    const now = clock.now();
    const isNew = await isNewPayee(tx, idOf(craftsmanId), { now, figures });
    const wait = isNew ? days(figures.get('hold.newPayeeDays')) : hours(figures.get('hold.releaseHours'));
    const earning: Earning = {
      _id: newId(),
      ...beginningOf(earningWorkflow, { actor: systemActor, at: now }),
      craftsmanId,
      jobId: job._id,
      title: job.title,
      source,
      amountMinor: amount.amountMinor,
      currency: amount.currency,
      maturesAt: after(now, wait),
      createdAt: now,
      updatedAt: now,
    };
    await EarningModel.create([earning], { session: tx });
    const { maturesAt } = earning;
    const data = { ...earningFact(earning), source, maturesAt: maturesAt.toISOString() };
    await outbox.record(tx, 'earning.opened', data, { actor: systemActor });
    return maturesAt;
  };

/** Whom an earning concerns. */
export const earningFact = (earning: Earning) => ({
  userId: idOf(earning.craftsmanId),
  jobId: idOf(earning.jobId),
  earningId: idOf(earning),
  title: earning.title,
  currency: earning.currency,
  amountMinor: earning.amountMinor,
});

/** The sum of an earning. */
export const sumOf = ({ amountMinor, currency }: Earning): Money => money(amountMinor, currency);
