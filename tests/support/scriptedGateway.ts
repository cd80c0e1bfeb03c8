import type {
  Capabilities,
  ChargeRequest,
  ChargeResult,
  ChargeState,
  PaymentProvider,
  PayoutRequest,
  ProviderEvent,
  ProviderTotals,
  RefundRequest,
  TransferState,
} from '../../src/services/providers/payments/provider';
import { UpstreamError } from '../../src/utils/errors';
import { money, type Currency, type Money } from '../../src/utils/money';

/** Errors as the adapters throw them. */
class Refused extends Error {
  constructor(readonly reason: string) {
    super(`webhook refused: ${reason}`);
    this.name = 'WebhookRefused';
  }
}

type Fault = 'none' | 'before' | 'after';

/** One charge, refund or payout as the provider's own book has it. */
interface Booked {
  state: 'pending' | 'captured' | 'declined' | 'expired' | 'done' | 'failed';
  amount: Money;
  ref: string;
}

/**
 * A payment provider in memory: it keeps a book, remembers what it was asked by our ids, answers as the test has told it,
 * and may fail before or after it has done what was asked. What it tells by webhook is JSON, signed with a word.
 */
export interface ScriptedGateway extends PaymentProvider {
  /** What the next charges end with at once; `pending` waits for the payer. */
  answerWith(answer: 'pending' | 'captured' | 'declined'): void;
  /** Lets the next call fail: before anything has happened, or after it has. */
  failNext(fault: Fault, times?: number): void;
  /** Lets every call fail by chance; `random` gives numbers from 0 to 1. */
  failAtRandom(chance: number, random: () => number): void;
  refundsEnd(as: 'pending' | 'done' | 'failed'): void;
  /** Nothing was ever asked of it, and everything is as at the start. */
  forget(): void;
  /** The payer pays, or does not; gives the event that tells of it. */
  pay(paymentId: string, amount?: Money): ProviderEvent;
  decline(paymentId: string): ProviderEvent;
  expire(paymentId: string): ProviderEvent;
  /** How a refund or a payout has ended at last; gives the event that tells of it. */
  endRefund(refundId: string, as: 'done' | 'failed'): ProviderEvent;
  endPayout(withdrawalId: string, as: 'done' | 'failed'): ProviderEvent;
  readonly calls: { readonly charges: ChargeRequest[]; readonly refunds: RefundRequest[]; lookUps: number };
  readonly book: ReadonlyMap<string, Booked>;
}

export interface ScriptedOptions {
  readonly name?: PaymentProvider['name'];
  readonly can?: Partial<Capabilities>;
  readonly currencies?: readonly Currency[];
}

const SIGNATURE = 'x-test-signature';
const WORD = 'open sesame';

/** The request that a provider would send for these events. */
export const webhookOf = (...events: readonly ProviderEvent[]) => ({
  body: JSON.stringify(events),
  headers: { [SIGNATURE]: WORD, 'content-type': 'application/json' },
});

let counted = 0;

