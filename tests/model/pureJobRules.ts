import { days, hours, minutes } from '../../src/utils/clock';
import {
  closeOffers,
  complete,
  isLate,
  isOpen,
  LIMITS,
  liveQuotes,
  move,
  noteCancellation,
  post,
  renew,
  sides,
  step,
  tell,
  type Proposal,
} from './pureModel';
import {
  chosen,
  EDITS,
  hiredOnly,
  INVALID,
  isHired,
  isOwner,
  NOT_NOW,
  on,
  ownerOfHired,
  ownersOnly,
  partiesOnly,
  side,
  statusChanged,
  TIMES,
  type Rule,
  type Seen,
} from './pureRules';

const editing: Rule = {
  refuse: (seen) => {
    const { job } = seen;
    const isTooLate = editOf(seen) === 'paymentType' && !on(job, 'Posted');
    return ownersOnly(seen, [!isOpen(job) || isTooLate, NOT_NOW]);
  },
  happen: (seen) => {
    const { world, job } = seen;
    const edit = editOf(seen);
    const date = world.now + hours(26);
    if (edit === 'nothing' || edit === 'paymentType' || (edit === 'date' && job.date === date)) {
      return;
    }
    job.date = edit === 'date' ? date : job.date;
    renew(world, job);
    tell(world, job, { event: 'job.edited', to: [] });
    for (const quote of edit === 'title' ? [] : liveQuotes(job)) {
      quote.needsConfirmation = true;
      const { craftsman } = quote;
      tell(world, job, { event: 'quote.needsConfirmation', craftsman, to: [craftsman] });
    }
  },
};
const editOf = ({ command }: Seen): (typeof EDITS)[number] => chosen(EDITS, command.option);

const ending: Rule = {
  refuse: (seen) => partiesOnly(seen, [!on(seen.job, 'Posted', 'Quoted', 'Hired', 'On The Way'), NOT_NOW]),
  happen: (seen) => {
    const { world, job, command } = seen;
    if (isHired(seen)) {
      noteCancellation(world, command.by, isLate(world, job));
    }
    move(job, isOpen(job) ? 'cancelOpen' : 'cancelHired', { to: 'Cancelled', by: command.by });
    job.proposal = null;
    closeOffers(world, job);
    tell(world, job, { event: 'job.cancelled', to: sides(job) });
  },
};

const absence: Rule = {
  refuse: (seen) => {
    const { job, world } = seen;
    const states = isOwner(seen) ? ['Hired', 'On The Way'] : ['On The Way'];
    const isDue = job.hasTime && job.scheduledAt !== null && job.scheduledAt + minutes(30) <= world.now;
    return partiesOnly(seen, [!on(job, ...states) || !isDue, NOT_NOW]);
  },
  happen: (seen) => {
    const { world, job, command } = seen;
    const event = isOwner(seen) ? 'reportCraftsmanAbsent' : 'reportClientAbsent';
    move(job, event, { to: 'Cancelled', by: command.by });
    job.proposal = null;
    tell(world, job, { event: 'job.cancelled', to: sides(job) });
  },
};

const settingOut: Rule = {
  refuse: (seen) => hiredOnly(seen, [!on(seen.job, 'Hired'), NOT_NOW]),
  happen: (seen) => statusChanged(seen, 'setOut', 'On The Way'),
};

const starting: Rule = {
  refuse: (seen) => hiredOnly(seen, [!on(seen.job, 'Hired', 'On The Way'), NOT_NOW]),
  happen: (seen) => {
    seen.job.proposal = null;
    statusChanged(seen, 'start', 'In Progress');
  },
};

const submitting: Rule = {
  refuse: (seen) => hiredOnly(seen, [!on(seen.job, 'In Progress') || seen.job.isAwaiting, NOT_NOW]),
  happen: (seen) => {
    const { world, job } = seen;
    job.isAwaiting = true;
    job.autoCompletesAt = world.now + hours(72);
    statusChanged(seen, 'submitWork', 'In Progress');
  },
};

const reworking: Rule = {
  refuse: (seen) => {
    const { isAwaiting, reworks } = seen.job;
    const isNow = on(seen.job, 'In Progress') && isAwaiting && reworks < LIMITS.reworks;
    return ownerOfHired(seen, [!isNow, NOT_NOW]);
  },
  happen: (seen) => {
    const { job } = seen;
    job.isAwaiting = false;
    job.autoCompletesAt = null;
    job.reworks += 1;
    statusChanged(seen, 'requestRework', 'In Progress');
  },
};

const completing: Rule = {
  refuse: (seen) => ownerOfHired(seen, [!on(seen.job, 'Hired', 'On The Way', 'In Progress'), NOT_NOW]),
  happen: ({ world, job, command }) => complete(world, job, command.by),
};

const extending: Rule = {
  refuse: (seen) => ownersOnly(seen, [!isOpen(seen.job), NOT_NOW]),
  happen: ({ world, job }) => {
    renew(world, job);
    tell(world, job, { event: 'job.extended', to: [] });
  },
};

/** A new job with the same words; a day that is over is not wished for again. */
const reposting: Rule = {
  refuse: (seen) => ownersOnly(seen, [!on(seen.job, 'Completed', 'Cancelled'), NOT_NOW]),
  happen: ({ world, job }) =>
    post(world, job.client, job.date !== null && job.date > world.now ? job.date : null),
};

/** While he is hired or on the way the agreed time can be talked about; the status stays. */
const talking = (seen: Seen, isPossible: boolean): number =>
  partiesOnly(seen, [!on(seen.job, 'Hired', 'On The Way') || !isPossible, NOT_NOW]);

function talk({ world, job, command }: Seen, verb: 'propose' | 'accept' | 'decline', told: string): void {
  step(job, `${verb}Reschedule`, { to: job.state, by: command.by });
  tell(world, job, { event: `job.reschedule${told}`, to: sides(job) });
}

const proposedTime = ({ world, command }: Seen): Omit<Proposal, 'by'> => {
  const { inMs, hasTime } = chosen(TIMES, command.option);
  return { at: world.now + inMs, hasTime };
};

const proposing: Rule = {
  refuse: (seen) =>
    proposedTime(seen).at <= seen.world.now ? INVALID : talking(seen, seen.job.proposal === null),
  happen: (seen) => {
    seen.job.proposal = { by: side(seen), ...proposedTime(seen) };
    talk(seen, 'propose', 'Proposed');
  },
};

const agreeing: Rule = {
  refuse: (seen) => {
    const { proposal } = seen.job;
    const until = proposal ? proposal.at + (proposal.hasTime ? 0 : days(1.5)) : 0;
    return talking(seen, proposal?.by !== side(seen) && until > seen.world.now);
  },
  happen: (seen) => {
    const { job } = seen;
    [job.scheduledAt, job.hasTime] = [job.proposal?.at ?? null, job.proposal?.hasTime ?? false];
    job.proposal = null;
    talk(seen, 'accept', 'Accepted');
  },
};

const disagreeing: Rule = {
  refuse: (seen) => talking(seen, seen.job.proposal !== null),
  happen: (seen) => {
    seen.job.proposal = null;
    talk(seen, 'decline', 'Declined');
  },
};

/** Sections 1 and 6. */
export const jobRules = {
  edit: editing,
  extend: extending,
  repost: reposting,
  cancel: ending,
  noShow: absence,
  setOut: settingOut,
  start: starting,
  submit: submitting,
  rework: reworking,
  complete: completing,
  propose: proposing,
  agree: agreeing,
  disagree: disagreeing,
};
