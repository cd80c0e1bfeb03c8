import { makeAbuseReportService } from '../services/abuseReport.service';
import { makeDecideReport, type DecideReportDeps } from '../services/acts/decide-report';
import { makeFileReport, type FileReportDeps } from '../services/acts/file-report';
import type { MediaService } from '../services/media.service';

/** Makes reports: what people report to staff, and what staff decides. */
export const makeAbuseReports = (
  deps: FileReportDeps & DecideReportDeps & { readonly mediaLibrary: Pick<MediaService, 'urlOf'> },
) => ({
  abuseReports: makeAbuseReportService(deps),
  fileReport: makeFileReport(deps),
  decideReport: makeDecideReport(deps),
});
