import { makeUserHistoryService } from '../services/userHistory.service';

/** What staff looks up, takes out and answers. */
export type StaffRoom = ReturnType<typeof makeStaffRoom>;

/** Makes what staff has besides the acts on accounts, jobs and money. */
export const makeStaffRoom = () => ({
  userHistories: makeUserHistoryService(),
});
