import { makeAddEvidence } from '../services/acts/add-evidence';
import { makeAnswerDispute } from '../services/acts/answer-dispute';
import { makeAppealDispute } from '../services/acts/appeal-dispute';
import { makeNoteDispute } from '../services/acts/note-dispute';
import { makeOfferSettlement } from '../services/acts/offer-settlement';
import { makeOpenDispute } from '../services/acts/open-dispute';
import { makeSettleDispute } from '../services/acts/settle-dispute';
import { makeTakeDispute } from '../services/acts/take-dispute';
import { makeDisputeService } from '../services/dispute.service';
import { makeOpenCashDispute } from '../services/disputes/cashDifference';
import { makeFollowDisputes } from '../services/disputes/clocks';
import type { DisputeDeps } from '../services/disputes/deps';
import type { EvidenceDeps } from '../services/disputes/evidence';
import type { Logger } from '../utils/types/logger';

type Deps = DisputeDeps & EvidenceDeps & { readonly logger: Logger };

/** Makes disputes: opened by a side or by the system, argued, settled by offers or decided by staff, appealed once. */
export const makeDisputes = (deps: Deps) => ({
  disputes: makeDisputeService(deps),
  openDispute: makeOpenDispute(deps),
  openCashDispute: makeOpenCashDispute(deps),
  answerDispute: makeAnswerDispute(deps),
  addEvidence: makeAddEvidence(deps),
  offerSettlement: makeOfferSettlement(deps),
  appealDispute: makeAppealDispute(deps),
  takeDispute: makeTakeDispute(deps),
  noteDispute: makeNoteDispute(deps),
  settleDispute: makeSettleDispute(deps),
  followDisputes: makeFollowDisputes(deps),
});
