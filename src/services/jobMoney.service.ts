import type { AnswerChangeOrder } from './acts/answer-change-order';
import type { ConfirmCash } from './acts/confirm-cash';
import type { ProposeChangeOrder } from './acts/propose-change-order';
import type { ReleasePart } from './acts/release-part';
import { makeGetReceipt, type GetReceipt, type Receipt, type ReceiptDeps } from './jobMoney/receipt';
import { receiptText, type ReceiptText } from './jobMoney/receiptLines';

/** What both sides do with the money of their job, and its receipt. */
export interface JobMoneyService {
  readonly confirmCash: ConfirmCash;
  readonly releasePart: ReleasePart;
  readonly proposeChangeOrder: ProposeChangeOrder;
  readonly acceptChangeOrder: AnswerChangeOrder;
  readonly declineChangeOrder: AnswerChangeOrder;
  readonly getReceipt: GetReceipt;
  /** The receipt as its reader reads it. */
  readonly receiptText: (receipt: Receipt) => ReceiptText;
}

export type JobMoneyServiceDeps = ReceiptDeps & Omit<JobMoneyService, 'getReceipt' | 'receiptText'>;

/** Makes what is done with the money of a job. */
export const makeJobMoneyService = (deps: JobMoneyServiceDeps): JobMoneyService => ({
  confirmCash: deps.confirmCash,
  releasePart: deps.releasePart,
  proposeChangeOrder: deps.proposeChangeOrder,
  acceptChangeOrder: deps.acceptChangeOrder,
  declineChangeOrder: deps.declineChangeOrder,
  getReceipt: makeGetReceipt(deps),
  receiptText,
});
