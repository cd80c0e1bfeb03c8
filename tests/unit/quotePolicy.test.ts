import type { Invitation } from '../../src/models/invitation.model';
import type { Job } from '../../src/models/job.model';
import {
  invitationPolicy,
  invitingPolicy,
  type InvitingContext,
} from '../../src/services/policies/invitation.policy';
import {
  quotePolicy,
  quotingPolicy,
  type QuoteContext,
  type QuoteFacts,
  type QuotingContext,
} from '../../src/services/policies/quote.policy';
import { allWorkflows } from '../../src/services/workflows/defineWorkflow';
import '../../src/services/workflows/invitation.workflow';
import '../../src/services/workflows/quote.workflow';
import { after, days } from '../../src/utils/clock';
import { newId } from '../../src/utils/ids';
import { INVITATION_STATES, QUOTE_STATES } from '../../src/utils/offerStates';
import type { Role, UserActor } from '../../src/utils/types/actor';

const now = new Date('2026-03-02T09:00:00.000Z');
const [clientId, craftsmanId] = [newId(), newId()];
const actor = (role: Role, id = role === 'client' ? clientId : craftsmanId): UserActor => ({
  kind: 'user',
  id: id.toHexString(),
  role,
  roles: [role],
  locale: 'en',
  sessionId: 's',
  scope: 'full',
});
const client = actor('client');
const craftsman = actor('craftsman');
const quote: QuoteFacts = {
  clientId,
  craftsmanId,
  status: 'Submitted',
  needsConfirmation: false,
  expiresAt: after(now, days(1)),
  version: 2,
};
const ctx: QuoteContext = { now, job: { status: 'Quoted' } };

describe('the policy of quotes', () => {
  it.each([
    ['accept', client, {}, {}, true],
    ['accept', actor('client', newId()), {}, {}, 'request.notFound'],
    ['accept', { ...craftsman, id: client.id }, {}, {}, 'workflow.forbidden'],
    ['accept', client, { status: 'Declined' }, {}, 'workflow.wrongState'],
    ['accept', client, {}, { job: { status: 'Hired' } }, 'workflow.wrongState'],
    ['accept', client, { expiresAt: now }, {}, 'quote.expired'],
    ['accept', client, {}, { version: 1 }, 'quote.versionChanged'],
    ['accept', client, { needsConfirmation: true }, {}, 'quote.needsConfirmation'],
    ['accept', client, {}, { isCraftsmanAvailable: false }, 'quote.craftsmanUnavailable'],
    ['decline', client, { expiresAt: now }, {}, true],
    ['decline', client, { status: 'Withdrawn' }, {}, 'workflow.wrongState'],
    ['revise', craftsman, {}, {}, true],
    ['revise', client, {}, {}, 'request.notFound'],
    ['revise', craftsman, { expiresAt: now }, {}, 'quote.expired'],
    ['confirm', craftsman, { needsConfirmation: true }, {}, true],
    ['confirm', craftsman, {}, {}, 'quote.nothingToConfirm'],
    ['withdraw', craftsman, { expiresAt: now }, {}, true],
    ['withdraw', craftsman, { status: 'Accepted' }, {}, 'workflow.wrongState'],
  ] as const)('%s by %o on %o in %o', (...[verb, who, facts, more, verdict]) => {
    expect(quotePolicy[verb](who, { ...quote, ...facts }, { ...ctx, ...more })).toBe(verdict);
  });
});

const open = {
  clientId,
  status: 'Posted',
  isOpen: true,
  isHidden: false,
  cappedQuoteCount: 9,
  paymentType: 'Cash',
  pendingInvitationCount: 19,
} as const satisfies Partial<Job>;
const verified = { craftsman: { verificationStatus: 'Verified' } } as QuotingContext['bidder'];
const quoting: QuotingContext = {
  now,
  bidder: { ...verified, phone: '+201', emailKey: 'k@example.org' },
  owner: { phone: '+202', emailKey: 'm@example.org' },
  isBlocked: false,
  isKnown: false,
  hasLiveQuote: false,
  isInvited: false,
  maxLive: 10,
  blocksCash: false,
  blocksQuotes: false,
};
const ban = { level: 'restricted', reason: 'x', by: newId(), at: now } as const;

