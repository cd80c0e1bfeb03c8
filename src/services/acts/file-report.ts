import { mongo, type UpdateQuery } from 'mongoose';
import { AbuseCaseModel, type AbuseCase } from '../../models/abuseCase.model';
import { AbuseReportModel, type AbuseReport } from '../../models/abuseReport.model';
import type { Clock } from '../../utils/clock';
import { Conflict, Forbidden } from '../../utils/errors';
import { idOf, newId, toObjectId, type Id } from '../../utils/ids';
import type { ReportReason, ReportSubjectType } from '../../utils/reportWords';
import { inTransaction, repeatTransaction, type Tx } from '../../utils/transaction';
import type { UserActor } from '../../utils/types/actor';
import { caseFact } from '../abuseReports/facts';
import { findReported, type Reported, type ReportedDeps } from '../abuseReports/reported';
import type { Outbox } from '../outbox/outbox.service';
import { abuseCaseWorkflow } from '../workflows/abuseCase.workflow';
import { beginningOf } from '../workflows/workflow';

export interface NewReport {
  readonly type: ReportSubjectType;
  readonly id: Id;
  readonly reason: ReportReason;
  readonly description?: string | undefined;
}

export interface FileReportDeps extends ReportedDeps {
  readonly clock: Clock;
  readonly outbox: Outbox;
}

/** A report with the case that it is part of. */
export interface FiledReport {
  readonly report: AbuseReport;
  readonly case: AbuseCase;
}

export type FileReport = (actor: UserActor, given: NewReport) => Promise<FiledReport>;

const DUPLICATE_KEY = 11_000;

/** Somebody reports what he sees to staff, as he sees it; the person responsible hears nothing of it. */
export const makeFileReport =
  (deps: FileReportDeps): FileReport =>
  async (actor, given) => {
    const reported = await findReported(actor, given, deps);
    if (idOf(reported.aboutId) === actor.id) {
      throw new Forbidden('abuseReport.own');
    }
    const filing = { ...deps, actor, given, reported };
    return inTransaction((tx) => file(tx, filing), { turn: `report:${keyOf(given)}` });
  };

interface Filing extends FileReportDeps {
  readonly actor: UserActor;
  readonly given: NewReport;
  readonly reported: Reported;
}

const keyOf = ({ type, id }: NewReport): string => `${type}:${id}`;

async function file(tx: Tx, filing: Filing): Promise<FiledReport> {
  const { actor, given, reported, clock, outbox } = filing;
  const at = clock.now();
  const found = (await joinCase(tx, filing, at)) ?? (await openCase(tx, filing, at));
  const caseId = found._id;
  const mine = { caseId, reporterId: toObjectId(actor.id) };
  if (await AbuseReportModel.exists(mine).session(tx)) {
    throw new Conflict('abuseReport.alreadyReported', { pub: { currentState: found.status } });
  }
  const { reason, description } = given;
  const report: AbuseReport = {
    _id: newId(),
    ...mine,
    reason,
    ...(description !== undefined && { description }),
    evidence: reported.evidence,
    createdAt: at,
  };
  await AbuseReportModel.create([report], { session: tx }).catch(beginAgain);
  const fact = { ...caseFact(found), reportId: idOf(report), reason };
  await outbox.record(tx, 'abuseReport.filed', fact, { actor });
  return { report, case: found };
}

/** Whoever decides writes the same document: a report is part of what he decides, or of a case that begins after it. */
async function joinCase(tx: Tx, { given }: Filing, at: Date): Promise<AbuseCase | undefined> {
  const counted: UpdateQuery<AbuseCase> = {
    $inc: { reportCount: 1, [`reasons.${given.reason}`]: 1 },
    $max: { lastReportedAt: at },
  };
  const open = { openKey: { $eq: keyOf(given), $exists: true } };
  const joined = await AbuseCaseModel.findOneAndUpdate(open, counted, {
    session: tx,
    returnDocument: 'after',
  })
    .lean<AbuseCase>()
    .exec();
  return joined ?? undefined;
}

async function openCase(tx: Tx, { actor, given, reported }: Filing, at: Date): Promise<AbuseCase> {
  const opened: AbuseCase = {
    ...beginningOf(abuseCaseWorkflow, { actor, at }),
    _id: newId(),
    subject: { type: given.type, id: toObjectId(given.id) },
    aboutId: reported.aboutId,
    isOpen: true,
    openKey: keyOf(given),
    reportCount: 1,
    reasons: { [given.reason]: 1 },
    openedAt: at,
    lastReportedAt: at,
  };
  await AbuseCaseModel.create([opened], { session: tx }).catch(beginAgain);
  return opened;
}

/** Another report of the same thing came first: the next run of the transaction sees it. */
function beginAgain(error: unknown): never {
  throw error instanceof mongo.MongoServerError && error.code === DUPLICATE_KEY
    ? repeatTransaction('the same was reported meanwhile', error)
    : error;
}
