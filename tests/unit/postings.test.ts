import type { NewEntry } from '../../src/services/ledger/entry';
import { entry, give, take } from '../../src/services/ledger/entry';
import { account, nameOf, ruleOf } from '../../src/services/ledger/accounts';
import * as debtPostings from '../../src/services/ledger/postings/debt.postings';
import * as disputePostings from '../../src/services/ledger/postings/dispute.postings';
import * as jobPostings from '../../src/services/ledger/postings/job.postings';
import * as paymentPostings from '../../src/services/ledger/postings/payment.postings';
import * as withdrawalPostings from '../../src/services/ledger/postings/withdrawal.postings';
import { money, zero } from '../../src/utils/money';

const called = new Set<string>();

/** The same functions; each call is noted. */
const noted = <T extends object>(postings: T): T =>
  new Proxy(postings, {
    get: (all, name, self) => {
      called.add(String(name));
      return Reflect.get(all, name, self) as unknown;
    },
  });
const [debt, dispute, job] = [noted(debtPostings), noted(disputePostings), noted(jobPostings)];
const [payment, withdrawal] = [noted(paymentPostings), noted(withdrawalPostings)];

const egp = (amountMinor: number) => money(amountMinor, 'EGP');
const ids = { jobId: 'J', paymentId: 'P', clientId: 'C', craftsmanId: 'K', disputeId: 'D', userId: 'U' };
const gateway = 'stripe';

type Row = readonly [says: string, entry: NewEntry, key: string, lines: Readonly<Record<string, number>>];

