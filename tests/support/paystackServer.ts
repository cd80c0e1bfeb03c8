import { startMoodyServer, type Answered, type MoodyServer, type VendorRequest } from './moodyServer';

export const PAYSTACK_KEY = 'sk_test_paystack_craftworks';

interface Transaction {
  readonly id: number;
  readonly reference: string;
  status: string;
  readonly amount: number;
  readonly currency: string;
  gateway_response: string;
  readonly email: string;
}
interface Refund {
  readonly id: number;
  readonly transaction: number;
  readonly amount: number;
  readonly currency: string;
  status: string;
  readonly merchant_note: string;
}
interface Transfer {
  readonly id: number;
  readonly transfer_code: string;
  readonly reference: string;
  readonly amount: number;
  readonly currency: string;
  readonly recipient: string;
  status: string;
}

interface State {
  readonly transactions: Transaction[];
  readonly refunds: Refund[];
  readonly recipients: Record<string, unknown>[];
  readonly transfers: Transfer[];
}

export interface PaystackServer extends MoodyServer, State {
  transactionOf(paymentId: string): Transaction;
}

/** A plain server that answers transactions, refunds and transfers as Paystack documents them. */
export async function startPaystackServer(): Promise<PaystackServer> {
  const state: State = { transactions: [], refunds: [], recipients: [], transfers: [] };
  const server = await startMoodyServer((request) => take(state, request));
  return {
    ...server,
    ...state,
    transactionOf: (paymentId) => {
      const found = state.transactions.find(({ reference }) => reference === paymentId);
      if (!found) {
        throw new Error(`no transaction of ${paymentId}`);
      }
      return found;
    },
  };
}

/** A refusal as Paystack writes it. */
export const paystackRefusal = (status: number, code: string): Answered => ({
  status,
  body: { status: false, message: 'Refused', type: 'validation_error', code },
});

const done = (data: unknown): Answered => ({ status: 200, body: { status: true, message: 'Done', data } });

function take(state: State, request: VendorRequest): Answered {
  if (request.headers.authorization !== `Bearer ${PAYSTACK_KEY}`) {
    return paystackRefusal(401, 'invalid_Key');
  }
  return request.method === 'GET' ? read(state, request) : create(state, request);
}

function read(state: State, { path, query }: VendorRequest): Answered {
  const [, kind, act, reference] = path.split('/');
  if (kind === 'refund' && act === undefined) {
    const number = Number(query.get('transaction'));
    return Number.isSafeInteger(number)
      ? done(state.refunds.filter(({ transaction }) => transaction === number))
      : paystackRefusal(400, 'invalid_params');
  }
  const all: readonly { reference: string }[] = kind === 'transaction' ? state.transactions : state.transfers;
  const found = act === 'verify' ? all.find((one) => one.reference === reference) : undefined;
  return found ? done(found) : paystackRefusal(404, `${String(kind)}_not_found`);
}

function create(state: State, { path, body }: VendorRequest): Answered {
  const asked = JSON.parse(body) as Record<string, unknown>;
  switch (path) {
    case '/transaction/initialize':
      return initialize(state, asked);
    case '/refund':
      return refund(state, asked);
    case '/transferrecipient': {
      state.recipients.push(asked);
      return done({ recipient_code: `RCP_${String(asked['account_number'])}` });
    }
    case '/transfer':
      return transfer(state, asked);
    default:
      return paystackRefusal(404, 'not_found');
  }
}

function initialize(state: State, asked: Record<string, unknown>): Answered {
  const reference = String(asked['reference']);
  if (!/^\S+@\S+\.\S+$/.test(String(asked['email']))) {
    return paystackRefusal(400, 'invalid_email_address');
  }
  if (state.transactions.some((one) => one.reference === reference)) {
    return paystackRefusal(400, 'duplicate_reference');
  }
  state.transactions.push({
    id: 5_000_000_000 + state.transactions.length,
    reference,
    status: 'abandoned',
    amount: Number(asked['amount']),
    currency: String(asked['currency']),
    gateway_response: 'The transaction was not completed',
    email: String(asked['email']),
  });
  return done({
    authorization_url: `https://checkout.paystack.com/${reference}`,
    access_code: reference,
    reference,
  });
}

function refund(state: State, asked: Record<string, unknown>): Answered {
  const found = state.transactions.find(({ reference }) => reference === asked['transaction']);
  const amount = Number(asked['amount']);
  const before = state.refunds
    .filter(({ transaction }) => transaction === found?.id)
    .reduce((sum, one) => sum + one.amount, 0);
  if (found?.status !== 'success') {
    return paystackRefusal(400, 'transaction_not_refundable');
  }
  if (before + amount > found.amount) {
    return paystackRefusal(400, 'refund_amount_exceeds');
  }
  const made: Refund = {
    id: 700 + state.refunds.length,
    transaction: found.id,
    amount,
    currency: found.currency,
    status: 'processed',
    merchant_note: String(asked['merchant_note']),
  };
  state.refunds.push(made);
  return done(made);
}

function transfer(state: State, asked: Record<string, unknown>): Answered {
  const reference = String(asked['reference']);
  if (!/^[a-z0-9_-]{16,50}$/.test(reference) || !String(asked['recipient']).startsWith('RCP_')) {
    return paystackRefusal(400, 'invalid_params');
  }
  if (state.transfers.some((one) => one.reference === reference)) {
    return paystackRefusal(400, 'duplicate_reference');
  }
  const made: Transfer = {
    id: 900 + state.transfers.length,
    transfer_code: `TRF_${state.transfers.length}`,
    reference,
    amount: Number(asked['amount']),
    currency: String(asked['currency']),
    recipient: String(asked['recipient']),
    status: 'success',
  };
  state.transfers.push(made);
  return done(made);
}
