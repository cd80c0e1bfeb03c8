import type { ChannelName, Channels } from '../../src/services/notices/channel';
import type { NotificationType } from '../../src/models/notification.model';
import { handlers } from '../../src/services/outbox/handlers';
import type { HandlerDeps } from '../../src/services/outbox/handlers/handler';
import { handlersOf, type AnyHandler, type Delivery } from '../../src/services/outbox/on';
import { newId } from '../../src/utils/ids';
import { systemActor } from '../../src/utils/types/actor';
import { aUser } from '../factories/user';
import { startTestApp } from '../helpers/app';

/** The table of the contract (product.md, section 4), event by event: who hears of what, on which ways. */
const app = startTestApp();

type Who = 'client' | 'craftsman' | 'owner' | 'claimant' | 'receiver' | 'staff';
type Facts = Readonly<Record<string, unknown>>;
type Told = readonly [name: string, who: readonly Who[], ways: string];
type Row = readonly [event: string, facts: Facts, ...told: Told[]];

const WIDELY = 'in-app push mail';
const to =
  (...who: Who[]) =>
  (name: string, ways: string = WIDELY): Told => [name, who, ways];
const [client, craftsman, both, owner, claimant, receiver, staff] = [
  to('client'),
  to('craftsman'),
  to('client', 'craftsman'),
  to('owner'),
  to('claimant'),
  to('receiver'),
  to('staff'),
];

const OFFERS: readonly Row[] = [
  // Craftsman invited; quote accepted / declined; invitation or quote expired, job edited
  ['invitation.sent', {}, craftsman('invited')],
  // A new job that fits; in the app they are told many at once (tests/services/matching.test.ts)
  ['job.offered', {}, craftsman('jobMatched', 'push')],
  ['invitation.withdrawn', {}, craftsman('invitationWithdrawn')],
  ['invitation.withdrawn', { why: 'banned' }, client('invitationEnded')],
  ['invitation.expired', {}, craftsman('invitationExpired')],
  ['quote.accepted', { isFirm: true }, craftsman('quoteAccepted')],
  ['quote.accepted', { isFirm: false }, craftsman('quoteAcceptedUnpaid')],
  ['quote.declined', {}, craftsman('quoteDeclined')],
  ['quote.expired', {}, craftsman('quoteExpired')],
  ['quote.needsConfirmation', {}, craftsman('quoteNeedsConfirmation')],
  // Quote submitted / revised / withdrawn; invitation answered
  ['quote.submitted', {}, client('quoteSubmitted')],
  ['quote.revised', {}, client('quoteRevised')],
  ['quote.confirmed', {}, client('quoteConfirmed')],
  ['quote.withdrawn', {}, client('quoteWithdrawn')],
  ['invitation.accepted', {}, client('invitationAccepted')],
  ['invitation.accepted', { quoteId: 'q1' }],
  ['invitation.rejected', {}, client('invitationRejected')],
];

