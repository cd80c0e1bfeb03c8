import type { QueryFilter } from 'mongoose';
import { AbuseCaseModel, type AbuseCase } from '../../models/abuseCase.model';
import { AbuseReportModel, type AbuseReport } from '../../models/abuseReport.model';
import { UserModel, type User } from '../../models/user.model';
import { after, hours } from '../../utils/clock';
import { AppError, Conflict, NotFound } from '../../utils/errors';
import { idOf, toObjectId, type Id } from '../../utils/ids';
import { hasRight } from '../../utils/rights';
import type { Tx } from '../../utils/transaction';
import type { UserActor } from '../../utils/types/actor';
import { abuseCasePolicy, type CaseContext } from '../policies/abuseReport.policy';

/** Whoever has taken a case keeps it for so long; then it is anybody's again. */
const KEPT_MS = hours(24);

/** The case, where this one of staff may decide on it; 404 when there is none, 403 with the reason. */
export async function readForDecision(tx: Tx, actor: UserActor, caseId: Id): Promise<AbuseCase> {
  const found = await AbuseCaseModel.findOne({ _id: toObjectId(caseId) }, null, { session: tx })
    .lean<AbuseCase>()
    .exec();
  if (!found) {
    throw new NotFound('request.notFound');
  }
  const verdict = abuseCasePolicy.decide(actor, found, await contextOf(tx, actor, found));
  if (verdict !== true) {
    throw new AppError(verdict);
  }
  return found;
}

async function contextOf(tx: Tx, { id }: UserActor, { _id, aboutId }: AbuseCase): Promise<CaseContext> {
  const about = await UserModel.findOne({ _id: aboutId }, { roles: 1 }, { session: tx })
    .lean<Pick<User, 'roles'>>()
    .exec();
  const own = { caseId: _id, reporterId: toObjectId(id) };
  const hasReported = (await AbuseReportModel.exists(own).session(tx)) !== null;
  return { aboutRoles: about?.roles ?? [], hasReported };
}

/** What must be so besides the state: nobody else looks at it, or he has had it for too long. Admins go before everybody. */
export const inReachOf = (actor: UserActor, at: Date): QueryFilter<AbuseCase> =>
  hasRight(actor, 'staff.manage')
    ? {}
    : {
        $or: [
          { takenBy: { $exists: false } },
          { takenBy: toObjectId(actor.id) },
          { takenAt: { $lte: after(at, -KEPT_MS) } },
        ],
      };

/** An open case that is out of reach is somebody else's. */
export const whyOutOfReach = ({ isOpen, status }: AbuseCase): AppError | undefined =>
  isOpen ? new Conflict('abuseReport.takenByAnother', { pub: { currentState: status } }) : undefined;

/** Everybody who has reported it, the first one first. */
export async function reportersOf(tx: Tx, { _id }: AbuseCase): Promise<Id[]> {
  const reports = await AbuseReportModel.find({ caseId: _id }, { reporterId: 1 }, { session: tx })
    .sort({ createdAt: 1, _id: 1 })
    .lean<Pick<AbuseReport, 'reporterId'>[]>()
    .exec();
  return reports.map(({ reporterId }) => idOf(reporterId));
}
