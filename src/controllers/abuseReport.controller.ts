import type { Response } from 'express';
import type { AbuseReportService } from '../services/abuseReport.service';
import type { DecideReport } from '../services/acts/decide-report';
import type { FileReport } from '../services/acts/file-report';
import { t } from '../utils/i18n';
import type { Req } from '../utils/input';
import { mapPage } from '../utils/page';
import { created, list, ok } from '../utils/respond';
import type * as schema from '../validators/abuseReport.validator';
import { presentCase, presentFiled, presentWholeCase } from './presenters/abuseReport.presenter';

export interface AbuseReportControllerDeps {
  readonly abuseReports: AbuseReportService;
  readonly fileReport: FileReport;
  readonly decideReport: DecideReport;
}

/** What people report to staff, and what staff decides of it. */
export const makeAbuseReportController = ({
  abuseReports,
  fileReport,
  decideReport,
}: AbuseReportControllerDeps) => ({
  async file(req: Req<typeof schema.fileReport>, res: Response): Promise<void> {
    const filed = await fileReport(req.actor, req.input.body);
    created(res, presentFiled(filed), { message: t(req.locale, 'message.reportFiled') });
  },

  async list(req: Req<typeof schema.listReports>, res: Response): Promise<void> {
    const { type, status, ...request } = req.input.query;
    list(res, mapPage(await abuseReports.list({ type, status, request }), presentCase));
  },

  async get(req: Req<typeof schema.oneReport>, res: Response): Promise<void> {
    ok(res, presentWholeCase(await abuseReports.get(req.input.params.id)));
  },

  async decide(req: Req<typeof schema.decideReport>, res: Response): Promise<void> {
    const { id } = req.input.params;
    const { action, reason = '', level, until } = req.input.body;
    if (action === 'take') {
      await abuseReports.take(req.actor, id);
    } else {
      await decideReport(req.actor, { caseId: id, decision: action, reason, level, until });
    }
    const message = action === 'take' ? 'message.reportTaken' : 'message.reportDecided';
    ok(res, presentWholeCase(await abuseReports.get(id)), { message: t(req.locale, message) });
  },
});
