import type { Contract, Job } from '../../models/job.model';
import type { Quote } from '../../models/quote.model';
import { after, minutes } from '../../utils/clock';
import { idOf } from '../../utils/ids';
import { money, zero, type Money } from '../../utils/money';
import { depositOf } from '../ledger/fees';
import type { SettingsView } from '../settings/view';

/** What a hire fixes on the job: what was agreed, what has to be paid first, and until when. */
export type HireTerms = Required<Pick<Job, 'contract' | 'money'>> & Pick<Job, 'firmAt' | 'lapsesAt'>;

/** The counters of a job whose hire is firm: whoever else had offered or was invited is free again. */
export const NOBODY_WAITS = { quoteCount: 0, cappedQuoteCount: 0, pendingInvitationCount: 0 } as const;

interface When {
  readonly figures: SettingsView;
  readonly at: Date;
}

/** Price, fee rule and the version of the settings as they are now: nothing that changes later reaches this job. */
export function termsAtHire(job: Job, quote: Quote, { figures, at }: When): HireTerms {
  const contract = contractOf(job, quote, { figures, at });
  const scope = { serviceId: idOf(job.serviceId) };
  const due = dueOf(job, contract, figures.get('cash.depositBps', scope));
  const { amountMinor } = due;
  return {
    contract,
    money: { price: quote.price, due: amountMinor, funded: 0, held: 0, released: 0, fee: 0 },
    ...(amountMinor === 0
      ? { firmAt: at }
      : { lapsesAt: after(at, minutes(figures.get('job.hireLapseCardMinutes', scope))) }),
  };
}

/** What both sides agree on at the hire, with the figures that hold then: what is changed later never reaches it. */
export function contractOf({ serviceId }: Job, quote: Quote, { figures, at }: When): Contract {
  const scope = { serviceId: idOf(serviceId) };
  return {
    quoteId: quote._id,
    quoteVersion: quote.version,
    price: quote.price,
    settingsVersion: figures.version,
    feeRule: {
      bps: figures.get('fee.bps', scope),
      min: figures.get('fee.min', scope),
      max: figures.get('fee.max', scope),
      waivedJobs: figures.get('fee.waivedJobs', scope),
    },
    hiredAt: at,
  };
}

/** All of the price, a deposit, or nothing. */
function dueOf(
  { paymentType, currency }: Pick<Job, 'paymentType' | 'currency'>,
  { price, feeRule }: Contract,
  depositBps: number,
): Money {
  const agreed = money(price, currency);
  switch (paymentType) {
    case 'Escrow':
      return agreed;
    case 'CashProtected':
      return depositOf(agreed, feeRule, depositBps);
    case 'Cash':
      return zero(currency);
  }
}
