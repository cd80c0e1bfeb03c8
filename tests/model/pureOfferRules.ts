import { days } from '../../src/utils/clock';
import {
  cappedQuotes,
  closeOffers,
  CRAFTSMEN,
  endQuote,
  isOpen,
  LIMITS,
  liveQuotes,
  move,
  pendingInvitations,
  renew,
  step,
  tell,
  type ModelInvitation,
  type ModelQuote,
} from './pureModel';
import {
  first,
  hasHour,
  isOwner,
  NEVER,
  NOT_NOW,
  NOT_THERE,
  ownersOnly,
  startOf,
  type Rule,
  type Seen,
} from './pureRules';

/** The quote of a command, when it is there and of the one who asks. */
const myQuote = ({ quote, command }: Seen): boolean => quote?.craftsman === command.by;
const notLive = ({ quote }: Seen): boolean => quote?.state !== 'Submitted';
const tooOld = ({ quote, world }: Seen): boolean => (quote?.expiresAt ?? 0) <= world.now;
const quoteOf = ({ quote }: Seen): ModelQuote => {
  if (!quote) {
    throw new Error('the rule has let through a quote that is not there');
  }
  return quote;
};
const openInvitation = ({ invitation, world }: Seen): ModelInvitation | undefined =>
  invitation?.state === 'Pending' && invitation.expiresAt > world.now ? invitation : undefined;
const isInvited = (seen: Seen): boolean =>
  openInvitation(seen) !== undefined || seen.invitation?.state === 'Accepted';

const quoting: Rule = {
  refuse: (seen) => {
    const { job, invitation, command } = seen;
    const isKnown = invitation !== undefined || job.quotes.some(({ craftsman }) => craftsman === command.by);
    const mine = liveQuotes(job).some(({ craftsman }) => craftsman === command.by);
    return first(
      [!isOpen(job) && !isKnown, NOT_THERE],
      [!CRAFTSMEN.includes(command.by), NEVER],
      [!isOpen(job) || mine, NOT_NOW],
      [!isInvited(seen) && cappedQuotes(job).length >= LIMITS.liveQuotes, NOT_NOW],
    );
  },
  happen: (seen) => {
    const { world, job, command } = seen;
    const { by: craftsman } = command;
    const open = openInvitation(seen);
    job.quotes.push({
      craftsman,
      isInvited: isInvited(seen),
      state: 'Submitted',
      version: 1,
      needsConfirmation: false,
      expiresAt: world.now + days(7),
      startsAt: startOf(seen),
      last: { event: 'create', from: null, to: 'Submitted', by: craftsman },
    });
    if (job.state === 'Posted') {
      move(job, 'firstQuote', { to: 'Quoted', by: 'system' });
    }
    renew(world, job);
    tell(world, job, { event: 'quote.submitted', craftsman, to: [job.client] });
    if (open) {
      step(open, 'accept', { to: 'Accepted', by: craftsman });
      tell(world, job, { event: 'invitation.accepted', craftsman, to: [] });
    }
  },
};

const accepting: Rule = {
  refuse: (seen) => {
    const isStale = seen.command.option % 4 === 3;
    const refused = notLive(seen) || tooOld(seen) || isStale || quoteOf(seen).needsConfirmation;
    return ownersOnly(seen, [!seen.quote, NOT_THERE], [refused, NOT_NOW]);
  },
  happen: (seen) => {
    const { world, job, command } = seen;
    const quote = quoteOf(seen);
    step(quote, 'accept', { to: 'Accepted', by: command.by });
    move(job, 'hire', { to: 'Hired', by: command.by });
    [job.hired, job.hiredAt] = [quote.craftsman, world.now];
    job.scheduledAt = quote.startsAt ?? job.date;
    job.hasTime = job.scheduledAt !== null && (quote.startsAt === null || hasHour(quote.startsAt));
    tell(world, job, { event: 'quote.accepted', craftsman: quote.craftsman, to: [quote.craftsman] });
    closeOffers(world, job);
  },
};

