import type { QueryFilter } from 'mongoose';
import { AbuseCaseModel, type AbuseCase } from '../models/abuseCase.model';
import { AbuseReportModel, type AbuseReport } from '../models/abuseReport.model';
import type { MessageFile } from '../models/message.model';
import type { Clock } from '../utils/clock';
import { NotFound } from '../utils/errors';
import { idOf, toObjectId, type Id } from '../utils/ids';
import type { Page, PageRequest } from '../utils/page';
import { findPage } from '../utils/paging';
import type { ReportStatus, ReportSubjectType } from '../utils/reportWords';
import { inTransaction } from '../utils/transaction';
import type { UserActor } from '../utils/types/actor';
import { inReachOf, readForDecision, whyOutOfReach } from './abuseReports/deciding';
import { caseFact } from './abuseReports/facts';
import type { MediaService } from './media.service';
import type { Outbox } from './outbox/outbox.service';
import { findPeople, type People } from './person.service';
import { abuseCaseWorkflow } from './workflows/abuseCase.workflow';
import { transition } from './workflows/workflow';

/** A case as staff sees it in the queue. */
export interface SeenCase {
  readonly found: AbuseCase;
  readonly people: People;
}

/** A case with what was reported. */
export interface WholeCase extends SeenCase {
  /** The first ones. */
  readonly reports: readonly AbuseReport[];
  readonly urlOf: (file: Pick<MessageFile, 'key'>) => string;
}

export interface QueueAsk {
  readonly type?: ReportSubjectType | undefined;
  /** Absent: all that is not decided. */
  readonly status?: ReportStatus | undefined;
  readonly request: PageRequest;
}

export interface AbuseReportService {
  /** The queue of staff, the longest waiting first. */
  list(ask: QueueAsk): Promise<Page<SeenCase>>;
  /** A case with its reports; 404 when there is none. */
  get(caseId: Id): Promise<WholeCase>;
  /** One of staff says that he looks at it: nobody else decides it then, for a day. */
  take(actor: UserActor, caseId: Id): Promise<AbuseCase>;
}

export interface AbuseReportDeps {
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly mediaLibrary: Pick<MediaService, 'urlOf'>;
}

const oldestFirst = { openedAt: 1, _id: 1 } as const;
/** Whoever decides needs no more; the count says how many there are. */
const MOST_REPORTS = 50;

/** Makes what staff sees of reports; filing and deciding are acts. */
export const makeAbuseReportService = (deps: AbuseReportDeps): AbuseReportService => ({
  async list({ request, ...ask }) {
    const page = await findPage(AbuseCaseModel, { filter: filterOf(ask), sort: oldestFirst, request });
    const people = await findPeople(page.items.flatMap(namedIn));
    return { ...page, items: page.items.map((found) => ({ found, people })) };
  },
  async get(caseId) {
    const found = await AbuseCaseModel.findOne({ _id: toObjectId(caseId) })
      .orFail(() => new NotFound('request.notFound'))
      .lean<AbuseCase>()
      .exec();
    const reports = await AbuseReportModel.find({ caseId: found._id })
      .sort({ createdAt: 1, _id: 1 })
      .limit(MOST_REPORTS)
      .lean<AbuseReport[]>()
      .exec();
    const people = await findPeople([...namedIn(found), ...reports.flatMap(namedInReport)]);
    const urlOf = ({ key }: Pick<MessageFile, 'key'>): string =>
      deps.mediaLibrary.urlOf({ key, isPrivate: true });
    return { found, people, reports, urlOf };
  },
  take: makeTake(deps),
});

const filterOf = ({ type, status }: Omit<QueueAsk, 'request'>): QueryFilter<AbuseCase> => ({
  ...(status === undefined ? { isOpen: true } : { status }),
  ...(type !== undefined && { 'subject.type': type }),
});

const namedIn = ({ aboutId, takenBy, outcome }: AbuseCase): Id[] =>
  [aboutId, takenBy, outcome?.by].flatMap((id) => (id ? [idOf(id)] : []));

const namedInReport = ({ reporterId, evidence }: AbuseReport): Id[] => [
  idOf(reporterId),
  ...(evidence.type === 'message' ? evidence.thread.map(({ senderId }) => idOf(senderId)) : []),
];

const makeTake =
  ({ clock, outbox }: AbuseReportDeps): AbuseReportService['take'] =>
  (actor, caseId) =>
    inTransaction(async (tx) => {
      const { takenBy } = await readForDecision(tx, actor, caseId);
      const at = clock.now();
      const found = await transition(tx, AbuseCaseModel, abuseCaseWorkflow, 'take', {
        id: caseId,
        actor,
        at,
        guard: inReachOf(actor, at),
        set: { takenBy: toObjectId(actor.id), takenAt: at },
        explain: whyOutOfReach,
      });
      const from = takenBy && idOf(takenBy) !== actor.id ? { from: idOf(takenBy) } : {};
      await outbox.record(tx, 'abuseReport.taken', { ...caseFact(found), ...from }, { actor });
      return found;
    });
