import { JobModel, type Job } from '../../models/job.model';
import { UserModel, type User } from '../../models/user.model';
import { BadRequest, NotFound } from '../../utils/errors';
import { t, type TextKey } from '../../utils/i18n';
import { idOf, toObjectId, type Id } from '../../utils/ids';
import type { Currency } from '../../utils/money';
import type { UserActor } from '../../utils/types/actor';
import { isHired, isOwner, isStaffActor, jobPolicy, type JobVerb } from '../policies/job.policy';
import { stillDue } from '../payments/funding';
import { foreseeWaiver } from '../jobMoney/waiver';
import { NOBODY, sidesOfCompletion, sidesOfEnd, waitsForCash, type Sides } from '../jobMoney/foreseeing';
import { absenceOf, cancellationOf, type CancellationTerms } from './cancellation';
import { contextOf, doerOf, figuresOf, refusalOf, type RunningDeps } from './running';

/** What an action would cost each side, in minor units. */
export interface Preview {
  readonly jobId: Id;
  readonly action: JobVerb;
  readonly currency: Currency;
  /** The amounts are what the action takes and gives, to the piastre. */
  readonly charged: true;
  readonly amounts: Sides;
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
      charged: true,
      amounts: await amountsOf({ verb, actor, job }, terms),
      terms: terms ? plain(terms) : null,
      notes: [...feeNotes(verb, job, terms), ...(await notesOf(job, terms))],
    };
  };

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

async function amountsOf({ verb, job }: Looked, terms: CancellationTerms | undefined): Promise<Sides> {
  if (terms) {
    return sidesOfEnd(job, terms);
  }
  if (verb === 'pay') {
    return { ...NOBODY, client: { pays: stillDue(job).amountMinor, receives: 0 } };
  }
  return verb === 'complete' || verb === 'confirmCash'
    ? sidesOfCompletion(job, await foreseeWaiver(job))
    : NOBODY;
}

/** When a fee is due, and what becomes of it where nothing is held. */
function feeNotes(verb: JobVerb, job: Job, terms: CancellationTerms | undefined): readonly TextKey[] {
  const costs = terms && terms.clientFee.amountMinor + terms.craftsmanPenalty.amountMinor > 0;
  return [
    ...(verb === 'dispute' ? (['message.disputeFreezes'] as const) : []),
    ...(waitsForCash(verb, job) ? (['message.feeWhenConfirmed'] as const) : []),
    ...(costs ? (['message.feeMayBeOwed'] as const) : []),
  ];
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
