import { AbuseCaseModel, type AbuseCase } from '../../src/models/abuseCase.model';
import { AbuseReportModel, type AbuseReport } from '../../src/models/abuseReport.model';
import { toObjectId } from '../../src/utils/ids';
import type { ReportSubjectType } from '../../src/utils/reportWords';
import type { TestApp } from '../helpers/app';
import { aJob, type QuotedJob } from './job';
import type { MadeUser } from './user';

/** Reports something as this user, as spam; what is sent besides wins. */
export const report = (who: MadeUser, type: ReportSubjectType, id: string) =>
  who.as.post('/api/reports').send({ type, id, reason: 'spam' });

/** The cases about a subject as they are stored, the first one first. */
export const casesOf = (id: string): Promise<AbuseCase[]> =>
  AbuseCaseModel.find({ 'subject.id': toObjectId(id) })
    .sort({ _id: 1 })
    .lean<AbuseCase[]>()
    .exec();

/** The only case about a subject. */
export async function caseOf(id: string): Promise<AbuseCase & { readonly id: string }> {
  const [found, ...others] = await casesOf(id);
  if (!found || others.length > 0) {
    throw new Error(`${others.length + (found ? 1 : 0)} cases about ${id}`);
  }
  return { ...found, id: found._id.toHexString() };
}

export const reportsOf = (caseId: string): Promise<AbuseReport[]> =>
  AbuseReportModel.find({ caseId: toObjectId(caseId) })
    .sort({ _id: 1 })
    .lean<AbuseReport[]>()
    .exec();

/** What staff does with a case; what is sent besides wins. */
export const decide = (staff: Pick<MadeUser, 'as'>, caseId: string, action: string) =>
  staff.as.patch(`/api/admin/reports/${caseId}`).send({ action, reason: 'Against the rules' });

export interface ReviewedJob extends QuotedJob {
  /** The revealed review that the client wrote. */
  readonly reviewId: string;
}

/** A completed job that both sides have reviewed: 5 stars by the client, 4 by the craftsman. */
export async function aReviewedJob(app: TestApp): Promise<ReviewedJob> {
  const made = await aJob(app).completed();
  const write = (by: MadeUser, rating: number) =>
    by.as.post('/api/reviews').send({ jobId: made.jobId, rating, comment: 'Tidy work.' });
  const { body } = await write(made.client, 5);
  await write(made.craftsman, 4);
  await app.drainOutbox();
  return { ...made, reviewId: (body as { data: { id: string } }).data.id };
}
