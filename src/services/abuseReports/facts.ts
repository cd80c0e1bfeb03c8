import type { AbuseCase } from '../../models/abuseCase.model';
import { idOf, type Id } from '../../utils/ids';
import type { ReportSubjectType } from '../../utils/reportWords';

/** What is noted of what is done with a case. */
export const caseFact = ({
  _id,
  subject,
  aboutId,
}: AbuseCase): { caseId: Id; subjectType: ReportSubjectType; subjectId: Id; aboutId: Id } => ({
  caseId: idOf(_id),
  subjectType: subject.type,
  subjectId: idOf(subject.id),
  aboutId: idOf(aboutId),
});
