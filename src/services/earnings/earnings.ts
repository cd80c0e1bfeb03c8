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
  /** Not available before then: a decision that may still be appealed. */
  readonly notBefore?: Date | undefined;
}

/** What of a decision is the client's: it waits like an earning, and is one of nobody's work. */
export type Returning = Omit<Opening, 'source' | 'figures' | 'notBefore' | 'job'> & {
  readonly job: Pick<Job, '_id' | 'title' | 'clientId'>;
  readonly notBefore: Date;
};

interface OfJob {
  readonly jobId: Id;
  readonly actor: Actor;
  /** Of these only; absent: whatever they came from. */
  readonly sources?: readonly EarningSource[];
}

export interface Earnings {
  /** Notes an earning and when it matures: a day, or some more for new payees; undefined when it is nothing. */
  openEarning(tx: Tx, given: Opening): Promise<Date | undefined>;
  /** Notes what a decision gives back to the client's `pending`, until it can no longer be appealed. */
  openReturn(tx: Tx, given: Returning): Promise<void>;
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
    (tx: Tx, { jobId, actor, sources }: OfJob): Promise<Earning[]> => {
      const at = deps.clock.now();
      const where = { jobId: toObjectId(jobId), ...(sources && { source: { $in: [...sources] } }) };
      return transitionMany(tx, EarningModel, earningWorkflow, event, {
        where,
        actor,
        at,
        set: { updatedAt: at },
      });
    };
  return {
    openEarning: makeOpenEarning(deps),
    openReturn: makeOpenReturn(deps),
    freezeEarnings: move('freeze'),
    reverseEarnings: move('reverse'),
  };
}

const makeOpenEarning =
  (deps: EarningDeps): Earnings['openEarning'] =>
  async (tx, { job, amount, source, figures, notBefore }) => {
    const { craftsmanId } = job;
    if (isZero(amount) || !craftsmanId) {
      return undefined;
    }
    const now = deps.clock.now();
    const isNew = await deps.isNewPayee(tx, idOf(craftsmanId), { now, figures });
    const wait = isNew ? days(figures.get('hold.newPayeeDays')) : hours(figures.get('hold.releaseHours'));
    const usual = after(now, wait);
    const maturesAt = notBefore && notBefore > usual ? notBefore : usual;
    await insert(tx, deps, { job, userId: craftsmanId, amount, source, maturesAt });
    return maturesAt;
  };

const makeOpenReturn =
  (deps: EarningDeps): Earnings['openReturn'] =>
  async (tx, { job, amount, notBefore: maturesAt }) => {
    if (!isZero(amount)) {
      await insert(tx, deps, { job, userId: job.clientId, amount, source: 'return', maturesAt });
    }
  };

interface Inserted {
  readonly job: Pick<Job, '_id' | 'title'>;
  readonly userId: Job['clientId'];
  readonly amount: Money;
  readonly source: EarningSource;
  readonly maturesAt: Date;
}

async function insert(
  tx: Tx,
  { clock, outbox }: EarningDeps,
  { job, userId, amount, source, maturesAt }: Inserted,
): Promise<void> {
  const now = clock.now();
  const earning: Earning = {
    _id: newId(),
    ...beginningOf(earningWorkflow, { actor: systemActor, at: now }),
    craftsmanId: userId,
    jobId: job._id,
    title: job.title,
    source,
    amountMinor: amount.amountMinor,
    currency: amount.currency,
    maturesAt,
    createdAt: now,
    updatedAt: now,
  };
  await EarningModel.create([earning], { session: tx });
  const data = { ...earningFact(earning), source, maturesAt: maturesAt.toISOString() };
  await outbox.record(tx, 'earning.opened', data, { actor: systemActor });
}

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