const changed = (event: string, by: string): Facts => ({ event, by });
const JOBS: readonly Row[] = [
  // Job about to expire; hire lapsed, which is a change of status for him who was hired, too
  ['job.expiring', {}, client('jobExpiring')],
  ['job.expired', {}, client('jobExpired')],
  ['job.hireLapsed', {}, both('hireLapsed')],
  ['job.hireLapsed', { why: 'banned' }, both('hireEnded')],
  // Job status changed; reschedule, change order
  ['job.statusChanged', changed('setOut', 'craftsman'), both('jobSetOut')],
  ['job.statusChanged', changed('start', 'craftsman'), both('jobStarted')],
  ['job.statusChanged', changed('submitWork', 'craftsman'), both('jobSubmitted')],
  ['job.statusChanged', changed('requestRework', 'client'), both('jobRework')],
  ['job.statusChanged', changed('complete', 'client'), both('jobCompleted')],
  ['job.statusChanged', changed('completeEarly', 'client'), both('jobCompleted')],
  ['job.statusChanged', changed('complete', 'system'), both('jobAutoCompleted')],
  ['job.cancelled', { by: 'client' }, both('jobCancelled')],
  ['job.cancelled', { by: 'staff' }, both('jobCancelledByStaff')],
  ['job.cancelled', { by: 'client', absent: 'craftsman' }, both('craftsmanAbsent')],
  ['job.cancelled', { by: 'craftsman', absent: 'client' }, both('clientAbsent')],
  ['job.hireFirm', {}, both('hireFirm')],
  ['job.rescheduleProposed', {}, both('rescheduleProposed')],
  ['job.rescheduleAccepted', {}, both('rescheduleAccepted')],
  ['job.rescheduleDeclined', { isWithdrawn: false }, both('rescheduleDeclined')],
  ['job.rescheduleDeclined', { isWithdrawn: true }, both('rescheduleWithdrawn')],
  ['changeOrder.proposed', {}, both('orderProposed')],
  ['changeOrder.accepted', { isFunded: true }, both('orderAccepted')],
  ['changeOrder.accepted', { isFunded: false }, both('orderAwaitsPayment')],
  ['changeOrder.funded', {}, both('orderFunded')],
  ['changeOrder.declined', {}, both('orderDeclined')],
  // Dispute opened / settled
  ['dispute.opened', { kind: 'work' }, both('disputeOpened')],
  ['dispute.opened', { kind: 'cash' }],
  ['dispute.settled', { decision: 'refund' }, both('disputeRefunded')],
  ['dispute.settled', { decision: 'release' }, both('disputeReleased')],
  ['dispute.settled', { decision: 'split' }, both('disputeSplit')],
  ['dispute.settled', { decision: 'rework' }, both('disputeRework')],
  ['dispute.settled', { decision: 'split', isByOffers: true }, both('disputeAgreed')],
  ['dispute.answerDue', { openedBy: 'client' }, craftsman('disputeAnswerDue')],
  ['dispute.answerDue', { openedBy: 'craftsman' }, client('disputeAnswerDue')],
  ['dispute.answerDue', { openedBy: 'system' }, both('disputeAnswerDue')],
  ['dispute.answered', {}, both('disputeAnswered')],
  ['dispute.unanswered', {}, both('disputeUnanswered')],
  ['dispute.appealed', {}, both('disputeAppealed')],
  ['dispute.decisionDue', { isLate: false }, staff('disputeDecisionDue')],
  ['dispute.decisionDue', { isLate: true }, staff('disputeDecisionLate')],
];

const TALK: readonly Row[] = [
  // The other side has reviewed; reviews revealed
  ['review.submitted', { side: 'client', isFirst: true }, craftsman('otherSideReviewed')],
  ['review.submitted', { side: 'craftsman', isFirst: true }, client('otherSideReviewed')],
  ['review.submitted', { side: 'client', isFirst: false }],
  ['review.revealed', {}, both('reviewsRevealed')],
  ['review.moderated', { isHidden: true }, receiver('reviewHidden')],
  ['review.moderated', { isHidden: false }, receiver('reviewShown')],
  // Message received
  ['message.sent', {}, receiver('messageReceived', 'in-app push')],
  // Staff removed a message: its writer; a report is decided: whoever has reported
  ['message.removed', {}, owner('messageRemoved')],
  ['abuseReport.decided', { decision: 'dismiss' }, client('reportDismissed')],
  ['abuseReport.decided', { decision: 'ban' }, client('reportActioned')],
];