/** The next version: what it says besides the price stays unless it is said anew. */
const revising: Rule = {
  refuse: (seen) => first([!myQuote(seen), NOT_THERE], [notLive(seen) || tooOld(seen), NOT_NOW]),
  happen: (seen) => {
    const { world, job, command } = seen;
    const quote = quoteOf(seen);
    step(quote, 'revise', { to: 'Submitted', by: command.by });
    quote.version += 1;
    quote.needsConfirmation = false;
    quote.expiresAt = world.now + days(7);
    quote.startsAt = startOf(seen) ?? quote.startsAt;
    renew(world, job);
    tell(world, job, { event: 'quote.revised', craftsman: quote.craftsman, to: [job.client] });
  },
};

const confirming: Rule = {
  refuse: (seen) =>
    first(
      [!myQuote(seen), NOT_THERE],
      [notLive(seen) || tooOld(seen) || !quoteOf(seen).needsConfirmation, NOT_NOW],
    ),
  happen: (seen) => {
    const { world, job, command } = seen;
    const quote = quoteOf(seen);
    step(quote, 'confirm', { to: 'Submitted', by: command.by });
    quote.needsConfirmation = false;
    tell(world, job, { event: 'quote.confirmed', craftsman: quote.craftsman, to: [job.client] });
  },
};

const withdrawing: Rule = {
  refuse: (seen) => first([!myQuote(seen), NOT_THERE], [notLive(seen), NOT_NOW]),
  happen: (seen) => {
    const { world, job, command } = seen;
    const quote = quoteOf(seen);
    endQuote(job, quote, () => step(quote, 'withdraw', { to: 'Withdrawn', by: command.by }));
    tell(world, job, { event: 'quote.withdrawn', craftsman: quote.craftsman, to: [job.client] });
  },
};

const declining: Rule = {
  refuse: (seen) => first([!seen.quote || !isOwner(seen), NOT_THERE], [notLive(seen), NOT_NOW]),
  happen: (seen) => {
    const { world, job, command } = seen;
    const quote = quoteOf(seen);
    endQuote(job, quote, () => step(quote, 'decline', { to: 'Declined', by: command.by }));
    tell(world, job, { event: 'quote.declined', craftsman: quote.craftsman, to: [quote.craftsman] });
  },
};

const inviting: Rule = {
  refuse: (seen) => {
    const { job, command } = seen;
    const wasInvited = job.invitations.some(({ craftsman }) => craftsman === command.craftsman);
    const isFull = pendingInvitations(job).length >= LIMITS.pendingInvitations;
    return ownersOnly(seen, [job.state !== 'Posted' || wasInvited || isFull, NOT_NOW]);
  },
  happen: ({ world, job, command: { by, craftsman } }) => {
    const last = { event: 'create', from: null, to: 'Pending', by };
    job.invitations.push({ craftsman, state: 'Pending', expiresAt: world.now + days(3), last });
    renew(world, job);
    tell(world, job, { event: 'invitation.sent', craftsman, to: [craftsman] });
  },
};

/** Yes with an even option, no with an odd one. */
const responding: Rule = {
  refuse: (seen) =>
    first([!seen.invitation, NOT_THERE], [!openInvitation(seen) || !isOpen(seen.job), NOT_NOW]),
  happen: ({ world, job, invitation, command: { by, option } }) => {
    const isYes = option % 2 === 0;
    if (invitation) {
      step(invitation, isYes ? 'accept' : 'reject', { to: isYes ? 'Accepted' : 'Rejected', by });
    }
    const event = isYes ? 'invitation.accepted' : 'invitation.rejected';
    tell(world, job, { event, craftsman: by, to: [job.client] });
  },
};

const uninviting: Rule = {
  refuse: (seen) => {
    const target = toBeWithdrawn(seen);
    return ownersOnly(seen, [!target, NOT_THERE], [target?.state !== 'Pending', NOT_NOW]);
  },
  happen: (seen) => {
    const { world, job, command } = seen;
    const target = toBeWithdrawn(seen);
    if (target) {
      step(target, 'withdraw', { to: 'Withdrawn', by: command.by });
    }
    const { craftsman } = command;
    tell(world, job, { event: 'invitation.withdrawn', craftsman, to: [craftsman] });
  },
};
const toBeWithdrawn = ({ job, command }: Seen): ModelInvitation | undefined =>
  job.invitations.find(({ craftsman }) => craftsman === command.craftsman);

/** Sections 2 and 3. */
export const offerRules = {
  quote: quoting,
  revise: revising,
  confirm: confirming,
  withdraw: withdrawing,
  accept: accepting,
  decline: declining,
  invite: inviting,
  respond: responding,
  uninvite: uninviting,
};