const TABLE: readonly Row[] = [
  [
    'a card pays for a job',
    payment.jobFunded({ ...ids, gateway, amount: egp(50_000) }),
    'job.funded:P',
    { 'gateway:stripe:clearing': -50_000, 'hold:job:J': 50_000 },
  ],
  [
    'a wallet pays for a job',
    payment.jobFundedFromWallet({ ...ids, amount: egp(50_000) }),
    'job.funded:P',
    { 'user:C:available': -50_000, 'hold:job:J': 50_000 },
  ],
  [
    'a top-up',
    payment.walletCredited({ ...ids, why: 'toppedUp', gateway, amount: egp(700) }),
    'payment.toppedUp:P',
    { 'gateway:stripe:clearing': -700, 'user:U:available': 700 },
  ],
  [
    'money that came late',
    payment.walletCredited({ ...ids, why: 'late', gateway, amount: egp(700) }),
    'payment.late:P',
    { 'gateway:stripe:clearing': -700, 'user:U:available': 700 },
  ],
  [
    'a refund that the card took',
    payment.refundPaid({ ...ids, refundId: 'R', gateway, amount: egp(900) }),
    'refund.paid:R',
    { 'hold:refund:R': -900, 'gateway:stripe:clearing': 900 },
  ],
  [
    'a refund that the card did not take',
    payment.refundToWallet({ ...ids, refundId: 'R', amount: egp(900) }),
    'refund.toWallet:R',
    { 'hold:refund:R': -900, 'user:C:available': 900 },
  ],
  [
    'money that came late goes back to its card',
    payment.lateMoneyReturned({
      ...ids,
      gateway,
      amount: egp(700),
      back: { clientId: 'C', toWallet: egp(200), toCards: [{ refundId: 'R', amount: egp(500) }] },
    }),
    'payment.late:P',
    { 'gateway:stripe:clearing': -700, 'user:C:available': 200, 'hold:refund:R': 500 },
  ],
  [
    'a refund that the bank sends back',
    payment.refundBounced({ ...ids, refundId: 'R', gateway, amount: egp(900) }),
    'refund.bounced:R',
    { 'gateway:stripe:clearing': -900, 'user:C:available': 900 },
  ],
  [
    'the escrow is released',
    job.escrowReleased({ ...ids, gross: egp(50_000), fee: egp(2_500) }),
    'escrow.released:J',
    { 'hold:job:J': -50_000, 'user:K:pending': 47_500, 'platform:fees': 2_500 },
  ],
  [
    'the escrow is released without a fee',
    job.escrowReleased({ ...ids, gross: egp(50_000), fee: zero('EGP') }),
    'escrow.released:J',
    { 'hold:job:J': -50_000, 'user:K:pending': 50_000 },
  ],
  [
    'a part of the escrow is released',
    job.escrowPartlyReleased({ ...ids, releaseId: 'X', gross: egp(10_000), fee: egp(500) }),
    'escrow.partlyReleased:X',
    { 'hold:job:J': -10_000, 'user:K:pending': 9_500, 'platform:fees': 500 },
  ],
  [
    'a deposit pays the fee',
    job.depositReleased({ ...ids, gross: egp(7_500), fee: egp(2_500) }),
    'deposit.released:J',
    { 'hold:job:J': -7_500, 'user:K:pending': 5_000, 'platform:fees': 2_500 },
  ],
  [
    'earnings mature',
    job.earningsMatured({ ...ids, earningId: 'E', amount: egp(5_000) }),
    'earnings.matured:E',
    { 'user:K:pending': -5_000, 'user:K:available': 5_000 },
  ],
  [
    'a cancellation out of what is held',
    job.cancellationSettled({
      ...ids,
      held: egp(50_000),
      craftsmanShare: egp(3_750),
      platformShare: egp(3_750),
      back: { clientId: 'C', toWallet: egp(12_500), toCards: [{ refundId: 'R', amount: egp(30_000) }] },
    }),
    'cancellation.settled:J',
    {
      'hold:job:J': -50_000,
      'user:K:pending': 3_750,
      'platform:penalties': 3_750,
      'user:C:available': 12_500,
      'hold:refund:R': 30_000,
    },
  ],
  [
    'a cancellation fee that the wallet has in part',
    job.cancellationFeeOwed({
      ...ids,
      craftsmanShare: egp(800),
      platformShare: egp(200),
      fromAvailable: egp(333),
    }),
    'cancellation.feeOwed:J',
    {
      'user:C:available': -333,
      'user:C:feeDebt': -667,
      'user:K:available': 266,
      'user:K:claim': 534,
      'platform:penalties': 200,
    },
  ],
  [
    'a cash fee that the wallet has in part',
    debt.cashFeeTaken({ jobId: 'J', userId: 'U', amount: egp(2_500), fromAvailable: egp(1_000) }),
    'cash.feeTaken:J',
    { 'user:U:available': -1_000, 'user:U:feeDebt': -1_500, 'platform:fees': 2_500 },
  ],
  [
    'a cash fee by a decision',
    debt.cashFeeTaken({ ...ids, amount: egp(2_500), fromAvailable: egp(2_500) }),
    'cash.feeTaken:D',
    { 'user:U:available': -2_500, 'platform:fees': 2_500 },
  ],
  [
    'a penalty',
    debt.penaltyTaken({ ...ids, amount: egp(2_500), fromAvailable: egp(2_500) }),
    'craftsman.penaltyTaken:J',
    { 'user:U:available': -2_500, 'platform:penalties': 2_500 },
  ],
  [
    'a fee that is given back',
    debt.feeReturned({ ...ids, amount: egp(1_000), toDebt: egp(400) }),
    'cash.feeReturned:D',
    { 'platform:fees': -1_000, 'user:K:feeDebt': 400, 'user:K:pending': 600 },
  ],
  [
    'a debt that is repaid, and the claim on it',
    debt.debtRepaid({
      repaymentId: 'X',
      debtId: 'B',
      purse: 'clawbackDebt',
      debtorId: 'K',
      amount: egp(900),
      from: 'pending',
      claim: { userId: 'C', amount: egp(900), to: 'available' },
    }),
    'debt.repaid:X',
    {
      'user:K:pending': -900,
      'user:K:clawbackDebt': 900,
      'user:C:claim': -900,
      'user:C:available': 900,
    },
  ],
  [
    'earnings are frozen',
    dispute.earningsFrozen({ ...ids, fromPending: egp(3_000), fromAvailable: egp(2_000) }),
    'dispute.frozen:D',
    { 'user:K:pending': -3_000, 'user:K:available': -2_000, 'hold:dispute:D': 5_000 },
  ],
  [
    'what was frozen goes back to where it waits',
    dispute.earningsThawed({ ...ids, amount: egp(2_000) }),
    'dispute.thawed:D',
    { 'hold:dispute:D': -2_000, 'user:K:pending': 2_000 },
  ],
  [
    'a decision that splits, with something missing',
    dispute.disputeSettled({
      ...ids,
      fromJob: egp(10_000),
      fromFrozen: egp(2_000),
      toCraftsman: egp(4_000),
      fee: egp(500),
      back: { clientId: 'C', toWallet: egp(7_500), toCards: [] },
      short: egp(1_000),
    }),
    'dispute.settled:D',
    {
      'hold:job:J': -10_000,
      'hold:dispute:D': -2_000,
      'user:K:pending': 4_000,
      'platform:fees': 500,
      'user:C:pending': 7_500,
      'user:K:clawbackDebt': -1_000,
      'user:C:claim': 1_000,
    },
  ],
  [
    'an appeal: the client had all of it, now both have a part and less is missing',
    dispute.appealSettled({
      ...ids,
      was: {
        clientId: 'C',
        toCraftsman: egp(0),
        toWallet: egp(7_000),
        toCards: [{ refundId: 'R', amount: egp(3_000) }],
      },
      toCraftsman: egp(5_700),
      fee: egp(300),
      back: { clientId: 'C', toWallet: egp(1_000), toCards: [{ refundId: 'S', amount: egp(3_000) }] },
      owed: egp(-500),
      owedBack: egp(200),
    }),
    'dispute.appealSettled:D',
    {
      'user:K:pending': 5_700,
      'platform:fees': 300,
      'user:C:pending': -6_000,
      'hold:refund:R': -3_000,
      'hold:refund:S': 3_000,
      'user:K:clawbackDebt': 500,
      'user:C:claim': -500,
      'user:C:clawbackDebt': -200,
      'user:K:claim': 200,
    },
  ],
  [
    'a fee that an appeal adds has a name of its own',
    debt.cashFeeTaken({
      ...ids,
      disputeId: 'D',
      isOnAppeal: true,
      amount: egp(300),
      fromAvailable: egp(300),
    }),
    'cash.feeTaken:D:appeal',
    { 'user:U:available': -300, 'platform:fees': 300 },
  ],
  [
    'a withdrawal is reserved',
    withdrawal.withdrawalReserved({ ...ids, withdrawalId: 'W', amount: egp(6_000) }),
    'withdrawal.reserved:W',
    { 'user:U:available': -6_000, 'user:U:payout': 6_000 },
  ],
  [
    'a withdrawal is paid',
    withdrawal.withdrawalPaid({ ...ids, withdrawalId: 'W', gateway, amount: egp(6_000) }),
    'withdrawal.paid:W',
    { 'user:U:payout': -6_000, 'payout:stripe:clearing': 6_000 },
  ],
  [
    'a withdrawal comes back',
    withdrawal.withdrawalReturned({ ...ids, withdrawalId: 'W', amount: egp(6_000) }),
    'withdrawal.returned:W',
    { 'user:U:payout': -6_000, 'user:U:available': 6_000 },
  ],
  [
    'staff gives',
    withdrawal.walletAdjusted({ ...ids, adjustmentId: 'A', amount: egp(400) }),
    'wallet.adjusted:A',
    { 'user:U:available': 400, 'platform:adjustments': -400 },
  ],
  [
    'staff takes',
    withdrawal.walletAdjusted({ ...ids, adjustmentId: 'A', amount: egp(-400) }),
    'wallet.adjusted:A',
    { 'user:U:available': -400, 'platform:adjustments': 400 },
  ],
];

