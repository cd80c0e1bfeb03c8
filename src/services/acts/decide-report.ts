import { AbuseCaseModel, type AbuseCase } from '../../models/abuseCase.model';
import { ReviewModel } from '../../models/review.model';
import type { Ban } from '../../models/user.model';
import { Conflict } from '../../utils/errors';
import { idOf, toObjectId, type Id } from '../../utils/ids';
import { DECISION_SUBJECTS, type ReportDecision } from '../../utils/reportWords';
import { inTransaction, type Tx } from '../../utils/transaction';
import type { UserActor } from '../../utils/types/actor';
import { inReachOf, readForDecision, reportersOf, whyOutOfReach } from '../abuseReports/deciding';
import { caseFact } from '../abuseReports/facts';
import { readingOf, type PostingDeps } from '../jobs/posting';
import type { ReviewDeps } from '../reviews/deps';
import { banIn, prepareBan, type BanDeps } from '../staff/bans';
import { abuseCaseWorkflow } from '../workflows/abuseCase.workflow';
import { transition } from '../workflows/workflow';
import { moderateJobIn } from './moderate-job';
import { moderateReviewIn } from './moderate-review';
import { removeMessageIn } from './remove-message';

export interface Decision {
  readonly caseId: Id;
  readonly decision: ReportDecision;
  readonly reason: string;
  /** Of a ban. */
  readonly level: Ban['level'];
  readonly until?: Date | undefined;
}

export type DecideReport = (actor: UserActor, given: Decision) => Promise<AbuseCase>;

export type DecideReportDeps = PostingDeps & ReviewDeps & BanDeps;

/** Staff decides a case and acts in the same step; all who reported it are told that it was looked at, and no more. */
export const makeDecideReport =
  (deps: DecideReportDeps): DecideReport =>
  async (actor, given) => {
    await prepare(deps, actor, given);
    const { catalogue } = await readingOf(deps, actor);
    return inTransaction(
      async (tx) => {
        const before = await readForDecision(tx, actor, given.caseId);
        assertFits(before, given.decision);
        const closed = await close(tx, deps, { actor, given });
        await DO[given.decision](tx, deps, { actor, given, found: closed, catalogue });
        const { decision, reason } = given;
        const fact = { ...caseFact(closed), decision, reason, reporterIds: await reportersOf(tx, closed) };
        await deps.outbox.record(tx, 'abuseReport.decided', fact, { actor });
        return closed;
      },
      { turn: `abuseCase:${given.caseId}` },
    );
  };

/** A ban of somebody who has very much open begins before the transaction. */
async function prepare(deps: DecideReportDeps, actor: UserActor, given: Decision): Promise<void> {
  const found =
    given.decision === 'ban' ? await AbuseCaseModel.findById(toObjectId(given.caseId)).lean() : null;
  if (found?.isOpen) {
    await prepareBan(deps, actor, idOf(found.aboutId));
  }
}

function assertFits({ subject, status }: AbuseCase, decision: ReportDecision): void {
  if (!DECISION_SUBJECTS[decision].includes(subject.type)) {
    throw new Conflict('abuseReport.wrongDecision', { pub: { currentState: status } });
  }
}

interface Order {
  readonly actor: UserActor;
  readonly given: Decision;
}

async function close(tx: Tx, { clock }: DecideReportDeps, { actor, given }: Order): Promise<AbuseCase> {
  const at = clock.now();
  const { decision, reason } = given;
  return transition(tx, AbuseCaseModel, abuseCaseWorkflow, 'close', {
    id: given.caseId,
    actor,
    at,
    reason,
    guard: inReachOf(actor, at),
    set: { isOpen: false, outcome: { decision, reason, by: toObjectId(actor.id), at } },
    unset: ['openKey'],
    explain: whyOutOfReach,
  });
}

interface Carrying extends Order {
  readonly found: AbuseCase;
  readonly catalogue: Parameters<typeof moderateJobIn>[2]['catalogue'];
}

type CarryOut = (tx: Tx, deps: DecideReportDeps, carrying: Carrying) => Promise<unknown>;

/** What each decision does. What was done already, by whatever way, stays so. */
const DO: Readonly<Record<ReportDecision, CarryOut>> = {
  dismiss: () => Promise.resolve(),
  async hideReview(tx, deps, { actor, given, found }) {
    const shown = { _id: found.subject.id, status: { $ne: 'Hidden' } } as const;
    if (await ReviewModel.exists(shown).session(tx)) {
      const { reason } = given;
      await moderateReviewIn(tx, deps, {
        actor,
        given: { reviewId: idOf(found.subject.id), isHidden: true, reason },
      });
    }
  },
  hideJob: (tx, deps, { actor, given: { reason }, found, catalogue }) =>
    moderateJobIn(tx, deps, {
      actor,
      catalogue,
      given: { jobId: idOf(found.subject.id), isHidden: true, reason },
    }),
  removeMessage: (tx, deps, { actor, given: { reason }, found }) =>
    removeMessageIn(tx, deps, { actor, messageId: idOf(found.subject.id), reason }),
  ban: (tx, deps, { actor, given: { level, reason, until }, found }) =>
    banIn(tx, deps, { actor, userId: idOf(found.aboutId), ban: { level, reason, until } }),
};
