import type { Id } from '../utils/ids';
import type { UserActor } from '../utils/types/actor';
import {
  makeAcceptReschedule,
  makeDeclineReschedule,
  type DeclineReschedule,
} from './acts/answer-reschedule';
import { makeProposeReschedule, type ProposeReschedule } from './acts/propose-reschedule';
import { makeReportAbsence, type ReportAbsence } from './acts/report-absence';
import type { RequestRework } from './acts/request-rework';
import type { JobMoneyDeps } from './jobMoney/deps';
import { makeActionList, type ActionList, type ActionListDeps } from './jobs/actionList';
import { makeChangeStatus, type StatusDeps, type StatusWish } from './jobs/changeStatus';
import { makePreview, type Preview } from './jobs/preview';
import type { JobAct } from './jobs/running';

/** What both sides do with a job from hire to end, and what they may do. */
export interface JobActionService {
  /** Fires the event that leads to a status. */
  changeStatus(actor: UserActor, wish: StatusWish): Promise<void>;
  readonly requestRework: RequestRework;
  readonly reportAbsence: ReportAbsence;
  readonly proposeReschedule: ProposeReschedule;
  readonly acceptReschedule: JobAct;
  readonly declineReschedule: DeclineReschedule;
  /** What the actor may do now, why not, and what happens by itself; 404 unless he is concerned. */
  listActions(actor: UserActor, jobId: Id): Promise<ActionList>;
  /** What an action would cost each side now; refused as the action itself would be. */
  preview(actor: UserActor, given: { readonly jobId: Id; readonly action: string }): Promise<Preview>;
}

/** Makes what is done with a job from hire to end. */
export const makeJobActionService = (deps: StatusDeps & ActionListDeps & JobMoneyDeps): JobActionService => ({
  changeStatus: makeChangeStatus(deps),
  requestRework: deps.requestRework,
  reportAbsence: makeReportAbsence(deps),
  proposeReschedule: makeProposeReschedule(deps),
  acceptReschedule: makeAcceptReschedule(deps),
  declineReschedule: makeDeclineReschedule(deps),
  listActions: makeActionList(deps),
  preview: makePreview(deps),
});