it.each(TABLE.map(([says, made, key, lines]) => [says, { made, key, lines }] as const))('%s', (_, row) => {
  const { made, key, lines } = row;
  const found = Object.fromEntries(
    made.lines.map(({ account: { path }, amount }) => [path, amount.amountMinor]),
  );

  expect({ key: made.key, lines: found }).toEqual({ key, lines });
  expect(made.lines.reduce((sum, { amount }) => sum + amount.amountMinor, 0)).toBe(0);
  expect(made.key.startsWith(`${made.kind}:`)).toBe(true);
});

it('has a row for every posting', () => {
  const parts = [debtPostings, disputePostings, jobPostings, paymentPostings, withdrawalPostings];

  expect([...called].sort()).toEqual(parts.flatMap((part) => Object.keys(part)).sort());
});

it('refuses an entry that is off, in each currency by itself', () => {
  const lines = [take(account.available('U'), egp(100)), give(account.payout('U'), money(100, 'USD'))];

  expect(() => entry({ kind: 'x', id: '1', lines })).toThrow('entry x:1 is off by -100 EGP');
});

it.each([
  [account.available('U'), 'neverBelowZero'],
  [account.pending('U'), 'neverBelowZero'],
  [account.payout('U'), 'neverBelowZero'],
  [account.claim('U'), 'neverBelowZero'],
  [account.feeDebt('U'), 'neverAboveZero'],
  [account.clawbackDebt('U'), 'neverAboveZero'],
  [account.hold('job', 'J'), 'neverBelowZero'],
  [account.platform('fees'), 'free'],
  [account.gateway('stripe'), 'free'],
  [account.payoutGateway('stripe'), 'free'],
] as const)('%o stays on its side of zero, also by its stored name', (one, rule) => {
  expect([one.rule, ruleOf(nameOf(one, 'EGP'))]).toEqual([rule, rule]);
});
