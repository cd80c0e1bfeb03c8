import { JobModel, type Job } from '../../models/job.model';
import { PaymentModel, type Payment } from '../../models/payment.model';
import { RefundModel, type Refund } from '../../models/refund.model';
import { after, days, hours, minutes } from '../../utils/clock';
import { idOf } from '../../utils/ids';
import type { FindingKind } from '../../models/finding.model';
import { clearedBy } from '../ledger/clearing';
import type { PaymentProvider, ProviderTotals } from '../providers/payments/provider';
import type { SettingsView } from '../settings/view';
import type { PaymentDeps } from './deps';
import { noteFindings, type Found } from './findings';
import { makeHearLateWords } from './lateWords';
import { makeTakeWord } from './takeWord';

/** Looks for one kind of what should not be, as it is now. */
interface Check {
  readonly kind: FindingKind;
  find(when: { readonly now: Date; readonly figures: SettingsView }): Promise<readonly Found[]>;
}

type ReconciliationDeps = PaymentDeps;

export interface Reconciliation {
  /** Takes what came late without a word, then compares what should be with what is; findings open and close by it. */
  run(signal?: AbortSignal): Promise<void>;
}

const MOST = 500;

/** Makes the conscience of the books; payouts that take too long are seen by the inbox of staff itself. */
export const makeReconciliation = (deps: ReconciliationDeps): Reconciliation => ({
  async run(signal) {
    await makeHearLateWords(deps, makeTakeWord(deps))(signal);
    const now = deps.clock.now();
    const figures = await deps.settings.current();
    const checks = [stuckPayments, stuckRefunds, oldHolds, totalsOf(deps)];
    for (const check of checks) {
      await noteFindings(check.kind, await check.find({ now, figures }), now);
    }
  },
});

const stuckPayments: Check = {
  kind: 'paymentStuck',
  async find({ now, figures }) {
    const before = after(now, -minutes(figures.get('payment.stuckMinutes')));
    const stuck = await PaymentModel.find({ status: 'Creating', createdAt: { $lte: before } })
      .sort({ createdAt: 1 })
      .limit(MOST)
      .lean<Payment[]>();
    return stuck.map((payment) => ({
      kind: 'paymentStuck' as const,
      subject: { type: 'payment' as const, id: idOf(payment) },
      facts: sumOf(payment),
      since: payment.createdAt,
    }));
  },
};

const sumOf = ({ amountMinor, currency, provider }: Payment | Refund) => ({
  amountMinor,
  currency,
  provider,
});

const stuckRefunds: Check = {
  kind: 'refundStuck',
  async find({ now, figures }) {
    const before = after(now, -hours(figures.get('refund.stuckHours')));
    const stuck = await RefundModel.find({ status: 'Processing', updatedAt: { $lte: before } })
      .sort({ updatedAt: 1 })
      .limit(MOST)
      .lean<Refund[]>();
    return stuck.map((refund) => ({
      kind: 'refundStuck' as const,
      subject: { type: 'refund' as const, id: idOf(refund) },
      facts: { ...sumOf(refund), jobId: idOf(refund.jobId) },
      since: refund.updatedAt,
    }));
  },
};

const oldHolds: Check = {
  kind: 'holdTooOld',
  async find({ now, figures }) {
    const before = after(now, -days(figures.get('hold.alarmDays')));
    const held = { 'money.held': { $gt: 0 }, firmAt: { $lte: before } };
    const old = await JobModel.find(held, { money: 1, currency: 1, firmAt: 1, status: 1 })
      .sort({ firmAt: 1 })
      .limit(MOST)
      .lean<Job[]>();
    const decideIn = days(figures.get('hold.decisionDays'));
    return old.map(({ firmAt = now, money, currency, status, _id }) => ({
      kind: 'holdTooOld' as const,
      subject: { type: 'job' as const, id: idOf(_id) },
      facts: {
        heldMinor: money?.held ?? 0,
        currency,
        status,
        decideBy: after(firmAt, decideIn).toISOString(),
      },
      since: firmAt,
    }));
  },
};

/** A provider's own book against our clearing accounts. */
const totalsOf = ({ gateways, logger }: Pick<ReconciliationDeps, 'gateways' | 'logger'>): Check => ({
  kind: 'providerDiffers',
  async find() {
    const found: Found[] = [];
    for (const gateway of gateways.all) {
      for (const totals of await askTotals(gateway, logger)) {
        found.push(...(await differenceOf(gateway.name, totals)));
      }
    }
    return found;
  },
});

async function askTotals(
  gateway: PaymentProvider,
  logger: ReconciliationDeps['logger'],
): Promise<readonly ProviderTotals[]> {
  try {
    return (await gateway.totals?.()) ?? [];
  } catch (error) {
    logger.warn('provider did not answer about its totals', { provider: gateway.name, error });
    return [];
  }
}

async function differenceOf(provider: string, totals: ProviderTotals): Promise<Found[]> {
  const { currency, capturedMinor, refundedMinor, paidOutMinor } = totals;
  const { kept, paidOut } = await clearedBy(provider, currency);
  const theirsKept = capturedMinor - refundedMinor;
  if (kept.amountMinor === theirsKept && paidOut.amountMinor === paidOutMinor) {
    return [];
  }
  const facts = {
    currency,
    oursKeptMinor: kept.amountMinor,
    theirsKeptMinor: theirsKept,
    oursPaidOutMinor: paidOut.amountMinor,
    theirsPaidOutMinor: paidOutMinor,
  };
  return [{ kind: 'providerDiffers', subject: { type: 'provider', id: `${provider}:${currency}` }, facts }];
}
