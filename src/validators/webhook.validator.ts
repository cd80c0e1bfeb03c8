import { input } from '../utils/input';
import type { PageRequest } from '../utils/page';
import { WAYS_OF_PAYING, WEBHOOK_STATES } from '../utils/paymentWords';
import { isoDate, objectId, oneOf, pagedQuery, text } from './common.validator';
import { Joi } from './joi';

export const anyWebhook = input({ raw: true });

export const providersWebhook = input({
  params: Joi.object<{ provider: string }, true>({ provider: Joi.string().max(40).required() }),
  raw: true,
});

/** How many events the message held. */
export const receivedAnswer = Joi.object({ received: Joi.number().integer().example(1) }).meta({
  component: 'WebhookReceived',
});

export interface ListWebhooksQuery extends PageRequest {
  status?: (typeof WEBHOOK_STATES)[number];
  provider?: string;
}

export const listWebhooks = input({
  query: pagedQuery<ListWebhooksQuery>({ status: oneOf(WEBHOOK_STATES), provider: oneOf(WAYS_OF_PAYING) }),
});

const params = Joi.object<{ id: string }, true>({ id: objectId().required() });

export const oneWebhook = input({ params });

const ACTIONS = ['assign', 'dismiss'] as const;

export interface ResolveBody {
  action: (typeof ACTIONS)[number];
  reason: string;
}

export const resolveWebhook = input({
  params,
  body: Joi.object<ResolveBody, true>({
    action: oneOf(ACTIONS).required().description('To the payer’s wallet, or nothing.'),
    reason: text(3, 500).required().example('The payer has sent the fee on top'),
  }),
});

const given = () => Joi.string().allow(null);

export const webhookAnswer = Joi.object({
  id: objectId(),
  _id: objectId(),
  provider: Joi.string().example('sandbox'),
  eventId: Joi.string().example('evt_1'),
  type: Joi.string().example('payment.captured'),
  kind: Joi.string().example('charge.captured'),
  ref: given().example('665f1c2ab8a1f0d4c3e2b1a0'),
  amount: Joi.number().integer().allow(null).example(45_000),
  currency: given().example('EGP'),
  status: oneOf(WEBHOOK_STATES),
  because: given().example('amount').description('What did not fit.'),
  note: given().example(null).description('Why staff closed it.'),
  at: isoDate(),
  receivedAt: isoDate(),
  updatedAt: isoDate(),
}).meta({ component: 'Webhook' });