describe('who may quote', () => {
  it.each([
    [{}, {}, true],
    [{ isHidden: true }, {}, 'request.notFound'],
    [{}, { isBlocked: true }, 'request.notFound'],
    [{ isOpen: false }, {}, 'request.notFound'],
    [{ isOpen: false }, { isKnown: true }, 'workflow.wrongState'],
    [{ clientId: craftsmanId }, {}, 'quote.ownJob'],
    [{}, { owner: { phone: '+201' } }, 'quote.ownJob'],
    [{}, { owner: { emailKey: 'k@example.org' } }, 'quote.ownJob'],
    [{}, { bidder: { ...verified, ban } }, 'quote.restricted'],
    [{}, { bidder: { ...verified, ban: { ...ban, until: now } } }, true],
    [{}, { bidder: {} }, 'quote.notVerified'],
    [{}, { hasLiveQuote: true }, 'quote.alreadyLive'],
    [{ cappedQuoteCount: 10 }, {}, 'quote.limitReached'],
    [{ cappedQuoteCount: 10 }, { isInvited: true }, true],
    [{}, { blocksCash: true }, 'quote.feeDebt'],
    [{ paymentType: 'Escrow' }, { blocksCash: true }, true],
    [{ paymentType: 'Escrow' }, { blocksCash: true, blocksQuotes: true }, 'quote.feeDebt'],
  ] as const)('on %o with %o', (...[job, more, verdict]) => {
    expect(quotingPolicy.quote(craftsman, { ...open, ...job }, { ...quoting, ...more })).toBe(verdict);
  });
});

const invitation: Pick<Invitation, 'clientId' | 'craftsmanId' | 'status' | 'expiresAt'> = {
  clientId,
  craftsmanId,
  status: 'Pending',
  expiresAt: after(now, days(1)),
};

describe('the policy of invitations', () => {
  it.each([
    ['accept', craftsman, {}, true, true],
    ['reject', craftsman, {}, true, true],
    ['accept', client, {}, true, 'request.notFound'],
    ['accept', craftsman, {}, false, 'workflow.wrongState'],
    ['accept', craftsman, { expiresAt: now }, true, 'invitation.expired'],
    ['reject', craftsman, { status: 'Withdrawn' }, true, 'workflow.wrongState'],
    ['withdraw', client, {}, true, true],
    ['withdraw', craftsman, {}, true, 'request.notFound'],
    ['withdraw', client, { status: 'Accepted' }, true, 'workflow.wrongState'],
  ] as const)('%s by %o on %o', (...[verb, who, facts, isOpen, verdict]) => {
    expect(invitationPolicy[verb](who, { ...invitation, ...facts }, { now, job: { isOpen } })).toBe(verdict);
  });
});

const inviting: InvitingContext = {
  now,
  craftsmanId: craftsman.id,
  craftsman: verified,
  wasInvited: false,
  hasLiveQuote: false,
  invitableStates: ['Posted'],
  maxPending: 20,
};

describe('whom an owner may invite', () => {
  it.each([
    [{}, {}, true],
    [{ clientId: newId() }, {}, 'request.notFound'],
    [{}, { craftsmanId: client.id }, 'invitation.yourself'],
    [{ status: 'Quoted' }, {}, 'workflow.wrongState'],
    [{ status: 'Quoted' }, { invitableStates: ['Posted', 'Quoted'] }, true],
    [{ isHidden: true }, {}, 'workflow.wrongState'],
    [{}, { craftsman: undefined }, 'request.notFound'],
    [{}, { craftsman: { ...verified, ban } }, 'invitation.craftsmanUnavailable'],
    [{}, { craftsman: {} }, 'invitation.craftsmanUnavailable'],
    [{}, { wasInvited: true }, 'invitation.alreadyInvited'],
    [{}, { hasLiveQuote: true }, 'invitation.alreadyQuoted'],
    [{ pendingInvitationCount: 20 }, {}, 'invitation.limitReached'],
  ] as const)('on %o with %o', (job, more, verdict) => {
    expect(invitingPolicy.invite(client, { ...open, ...job }, { ...inviting, ...more })).toBe(verdict);
  });
});

describe('the names of states', () => {
  it.each([
    ['quote', QUOTE_STATES],
    ['invitation', INVITATION_STATES],
  ])('of a %s are those of its table', (name, states) => {
    expect(allWorkflows().find((flow) => flow.name === name)?.states).toEqual(states);
  });
});