const captured = (facts: Facts): Facts => ({ toJobMinor: 0, toWalletMinor: 0, toCardMinor: 0, ...facts });
const MONEY: readonly Row[] = [
  // Payment, payout, fee due
  ['payment.captured', captured({ purpose: 'job', toJobMinor: 5 }), owner('paymentCaptured')],
  ['payment.captured', captured({ purpose: 'topup', toWalletMinor: 5 }), owner('walletToppedUp')],
  ['payment.captured', captured({ purpose: 'job', toWalletMinor: 5 }), owner('paymentLate')],
  ['payment.captured', captured({ purpose: 'job', toCardMinor: 5 }), owner('paymentLateReturned')],
  ['payment.ended', { as: 'Declined' }, owner('paymentDeclined')],
  ['payment.ended', { as: 'Expired' }],
  ['refund.done', {}, owner('refundDone')],
  ['refund.failed', {}, owner('refundFailed')],
  ['webhook.resolved', {}, owner('moneyAssigned')],
  ['earning.opened', {}, owner('earningOpened')],
  ['earning.matured', {}, owner('earningMatured')],
  ['fee.charged', { owedMinor: 0 }, owner('feeCharged')],
  ['fee.charged', { owedMinor: 5 }, owner('feeOwed')],
  ['debt.repaid', {}, owner('debtRepaid')],
  ['debt.repaid', { claimantId: 'claimant' }, owner('debtRepaid'), claimant('claimPaid')],
  ['debt.reminded', {}, owner('debtReminded')],
  [
    'job.cancelled',
    { by: 'client', money: { returned: 5, currency: 'EGP' } },
    both('jobCancelled'),
    client('moneyReturned'),
  ],
  ['job.completed', { cashConfirmsAt: '2026-03-05T09:00:00.000Z' }, both('cashAsked')],
  ['job.completed', {}],
  ['cash.stated', { by: 'client' }, craftsman('cashStated')],
  ['cash.stated', { by: 'craftsman' }, client('cashStated')],
  ['cash.confirmed', {}, both('cashConfirmed')],
  ['cash.differs', {}, both('cashDiffers')],
  ['job.partlyReleased', {}, client('partlyReleased')],
  ['withdrawal.requested', {}, owner('withdrawalRequested')],
  ['withdrawal.paid', {}, owner('withdrawalPaid')],
  ['withdrawal.failed', {}, owner('withdrawalFailed')],
  ['withdrawal.cancelled', {}, owner('withdrawalCancelled')],
  ['adjustment.approved', {}, owner('walletAdjusted')],
  // Verification result
  ['verification.approved', {}, craftsman('verificationApproved')],
  ['verification.rejected', {}, craftsman('verificationRejected')],
  ['verification.changesRequested', {}, craftsman('verificationChanges')],
  ['verification.expiring', { days: 7 }, craftsman('verificationExpiring')],
  ['verification.expired', {}, craftsman('verificationExpired')],
  // Staff touched a job
  ['job.moderated', { isHidden: true }, client('jobHidden')],
  ['job.moderated', { isHidden: false }, client('jobShown')],
  ['job.moderated', {}, client('jobReworded')],
];

const SECURITY: readonly Row[] = [
  // New device, password, e-mail, payout details changed; ban; what else is about the safety of an account
  ['session.started', { isNewDevice: true }, owner('newDevice')],
  ['session.started', { isNewDevice: false }],
  ['password.changed', { how: 'change' }, owner('passwordChanged')],
  ['password.changed', { how: 'reset' }, owner('passwordReset')],
  ['password.resetRequested', {}, owner('resetPassword', 'mail')],
  ['email.verificationRequested', {}, owner('verifyEmail', 'mail')],
  ['email.changeRequested', {}, owner('emailChangeRequested'), owner('changeRequested', 'mail')],
  // The mail goes to the old address.
  ['email.changed', {}, owner('emailChanged')],
  ['email.changeUndone', {}, owner('emailChangeUndone')],
  ['phone.changeRequested', { to: '+201001234567' }, owner('phoneChangeRequested')],
  ['phone.changed', { to: '+201001234567' }, owner('phoneChanged')],
  ['phone.changeUndone', {}, owner('phoneChangeUndone')],
  ['phone.released', {}, owner('phoneReleased')],
  ['social.linked', { provider: 'google' }, owner('socialLinked')],
  ['refresh.reused', {}, owner('refreshReused')],
  ['totp.enabled', {}, owner('totpEnabled')],
  ['totp.disabled', {}, owner('totpDisabled')],
  ['totp.codeUsed', {}, owner('recoveryCodeUsed')],
  ['payoutDetails.changed', {}, owner('payoutDetailsChanged')],
  ['user.banned', {}, owner('banned')],
  ['user.unbanned', {}, owner('unbanned')],
  ['account.exported', {}, owner('accountExported')],
  ['account.erased', {}, owner('accountErased', 'mail')],
];

/** Not in the contract's table: nobody waits for it. */
const BESIDE: readonly Row[] = [
  ['user.registered', { role: 'client' }, owner('welcome', 'in-app mail')],
  ['user.registered', {}],
  ['user.signUpCompleted', { role: 'client' }, owner('welcome', 'in-app mail')],
];

