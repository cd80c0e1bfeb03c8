import { startMoodyServer, type Answered, type MoodyServer, type VendorRequest } from './moodyServer';

export const STRIPE_KEY = 'sk_test_craftworks';
export const STRIPE_WEBHOOK_SECRET = 'whsec_craftworks';

interface Intent {
  readonly id: string;
  readonly object: 'payment_intent';
  status: string;
  readonly amount: number;
  amount_received: number;
  readonly currency: string;
  readonly client_secret: string;
  readonly metadata: Record<string, string>;
  last_payment_error: object | null;
}
interface Refund {
  readonly id: string;
  readonly object: 'refund';
  status: string;
  readonly amount: number;
  readonly currency: string;
  readonly payment_intent: string;
  readonly metadata: Record<string, string>;
}
interface Transfer {
  readonly id: string;
  readonly object: 'transfer';
  readonly amount: number;
  readonly currency: string;
  readonly destination: string;
  reversed: boolean;
  readonly transfer_group: string;
  readonly metadata: Record<string, string>;
}

export interface StripeServer extends MoodyServer {
  readonly intents: Intent[];
  readonly refunds: Refund[];
  readonly transfers: Transfer[];
  intentOf(paymentId: string): Intent;
  /** Forgets the idempotency keys, as Stripe does after a day. */
  forgetKeys(): void;
}

interface State {
  readonly intents: Intent[];
  readonly refunds: Refund[];
  readonly transfers: Transfer[];
  readonly kept: Map<string, { readonly request: string; readonly answer: Answered }>;
}

/** A plain server that answers for PaymentIntents, Refunds and Transfers as Stripe documents it. */
export async function startStripeServer(): Promise<StripeServer> {
  const state: State = { intents: [], refunds: [], transfers: [], kept: new Map() };
  const server = await startMoodyServer((request) => take(state, request));
  return {
    ...server,
    ...state,
    intentOf: (paymentId) => {
      const intent = state.intents.find(({ metadata }) => metadata['paymentId'] === paymentId);
      if (!intent) {
        throw new Error(`no intent of ${paymentId}`);
      }
      return intent;
    },
    forgetKeys: () => state.kept.clear(),
  };
}

function take(state: State, request: VendorRequest): Answered {
  if (request.headers.authorization !== `Bearer ${STRIPE_KEY}`) {
    return failure(401, { type: 'invalid_request_error', message: 'Invalid API Key provided' });
  }
  if (request.method === 'GET') {
    return read(state, request);
  }
  const key = String(request.headers['idempotency-key'] ?? '');
  const asked = `${request.path} ${request.body}`;
  const earlier = state.kept.get(key);
  if (earlier) {
    return earlier.request === asked
      ? earlier.answer
      : failure(400, {
          type: 'idempotency_error',
          message: 'Keys for idempotent requests can only be used once',
        });
  }
  const answer = create(state, request.path, new URLSearchParams(request.body));
  if (key !== '') {
    state.kept.set(key, { request: asked, answer });
  }
  return answer;
}

function create(state: State, path: string, form: URLSearchParams): Answered {
  const metadata = Object.fromEntries(
    [...form].flatMap(([name, value]) => {
      const [, key] = /^metadata\[(\w+)\]$/.exec(name) ?? [];
      return key === undefined ? [] : [[key, value] as const];
    }),
  );
  const amount = Number(form.get('amount'));
  switch (path) {
    case '/v1/payment_intents':
      return created(state.intents, {
        id: `pi_${state.intents.length + 1}`,
        object: 'payment_intent',
        status: 'requires_payment_method',
        amount,
        amount_received: 0,
        currency: form.get('currency') ?? '',
        client_secret: `pi_${state.intents.length + 1}_secret_x`,
        metadata,
        last_payment_error: null,
      });
    case '/v1/refunds':
      return refund(state, form, metadata);
    case '/v1/transfers':
      return String(form.get('destination')).startsWith('acct_')
        ? created(state.transfers, {
            id: `tr_${state.transfers.length + 1}`,
            object: 'transfer',
            amount,
            currency: form.get('currency') ?? '',
            destination: form.get('destination') ?? '',
            reversed: false,
            transfer_group: form.get('transfer_group') ?? '',
            metadata,
          })
        : failure(400, { type: 'invalid_request_error', code: 'resource_missing', param: 'destination' });
    default:
      return failure(404, { type: 'invalid_request_error', message: 'Unrecognized request URL' });
  }
}

function refund(state: State, form: URLSearchParams, metadata: Record<string, string>): Answered {
  const intent = state.intents.find(({ id }) => id === form.get('payment_intent'));
  const amount = Number(form.get('amount'));
  const returned = state.refunds
    .filter(({ payment_intent }) => payment_intent === intent?.id)
    .reduce((sum, one) => sum + one.amount, 0);
  if (intent?.status !== 'succeeded') {
    return failure(400, { type: 'invalid_request_error', code: 'charge_not_captured' });
  }
  if (returned + amount > intent.amount) {
    return failure(400, { type: 'invalid_request_error', code: 'charge_already_refunded' });
  }
  return created(state.refunds, {
    id: `re_${state.refunds.length + 1}`,
    object: 'refund',
    status: 'succeeded',
    amount,
    currency: intent.currency,
    payment_intent: intent.id,
    metadata,
  });
}

function created<T>(list: T[], one: T): Answered {
  list.push(one);
  return { status: 200, body: JSON.stringify(one) };
}

function read(state: State, { path, query }: VendorRequest): Answered {
  const [, , kind = '', name = ''] = path.split('/');
  if (path === '/v1/payment_intents/search') {
    const [, paymentId] = /^metadata\['paymentId'\]:'(\w+)'$/.exec(query.get('query') ?? '') ?? [];
    return listed(state.intents.filter(({ metadata }) => metadata['paymentId'] === paymentId));
  }
  const all: readonly { id: string }[] =
    { payment_intents: state.intents, refunds: state.refunds, transfers: state.transfers }[kind] ?? [];
  if (name !== '') {
    const found = all.find(({ id }) => id === name);
    return found
      ? { status: 200, body: found }
      : failure(404, { type: 'invalid_request_error', code: 'resource_missing' });
  }
  return kind === 'refunds'
    ? listed(state.refunds.filter(({ payment_intent }) => payment_intent === query.get('payment_intent')))
    : listed(state.transfers.filter(({ transfer_group }) => transfer_group === query.get('transfer_group')));
}

const listed = (data: readonly object[]): Answered => ({
  status: 200,
  body: { object: 'list', data, has_more: false },
});

/** An error as Stripe writes it. */
export const failure = (status: number, error: object): Answered => ({ status, body: { error } });
