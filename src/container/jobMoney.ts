import { makeAcceptChangeOrder, makeDeclineChangeOrder } from '../services/acts/answer-change-order';
import { makeConfirmCash, makeConfirmCashBySilence } from '../services/acts/confirm-cash';
import { makeProposeChangeOrder } from '../services/acts/propose-change-order';
import { makeReleasePart } from '../services/acts/release-part';
import { makeRemindDebtors } from '../services/debts/reminders';
import { makeMatureEarnings } from '../services/earnings/maturing';
import type { Core } from './core';
import type { Payments } from './payments';
import type { People } from './people';
import type { Talks } from './talks';
import { makeDisputes } from './disputes';

/** The money of jobs: what is earned, what is owed, and the acts that move it. */
export type JobMoney = ReturnType<typeof makeJobMoney>;

/** Makes what the money of jobs needs. */
export function makeJobMoney(
  core: Core & Payments & Pick<People, 'mediaLibrary'> & Pick<Talks, 'messageReader'>,
) {
  const deps = core;
  const disputes = makeDisputes({ ...deps, messages: core.messageReader });
  return {
    ...disputes,
    matureEarnings: makeMatureEarnings(deps),
    remindDebtors: makeRemindDebtors(core),
    confirmCash: makeConfirmCash({ ...deps, ...disputes }),
    confirmCashBySilence: makeConfirmCashBySilence(deps),
    releasePart: makeReleasePart(deps),
    proposeChangeOrder: makeProposeChangeOrder(core),
    acceptChangeOrder: makeAcceptChangeOrder(core),
    declineChangeOrder: makeDeclineChangeOrder(core),
  };
}