const TABLE: readonly Row[] = [...OFFERS, ...JOBS, ...TALK, ...MONEY, ...SECURITY, ...BESIDE];

const isNotice = ({ name }: AnyHandler<HandlerDeps>): boolean => /\.(in-app|push|mail)$/.test(name);
const noticesOf = (event: string): readonly AnyHandler<HandlerDeps>[] =>
  handlersOf(handlers, event).filter(isNotice);

interface Heard {
  readonly name: string;
  readonly receiverId: string;
  readonly way: ChannelName;
  readonly type: NotificationType;
}

/** Runs the notices of an event as the outbox would, and says who heard what on which way. */
async function tell(event: string, data: Facts): Promise<{ heard: Heard[]; ran: string[] }> {
  const heard: Heard[] = [];
  const listen =
    (way: ChannelName): Channels['push'] =>
    ({ name, mail, receiver, type }) => {
      heard.push({ name: name ?? mail?.template ?? '', receiverId: receiver.id, way, type });
      return Promise.resolve(undefined);
    };
  const notices: Channels = { 'in-app': listen('in-app'), push: listen('push'), mail: listen('mail') };
  const ran: string[] = [];
  for (const handler of noticesOf(event)) {
    const before = heard.length;
    const delivery: Delivery<never> = {
      id: 'e1',
      deliveryId: 'd1',
      data: data as never,
      actor: systemActor,
      at: app.clock.now(),
      attempt: 1,
      signal: new AbortController().signal,
    };
    await handler.run(delivery, { notices } as unknown as HandlerDeps);
    ran.push(...(heard.length > before ? [`${event} ${handler.name}`] : []));
  }
  return { heard, ran };
}

const worldOf = async () => {
  const made = {
    client: await aUser(app),
    craftsman: await aUser(app),
    owner: await aUser(app),
    claimant: await aUser(app),
    receiver: await aUser(app),
    staff: await aUser(app),
  };
  const ids = Object.fromEntries(Object.entries(made).map(([who, { id }]) => [who, id])) as Record<
    Who,
    string
  >;
  const facts = {
    userId: ids.owner,
    clientId: ids.client,
    craftsmanId: ids.craftsman,
    craftsmanIds: [ids.craftsman],
    receiverId: ids.receiver,
    staffIds: [ids.staff],
    reviewerId: ids.receiver,
    senderId: ids.owner,
    reporterIds: [ids.client],
    jobId: newId().toHexString(),
    title: 'A tap that drips',
    currency: 'EGP',
    amountMinor: 100,
    price: 100,
    remainingMinor: 100,
    reason: 'because',
    email: 'old@example.org',
    from: 'old@example.org',
    to: 'new@example.org',
    scheduledAt: '2026-03-05T09:00:00.000Z',
  };
  return { ids, facts };
};

const lines = (told: readonly (readonly [name: string, who: string, way: string])[]): string[] =>
  told.map((line) => line.join(' ')).sort();

describe('the table of channels', () => {
  it('is what the events do: each tells whom it should on the ways it should, and nobody else', async () => {
    const { ids, facts } = await worldOf();
    const nameOf = (id: string): string => Object.entries(ids).find(([, known]) => known === id)?.[0] ?? id;
    const ran: string[] = [];
    for (const [event, special, ...told] of TABLE) {
      const named = special['claimantId'] === undefined ? {} : { claimantId: ids.claimant };
      const result = await tell(event, { ...facts, ...special, ...named });
      ran.push(...result.ran);
      const expected = told.flatMap(([name, who, ways]) =>
        who.flatMap((one) => ways.split(' ').map((way) => [name, one, way] as const)),
      );
      const happened = result.heard.map(
        ({ name, receiverId, way }) => [name, nameOf(receiverId), way] as const,
      );

      expect([event, special, lines(happened)]).toEqual([event, special, lines(expected)]);
      const isSecurity = SECURITY.some(([known]) => known === event);
      expect(result.heard.filter(({ type }) => (type === 'security') !== isSecurity)).toEqual([]);
    }

    // Every notice of every event stands in the table.
    const all = Object.keys(handlers).flatMap((event) =>
      noticesOf(event).map(({ name }) => `${event} ${name}`),
    );
    expect([...new Set(ran)].sort()).toEqual(all.sort());
  });
});