/** Makes a provider that does as it is told. */
export function scriptedGateway({
  name = 'sandbox',
  can = {},
  currencies = ['EGP'],
}: ScriptedOptions = {}): ScriptedGateway {
  const book = new Map<string, Booked>();
  const calls: ScriptedGateway['calls'] = { charges: [], refunds: [], lookUps: 0 };
  let answer: 'pending' | 'captured' | 'declined' = 'pending';
  let refundEnd: 'pending' | 'done' | 'failed' = 'done';
  const faults: Fault[] = [];
  let chance = 0;
  let random = (): number => 1;

  const fault = (): Fault => {
    const told = faults.shift();
    if (told) {
      return told;
    }
    return random() < chance ? (random() < 0.5 ? 'before' : 'after') : 'none';
  };
  const away = (): UpstreamError => new UpstreamError('payment.providerFailed');
  /** Does it, unless the line breaks before; answers, unless it breaks after. */
  const call = <T>(act: () => T): Promise<T> => {
    const broken = fault();
    if (broken === 'before') {
      return Promise.reject(away());
    }
    const result = act();
    return broken === 'after' ? Promise.reject(away()) : Promise.resolve(result);
  };
  const booked = (id: string): Booked => {
    const one = book.get(id);
    if (!one) {
      throw new Error(`${name} has never heard of ${id}`);
    }
    return one;
  };
  const eventHead = (type: string) => {
    counted += 1;
    return { eventId: `evt_${counted}`, type, at: new Date('2026-03-02T09:00:00.000Z') };
  };
  const sum = (states: readonly Booked['state'][], prefix: string, currency: Currency): number =>
    [...book.values()]
      .filter(
        ({ state, ref, amount }) =>
          states.includes(state) && ref.startsWith(prefix) && amount.currency === currency,
      )
      .reduce((total, { amount }) => total + amount.amountMinor, 0);
  const chargeResult = ({ state, ref, amount }: Booked): ChargeResult => {
    switch (state) {
      case 'captured':
        return { state, providerRef: ref, amount };
      case 'declined':
      case 'expired':
        return { state: 'declined', providerRef: ref, reason: 'card_declined' };
      default:
        return { state: 'pending', providerRef: ref, ...meansOf(ref) };
    }
  };
  const meansOf = (ref: string) =>
    can.flow === 'card'
      ? { clientSecret: `${ref}_secret` }
      : { paymentUrl: `https://pay.example.com/${ref}` };
  const transfer = ({ state, ref }: Booked): TransferState => {
    switch (state) {
      case 'done':
        return { state, providerRef: ref };
      case 'failed':
        return { state, providerRef: ref, reason: 'account_closed' };
      default:
        return { state: 'pending', providerRef: ref };
    }
  };
  const ended = (what: 'refund' | 'payout', ref: string, as: 'done' | 'failed'): ProviderEvent => {
    const one = booked(ref);
    one.state = as;
    const about = { ...eventHead(`${what} ${as}`), ref, providerRef: one.ref };
    return as === 'done'
      ? { ...about, kind: `${what}.done`, amount: one.amount }
      : { ...about, kind: `${what}.failed`, reason: 'account_closed' };
  };
  const begin = (id: string, amount: Money, one: Omit<Booked, 'amount'>): Booked => {
    const known = book.get(id) ?? { ...one, amount };
    book.set(id, known);
    return known;
  };
  return {
    name,
    can: { refund: true, payout: true, flow: 'redirect', ...can },
    currencies,
    calls,
    book,
    answerWith: (told) => void (answer = told),
    failNext: (told, times = 1) => void faults.push(...Array<Fault>(times).fill(told)),
    failAtRandom: (share, source) => void ([chance, random] = [share, source]),
    refundsEnd: (as) => void (refundEnd = as),
    forget() {
      book.clear();
      faults.length = 0;
      [answer, refundEnd, chance] = ['pending', 'done', 0];
    },
    pay(paymentId, amount) {
      const one = booked(paymentId);
      Object.assign(one, { state: 'captured', amount: amount ?? one.amount });
      const about = { ref: paymentId, providerRef: one.ref, amount: one.amount };
      return { ...eventHead('paid'), kind: 'charge.captured', ...about };
    },
    decline(paymentId) {
      const one = booked(paymentId);
      one.state = 'declined';
      const about = { ref: paymentId, providerRef: one.ref, reason: 'card_declined' } as const;
      return { ...eventHead('declined'), kind: 'charge.declined', ...about };
    },
    expire(paymentId) {
      const one = booked(paymentId);
      one.state = 'expired';
      return { ...eventHead('expired'), kind: 'charge.expired', ref: paymentId, providerRef: one.ref };
    },
    endRefund: (id, as) => ended('refund', id, as),
    endPayout: (id, as) => ended('payout', id, as),
    charge: (request) =>
      call(() => {
        calls.charges.push(request);
        const { paymentId, amount } = request;
        return chargeResult(begin(paymentId, amount, { state: answer, ref: `ch_${paymentId}` }));
      }),
    lookUp: ({ paymentId }) =>
      call((): ChargeState => {
        calls.lookUps += 1;
        const one = book.get(paymentId);
        if (!one) {
          return { state: 'notFound' };
        }
        return one.state === 'expired'
          ? { state: 'expired', providerRef: one.ref }
          : (chargeResult(one) as ChargeState);
      }),
    refund: (request) =>
      call(() => {
        calls.refunds.push(request);
        const { refundId, amount } = request;
        return transfer(begin(refundId, amount, { state: refundEnd, ref: `re_${refundId}` }));
      }),
    lookUpRefund: ({ id }) =>
      call((): TransferState => {
        const one = book.get(id);
        return one ? transfer(one) : { state: 'notFound' };
      }),
    payOut: ({ withdrawalId, amount }: PayoutRequest) =>
      call(() => transfer(begin(withdrawalId, amount, { state: refundEnd, ref: `po_${withdrawalId}` }))),
    lookUpPayout: ({ id }) =>
      call((): TransferState => {
        const one = book.get(id);
        return one ? transfer(one) : { state: 'notFound' };
      }),
    readWebhook(raw, headers) {
      if (headers[SIGNATURE] !== WORD) {
        throw new Refused('signature');
      }
      return (JSON.parse(raw.toString()) as ProviderEvent[]).map((event) => ({
        ...event,
        at: new Date(event.at),
      }));
    },
    totals: () =>
      Promise.resolve<ProviderTotals[]>(
        currencies.map((currency) => ({
          currency,
          capturedMinor: sum(['captured'], 'ch_', currency),
          refundedMinor: sum(['done'], 're_', currency),
          paidOutMinor: sum(['done'], 'po_', currency),
        })),
      ),
  };
}

/** An amount in Egyptian pounds, in piastres. */
export const egp = (amountMinor: number): Money => money(amountMinor, 'EGP');
