import { jobRules } from './pureJobRules';
import { post, runTasks, type World } from './pureModel';
import { offerRules } from './pureOfferRules';
import { chosen, OK, STEPS, type Command as AnyCommand } from './pureRules';

const RULES = { ...jobRules, ...offerRules };

/** What is done to a job, to its quotes and invitations. */
export type Deed = keyof typeof RULES;
export const DEEDS = Object.keys(RULES) as Deed[];
export type Verb = Deed | 'post' | 'wait';

export interface Command extends AnyCommand {
  readonly verb: Verb;
}

/** How the command must end by the rules, as the status of its answer; the world is then as it must be. */
export function decide(world: World, command: Command): number {
  if (command.verb === 'post') {
    post(world, command.by);
    return OK;
  }
  if (command.verb === 'wait') {
    wait(world, command);
    return OK;
  }
  const job = world.jobs[command.job];
  if (!job) {
    throw new Error(`there is no job ${command.job}`);
  }
  const quote = job.quotes[command.quote];
  const invitation = job.invitations.find(({ craftsman }) => craftsman === command.by);
  const seen = { world, job, quote, invitation, command };
  const { refuse, happen } = RULES[command.verb];
  const status = refuse(seen);
  if (status === OK) {
    happen(seen);
  }
  return status;
}

/** The clock goes on; the tasks run at the end of the wait unless their process is down, which is every fourth time. */
function wait(world: World, command: AnyCommand): void {
  world.now += chosen(STEPS, command.option);
  if (tasksRun(command)) {
    runTasks(world);
  }
}

export const tasksRun = ({ quote }: Pick<AnyCommand, 'quote'>): boolean => quote % 4 !== 3;
