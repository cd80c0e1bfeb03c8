import fc from 'fast-check';
import { DEEDS, tasksRun, type Command, type Verb } from './pureActs';
import {
  CRAFTSMEN,
  CLIENTS,
  isOpen,
  liveQuotes,
  pendingInvitations,
  type ModelJob,
  type Who,
  type World,
} from './pureModel';
import { chosen, EDITS, OK, STEPS } from './pureRules';

/** Dice; what they mean depends on the world in which the command is done. */
export interface Dice {
  /** Eight of ten times something that is done in such a state; else anything. */
  readonly isSensible: boolean;
  readonly verb: number;
  /** Mostly the latest one. */
  readonly job: number;
  /** Eight of ten times who is meant to do it; else anybody. */
  readonly actor: number;
  readonly pick: number;
  readonly option: number;
}

const MOST_JOBS = 2;

const OFTEN: Readonly<Record<string, readonly Verb[]>> = {
  Posted: ['quote', 'quote', 'quote', 'quote', 'invite', 'invite', 'wait', 'edit', 'cancel'],
  Quoted: [
    'quote',
    'quote',
    'accept',
    'accept',
    'accept',
    'edit',
    'revise',
    'withdraw',
    'decline',
    'extend',
    'wait',
  ],
  Hired: ['setOut', 'setOut', 'setOut', 'start', 'propose', 'propose', 'cancel', 'complete', 'wait'],
  'On The Way': ['start', 'start', 'start', 'propose', 'cancel', 'complete', 'wait'],
  'In Progress': ['submit', 'submit', 'submit', 'complete', 'cancel', 'wait'],
  Completed: ['repost', 'post', 'wait', 'cancel'],
  Cancelled: ['repost', 'post', 'quote', 'wait'],
};

/** What somebody waits for goes before what else may be done. */
function oftenOf(job: ModelJob, now: number): readonly Verb[] {
  const isLate = job.hasTime && job.scheduledAt !== null && job.scheduledAt <= now;
  const waiting: readonly (readonly [boolean, readonly Verb[]])[] = [
    [job.isAwaiting, ['rework', 'rework', 'complete', 'wait']],
    [job.proposal !== null, ['agree', 'agree', 'disagree', 'setOut', 'wait']],
    [
      isLate && (job.state === 'Hired' || job.state === 'On The Way'),
      ['noShow', 'noShow', 'setOut', 'start'],
    ],
    [liveQuotes(job).some(({ needsConfirmation }) => needsConfirmation), ['confirm', 'confirm', 'accept']],
    [pendingInvitations(job).length > 0, ['respond', 'respond', 'uninvite', 'quote', 'quote', 'wait']],
  ];
  return waiting.find(([holds]) => holds)?.[1] ?? OFTEN[job.state] ?? ANY;
}
const ANY: readonly Verb[] = [...DEEDS, 'wait', 'wait', 'post'];

export const dice: fc.Arbitrary<Dice> = fc.record({
  isSensible: fc.nat(9).map((roll) => roll < 8),
  verb: fc.nat(999),
  job: fc.nat(9),
  actor: fc.nat(9),
  pick: fc.nat(11),
  option: fc.nat(59),
});

/** What the dice say in this world. */
export function commandOf(world: World, { isSensible, job: at, ...rolls }: Dice): Command {
  const index = at < 7 ? world.jobs.length - 1 : 0;
  const job = chosen(world.jobs, index);
  const said = chosen(isSensible ? oftenOf(job, world.now) : ANY, rolls.verb);
  const isFull = (said === 'post' || said === 'repost') && world.jobs.length >= MOST_JOBS;
  const verb = isFull ? 'wait' : said;
  const quote = verb === 'wait' ? rolls.pick : quoteAt(job, rolls.pick);
  const craftsman = craftsmanAt(job, verb, rolls.pick);
  const meant = doerOf(job, { verb, quote, craftsman, option: rolls.option });
  const by = rolls.actor < 8 ? meant : (rolls.actor + rolls.pick) % 5;
  return {
    verb,
    by: verb === 'post' ? chosen(CLIENTS, rolls.pick) : by,
    job: index,
    quote,
    craftsman,
    option: rolls.option,
  };
}

/** An answer is mostly given by somebody who was asked. */
function craftsmanAt(job: ModelJob, verb: Verb, pick: number): Who {
  const asked = verb === 'respond' || verb === 'uninvite' ? pendingInvitations(job) : [];
  const isMeant = pick < 9 && asked.length > 0;
  return isMeant ? chosen(asked, pick).craftsman : chosen(CRAFTSMEN, pick);
}

/** Mostly one that is live. */
function quoteAt(job: ModelJob, pick: number): number {
  const live = liveQuotes(job);
  const quote = pick < 9 && live.length > 0 ? chosen(live, pick) : job.quotes[pick % 4];
  return quote ? job.quotes.indexOf(quote) : job.quotes.length;
}

type Meant = Pick<Command, 'verb' | 'quote' | 'craftsman' | 'option'>;

type Doer = (job: ModelJob, meant: Meant) => Who;

const owner: Doer = ({ client }) => client;
const hired: Doer = (job, { craftsman }) => job.hired ?? craftsman;
const bidder: Doer = (job, { quote, craftsman }) => job.quotes[quote]?.craftsman ?? craftsman;
const either: Doer = (job, meant) => (meant.option % 2 === 0 || isOpen(job) ? job.client : hired(job, meant));
const asked: Doer = (job, meant) => (job.proposal?.by === 'client' ? hired(job, meant) : job.client);
const anyCraftsman: Doer = (_job, { craftsman }) => craftsman;

/** Who is meant to do it; the owner where nobody is named. */
const DOERS: Readonly<Partial<Record<Verb, Doer>>> = {
  setOut: hired,
  start: hired,
  submit: hired,
  confirm: bidder,
  revise: bidder,
  withdraw: bidder,
  cancel: either,
  noShow: either,
  propose: either,
  disagree: either,
  agree: asked,
  quote: anyCraftsman,
  respond: anyCraftsman,
};
const doerOf: Doer = (job, meant) => (DOERS[meant.verb] ?? owner)(job, meant);

/** A command in the words of a report. */
export function told(command: Command, status: number): string {
  const { verb, by, job, option } = command;
  const who = verb === 'wait' ? '' : `${CLIENTS.includes(by) ? 'client' : 'craftsman'} ${by}: `;
  const about: Partial<Record<Verb, string>> = {
    post: '',
    wait: `${chosen(STEPS, option) / 3_600_000} h${tasksRun(command) ? '' : ', no tasks'}`,
    edit: chosen(EDITS, option),
    invite: `craftsman ${command.craftsman}`,
    uninvite: `craftsman ${command.craftsman}`,
  };
  const quoted: readonly Verb[] = ['confirm', 'revise', 'withdraw', 'accept', 'decline'];
  const object = quoted.includes(verb) ? `quote ${command.quote}` : (about[verb] ?? `option ${option}`);
  const where = verb === 'wait' || verb === 'post' ? '' : `job ${job} `;
  return `${who}${verb} ${where}${object}${status === OK ? '' : ` → ${status}`}`.trim();
}
