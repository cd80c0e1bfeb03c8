import { eventFor, mismatchOf, wordOfState, type Word } from '../../src/services/payments/words';
import { paymentWorkflow, type PaymentState } from '../../src/services/workflows/payment.workflow';
import { webhookReceiptWorkflow } from '../../src/services/workflows/webhookReceipt.workflow';
import { money } from '../../src/utils/money';
import { PAYMENT_STATES, WEBHOOK_STATES } from '../../src/utils/paymentWords';

const amount = money(45_000, 'EGP');
const WORDS: Readonly<Record<Word['state'], Word>> = {
  pending: { state: 'pending', providerRef: 'ch_1' },
  captured: { state: 'captured', providerRef: 'ch_1', amount },
  declined: { state: 'declined', reason: 'card_declined' },
  expired: { state: 'expired' },
  notFound: { state: 'notFound' },
};

/** What each word does in each state; where nothing stands, nothing happens. */
const TABLE: Readonly<Record<Word['state'], Partial<Record<PaymentState, string>>>> = {
  pending: { Creating: 'pend' },
  captured: {
    Creating: 'capture',
    Pending: 'capture',
    Declined: 'capture',
    Expired: 'capture',
    Failed: 'capture',
  },
  declined: { Creating: 'decline', Pending: 'decline' },
  expired: { Creating: 'expire', Pending: 'expire' },
  notFound: { Creating: 'fail', Pending: 'fail' },
};

describe('a provider’s word', () => {
  it.each(Object.values(WORDS))('"$state" does what the table says, and nothing to what is known', (word) => {
    const done = paymentWorkflow.states.map((state) => [state, eventFor(state, word)]);

    expect(Object.fromEntries(done.filter(([, event]) => event !== undefined))).toEqual(TABLE[word.state]);
  });

  it('is never taken for another one when its status is not known', () => {
    expect(wordOfState({ state: 'unknown', providerRef: 'ch_1', status: 'on_the_moon' })).toBeUndefined();
    expect(wordOfState({ state: 'notFound' })).toEqual({ state: 'notFound' });
  });
});

describe('money that came', () => {
  it.each([
    [amount, undefined],
    [money(44_999, 'EGP'), 'amount'],
    [money(45_001, 'EGP'), 'amount'],
    [money(45_000, 'USD'), 'currency'],
  ])('%j fits what was asked for: %s', (paid, because) => {
    expect(mismatchOf(amount, paid)).toBe(because);
  });
});

describe('the words of answers', () => {
  it('are the states of the tables', () => {
    expect(PAYMENT_STATES).toEqual(paymentWorkflow.states);
    expect(WEBHOOK_STATES).toEqual(webhookReceiptWorkflow.states);
  });
});
