import { JobModel, type Job } from '../../models/job.model';
import { UserModel, type User } from '../../models/user.model';
import { BadRequest, NotFound } from '../../utils/errors';
import { t, type TextKey } from '../../utils/i18n';
import { idOf, toObjectId, type Id } from '../../utils/ids';
import type { Currency } from '../../utils/money';
import type { UserActor } from '../../utils/types/actor';
import { isHired, isOwner, isStaffActor, jobPolicy, type JobVerb } from '../policies/job.policy';
import { stillDue } from '../payments/funding';
import { absenceOf, cancellationOf, type CancellationTerms } from './cancellation';
import { contextOf, doerOf, figuresOf, refusalOf, type RunningDeps } from './running';

interface Amounts {
  readonly pays: number;
  readonly receives: number;
}

/** What an action would cost each side, in minor units. */
export interface Preview {
  readonly jobId: Id;
  readonly action: JobVerb;
  readonly currency: Currency;
  /** Whether the amounts would be taken: not before money is held. */
  readonly charged: boolean;
  readonly amounts: { readonly client: Amounts; readonly craftsman: Amounts; readonly platform: Amounts };
  /** What the rules name for this case; null for actions that never cost anything. */
  readonly terms: {
    readonly band: CancellationTerms['band'];
    readonly clientFee: number;
    readonly craftsmanShare: number;
    readonly platformShare: number;
    readonly craftsmanPenalty: number;
    readonly reliability: CancellationTerms['reliability'];
  } | null;
  readonly notes: readonly TextKey[];
}

const NOTHING: Amounts = { pays: 0, receives: 0 };

/** Makes the look at what an action would cost: the figures are those that the act itself goes by. */
export const makePreview =
  (deps: RunningDeps) =>
  async (
    actor: UserActor,
    { jobId, action }: { readonly jobId: Id; readonly action: string },
  ): Promise<Preview> => {
    const job = await getConcerned(actor, jobId);
    const verb = verbOf(action, actor);
    const now = deps.clock.now();
    const figures = await figuresOf(job, deps.settings);
    const refusal = refusalOf(verb, { actor, job, ctx: contextOf(figures, now) });
    if (refusal) {
      throw refusal;
    }
    const timeZone = (await deps.settings.current()).get('market.timeZone');
    const terms = termsOf({ verb, actor, job }, { figures, now, timeZone });
    return {
      jobId: idOf(job),
      action: verb,
      currency: job.currency,
      charged: false,
      amounts: { client: clientPays(verb, job), craftsman: NOTHING, platform: NOTHING },
      terms: terms ? plain(terms) : null,
      notes: ['message.nothingIsCharged', ...(await notesOf(job, terms))],
    };
  };

/** Paying is the one act whose price is a payment. */
const clientPays = (verb: JobVerb, job: Job): Amounts =>
  verb === 'pay' ? { pays: stillDue(job).amountMinor, receives: 0 } : NOTHING;

async function getConcerned(actor: UserActor, jobId: Id): Promise<Job> {
  const job = await JobModel.findOne({ _id: toObjectId(jobId) })
    .lean<Job>()
    .exec();
  if (!job || !(isOwner(actor, job) || isHired(actor, job) || isStaffActor(actor))) {
    throw new NotFound('request.notFound');
  }
  return job;
}

function verbOf(action: string, { locale }: UserActor): JobVerb {
  const verbs = Object.keys(jobPolicy) as JobVerb[];
  const verb = verbs.find((one) => one.toLowerCase() === action.toLowerCase());
  if (!verb) {
    const message = t(locale, 'message.unknownAction', { names: verbs.join(', ') });
    throw new BadRequest('request.invalid', { pub: { errors: [{ field: 'action', message }] } });
  }
  return verb;
}

interface Looked {
  readonly verb: JobVerb;
  readonly actor: UserActor;
  readonly job: Job;
}

type When = Omit<Parameters<typeof cancellationOf>[1], 'by'>;

function termsOf({ verb, actor, job }: Looked, when: When): CancellationTerms | undefined {
  const doer = doerOf(actor);
  if (verb === 'cancel' && doer !== 'system') {
    return cancellationOf(job, { ...when, by: doer });
  }
  return verb === 'noShow'
    ? absenceOf(job, { ...when, absent: doer === 'client' ? 'craftsman' : 'client' })
    : undefined;
}

const plain = ({ band, reliability, ...amounts }: CancellationTerms): NonNullable<Preview['terms']> => ({
  band,
  clientFee: amounts.clientFee.amountMinor,
  craftsmanShare: amounts.craftsmanShare.amountMinor,
  platformShare: amounts.platformShare.amountMinor,
  craftsmanPenalty: amounts.craftsmanPenalty.amountMinor,
  reliability,
});

/** Whether this one would count: the first in good time is forgiven. */
async function notesOf(job: Job, terms: CancellationTerms | undefined): Promise<readonly TextKey[]> {
  if (!terms || terms.reliability === 'none') {
    return [];
  }
  const filter = { _id: toObjectId(idOf(job.craftsmanId ?? job.clientId)) };
  const user = await UserModel.findOne(filter, { 'craftsman.forgivenCancellations': 1 }).lean<User>();
  const isForgiven = terms.reliability === 'afterFirst' && !user?.craftsman?.forgivenCancellations;
  return [isForgiven ? 'message.firstIsForgiven' : 'message.countsOnReliability'];
}
