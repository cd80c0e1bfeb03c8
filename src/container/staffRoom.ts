import { makeAssistantService } from '../services/assistant.service';
import { makeContactMessageService } from '../services/contactMessage.service';
import { makeDataExportService } from '../services/dataExport.service';
import { makeRollUpService } from '../services/rollUp.service';
import { makeUserHistoryService } from '../services/userHistory.service';
import type { ChannelServices } from './channels';
import type { Core } from './core';

/** What staff looks up, takes out and answers. */
export type StaffRoom = ReturnType<typeof makeStaffRoom>;

/** Makes what staff has besides the acts on accounts, jobs and money. */
export const makeStaffRoom = (deps: Core & ChannelServices) => ({
  userHistories: makeUserHistoryService(),
  assistant: makeAssistantService(deps),
  rollUps: makeRollUpService(deps),
  dataExports: makeDataExportService(deps),
  contactMessages: makeContactMessageService({ ...deps, contactEmail: deps.config.mail.contact }),
});
