import { input } from '../utils/input';
import { SANDBOX_CARDS } from '../utils/sandboxWords';
import { LOCALES, type Locale } from '../utils/types/actor';
import { objectId, oneOf } from './common.validator';
import { Joi } from './joi';

const ACTIONS = ['pay', 'cancel', 'approve', 'refuse'] as const;
export interface PayPageParams {
  chargeId: string;
}
export interface PayPageQuery {
  lang?: Locale;
}
export interface PayStepBody {
  action: (typeof ACTIONS)[number];
  card: (typeof SANDBOX_CARDS)[number];
  delaySeconds: number;
  copies: number;
}

const params = Joi.object<PayPageParams, true>({ chargeId: objectId().required() });
const query = Joi.object<PayPageQuery, true>({ lang: oneOf(LOCALES) });

export const showPayPage = input({ params, query });

export const takePayStep = input({
  params,
  query,
  isPageForm: true,
  body: Joi.object<PayStepBody, true>({
    action: oneOf(ACTIONS).required(),
    card: oneOf(SANDBOX_CARDS).default('success'),
    delaySeconds: Joi.number().integer().min(0).max(3_600).default(0).example(0),
    copies: Joi.number().integer().min(0).max(5).default(1).example(1),
  }),
});
