import type { AbuseCase, ReportSubject } from '../../models/abuseCase.model';
import type { AbuseReport, Evidence, EvidenceMessage } from '../../models/abuseReport.model';
import type { FiledReport } from '../../services/acts/file-report';
import type { SeenCase, WholeCase } from '../../services/abuseReport.service';
import type { People } from '../../services/person.service';
import { idOf } from '../../utils/ids';
import { presentFile } from './conversation.presenter';
import { presentDoer } from './person.presenter';

type Shown = Record<string, unknown>;

/** What the reporter gets back: nothing of others who have reported the same. */
export const presentFiled = ({ report, case: { subject } }: FiledReport): Shown => ({
  id: idOf(report),
  _id: idOf(report),
  subject: presentSubject(subject),
  reason: report.reason,
  description: report.description ?? null,
  status: 'Open',
  createdAt: report.createdAt,
});

const presentSubject = ({ type, id }: ReportSubject): Shown => ({ type, id: idOf(id) });

/** A case in the queue of staff. */
export const presentCase = ({ found, people }: SeenCase): Shown => ({
  id: idOf(found),
  _id: idOf(found),
  subject: presentSubject(found.subject),
  about: presentDoer(idOf(found.aboutId), people),
  status: found.status,
  reportCount: found.reportCount,
  reasons: found.reasons,
  takenBy: found.takenBy ? presentDoer(idOf(found.takenBy), people) : null,
  takenAt: found.takenAt ?? null,
  outcome: found.outcome ? presentOutcome(found.outcome, people) : null,
  createdAt: found.openedAt,
  lastReportedAt: found.lastReportedAt,
});

const presentOutcome = (
  { decision, reason, by, at }: NonNullable<AbuseCase['outcome']>,
  people: People,
): Shown => ({ decision, reason, by: presentDoer(idOf(by), people), at });

/** A case with what was reported, for staff who decide on it. */
export const presentWholeCase = (whole: WholeCase): Shown => ({
  ...presentCase(whole),
  reports: whole.reports.map((report) => presentReport(report, whole)),
});

const presentReport = (report: AbuseReport, whole: WholeCase): Shown => ({
  id: idOf(report),
  _id: idOf(report),
  reporter: presentDoer(idOf(report.reporterId), whole.people),
  reason: report.reason,
  description: report.description ?? null,
  evidence: presentEvidence(report.evidence, whole),
  createdAt: report.createdAt,
});

function presentEvidence(evidence: Evidence, whole: WholeCase): Shown {
  switch (evidence.type) {
    case 'user': {
      const { type, fullName, bio, pictureUrl, roles } = evidence;
      return { type, fullName, bio, profilePicture: pictureUrl, roles };
    }
    case 'job': {
      const { type, title, description, photoUrls, status } = evidence;
      return { type, title, description, photos: photoUrls, status };
    }
    case 'review': {
      const { type, jobId, rating, comment, reply, status } = evidence;
      return { type, jobId: idOf(jobId), rating, comment, reply, status };
    }
    case 'message': {
      const { type, conversationId, jobId, thread } = evidence;
      const messages = thread.map((message) => presentMessage(message, whole));
      return { type, conversationId: idOf(conversationId), jobId: idOf(jobId), messages };
    }
  }
}

const presentMessage = (message: EvidenceMessage, { found, people, urlOf }: WholeCase): Shown => ({
  id: idOf(message.messageId),
  _id: idOf(message.messageId),
  number: message.number,
  sender: presentDoer(idOf(message.senderId), people),
  isReported: idOf(message.messageId) === idOf(found.subject.id),
  isRemoved: message.isRemoved,
  content: message.content,
  attachments: message.files.map((file) => presentFile({ ...file, url: urlOf(file) })),
  createdAt: message.createdAt,
});
