import { makeAcceptQuote } from '../services/acts/accept-quote';
import { makeCancelJob } from '../services/acts/cancel-job';
import { makeCompleteJob } from '../services/acts/complete-job';
import { makeLapseHire } from '../services/acts/lapse-hire';
import { makeRequestRework } from '../services/acts/request-rework';
import { makeSetOut } from '../services/acts/set-out';
import { makeStartWork } from '../services/acts/start-work';
import { makeSubmitWork } from '../services/acts/submit-work';
import { makeJobActionService } from '../services/jobAction.service';
import { makeQuoteChanges } from '../services/quotes/changes';
import type { Core } from './core';
import type { JobMoney } from './jobMoney';
import type { Payments } from './payments';
import type { People } from './people';

/** Makes what becomes of a job from hire to end. */
export function makeLifecycle(deps: Core & People & Payments & JobMoney) {
  const { withdraw } = makeQuoteChanges(deps);
  const acts = {
    setOut: makeSetOut(deps),
    startWork: makeStartWork(deps),
    submitWork: makeSubmitWork(deps),
    requestRework: makeRequestRework(deps),
    completeJob: makeCompleteJob(deps),
    cancelJob: makeCancelJob(deps),
    lapseHire: makeLapseHire(deps),
    openDispute: deps.openDispute,
  };
  const jobActions = makeJobActionService({
    ...deps,
    ...acts,
    hire: makeAcceptQuote(deps),
    withdrawQuote: (actor, { reason, ...ref }) => withdraw(actor, ref, reason),
    isBlockedPair: deps.blocks.isBlocked,
  });
  return { ...acts, jobActions };
}
