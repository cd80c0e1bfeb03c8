import Joi from 'joi';
import { amountMinor, integer, setting } from './setting';

const WAYS_BACK = ['wallet', 'card'] as const;
type WayBack = (typeof WAYS_BACK)[number];

/** Payments on their way in and back (rules, section 4). */
export const paymentSettings = {
  'topup.minMinor': setting<number>(1_000, amountMinor(), 'The least that can be paid into a wallet.'),
  'topup.maxMinor': setting<number>(5_000_000, amountMinor(), 'The most that can be paid in at once.'),
  'topup.expiryHours': setting<number>(24, integer(1, 168), 'Hours in which a top-up can be paid.'),
  'payment.lookUpMinutes': setting<number>(
    5,
    integer(1, 1_440),
    'Minutes without word after which a provider is asked how a payment or a refund stands.',
  ),
  'payment.stuckMinutes': setting<number>(
    60,
    integer(1, 10_080),
    'Minutes after which a payment that was never sent is a finding.',
  ),
  'refund.stuckHours': setting<number>(
    72,
    integer(1, 1_440),
    'Hours after which a refund under way is a finding.',
  ),
  'payment.lateMoneyTo': setting<WayBack>(
    'wallet',
    Joi.string().valid(...WAYS_BACK),
    'Where money goes that comes after its hire has ended.',
  ),
};
