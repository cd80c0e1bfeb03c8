import Joi from 'joi';
import { amountMinor, basisPoints, integer, setting } from './setting';

/** Fees, holds, debts, payouts, disputes, tiers (rules, sections 4, 5, 12). */
export const moneySettings = {
  'fee.bps': setting<number>(500, basisPoints(), {
    means: 'Our part of the price.',
    scoped: { 'tier:Pro': 300, 'tier:Elite': 200 },
  }),
  'fee.min': setting<number>(0, amountMinor(), 'The least fee, in minor units.'),
  'fee.max': setting<number | null>(null, amountMinor().allow(null), 'The greatest fee; null: no limit.'),
  'fee.waivedJobs': setting<number>(
    2,
    integer(0, 1_000),
    'First completed jobs of a craftsman without a fee.',
  ),
  'hold.releaseHours': setting<number>(24, integer(0, 720), 'Hours for which earnings stay pending.'),
  'hold.newPayeeDays': setting<number>(
    5,
    integer(0, 60),
    'Days instead, for the first payouts and new payout details.',
  ),
  'hold.newPayeePayouts': setting<number>(3, integer(0, 100), 'How many first payouts wait longer.'),
  'hold.newDetailsHours': setting<number>(72, integer(0, 720), 'How long payout details count as new.'),
  'hold.alarmDays': setting<number>(60, integer(1, 365), 'Age of a hold that alarms staff.'),
  'hold.decisionDays': setting<number>(75, integer(1, 365), 'Age of a hold by which staff have decided.'),
  'cash.confirmHours': setting<number>(24, integer(1, 720), 'Silence that confirms a cash amount.'),
  'cash.depositBps': setting<number>(
    1_500,
    basisPoints(),
    'Deposit of a protected cash job; never below the fee.',
  ),
  'debt.limitMinor': setting<number>(
    50_000,
    amountMinor(),
    'Fee debt above which new cash jobs are refused.',
  ),
  'debt.cashBlockDays': setting<number>(
    7,
    integer(1, 365),
    'Age of fee debt from which new cash jobs are refused.',
  ),
  'debt.quoteBlockDays': setting<number>(
    30,
    integer(1, 365),
    'Age of fee debt from which new quotes are refused.',
  ),
  'debt.reminderDays': setting<readonly number[]>(
    [1, 3, 5, 7],
    reminderDays(),
    'Days on which a debtor is reminded.',
  ),
  'debt.repayBps': setting<number>(5_000, basisPoints(), 'Part of each escrow net that pays debt first.'),
  'payout.minMinor': setting<number>(5_000, amountMinor(), 'The least withdrawal.'),
  'dispute.openDays': setting<number>(
    7,
    integer(1, 90),
    'Days after completion in which a dispute may be opened.',
  ),
  'dispute.answerHours': setting<number>(48, integer(1, 720), 'Hours for the other side to answer.'),
  'dispute.decisionHours': setting<number>(72, integer(1, 720), 'Hours for a moderator to decide.'),
  'dispute.appealHours': setting<number>(72, integer(1, 720), 'Hours in which a decision may be appealed.'),
  'dispute.answerReminderHours': setting<number>(
    24,
    integer(0, 720),
    'Hours before the answer is due at which the other side is reminded of it.',
  ),
  'dispute.decisionReminderHours': setting<number>(
    24,
    integer(0, 720),
    'Hours before the decision is due at which staff are reminded of it.',
  ),
  'dispute.offersMax': setting<number>(
    10,
    integer(1, 1_000),
    'How often one side may state what it would accept: nobody finds out the other amount by trying.',
  ),
  'quote.perMonth': setting<number | null>(10, integer(0, 100_000).allow(null), {
    means: 'Quotes a month; null: unlimited.',
    scoped: { 'tier:Pro': 50, 'tier:Elite': null },
  }),
  'stock.reserveMinutes': setting<number>(15, integer(1, 1_440), 'How long a checkout keeps stock.'),
  'cart.expiryDays': setting<number>(30, integer(1, 365), 'Days after which a cart is emptied.'),
};

function reminderDays(): Joi.ArraySchema {
  return Joi.array().items(integer(1, 365)).unique().sort({ order: 'ascending' });
}
