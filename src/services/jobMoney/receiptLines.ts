import { formatMoney } from '../../config/money';
import { formatInstant, t, type TextParams, type TextKey } from '../../utils/i18n';
import { money } from '../../utils/money';
import { joinName } from '../../utils/names';
import type { Receipt } from './receipt';

/** One line of a receipt as its reader reads it. */
export interface ReceiptLine {
  readonly label: string;
  readonly value: string;
  readonly isSum?: boolean;
}

export interface ReceiptText {
  readonly title: string;
  readonly about: readonly ReceiptLine[];
  readonly sums: readonly ReceiptLine[];
}

/** The receipt in the reader's language, amounts and instants as they are written there. */
export function receiptText(receipt: Receipt): ReceiptText {
  const { locale } = receipt;
  const line = (key: TextKey, value: string, params?: TextParams): ReceiptLine => ({
    label: t(locale, key, params),
    value,
  });
  const sum = (amount: number): string => formatMoney(money(amount, receipt.currency), locale);
  return {
    title: t(locale, 'receipt.title'),
    about: [
      line('receipt.number', receipt.jobId),
      line('receipt.job', receipt.title),
      line('receipt.service', receipt.service),
      line('receipt.client', receipt.client ? joinName(receipt.client) : ''),
      line('receipt.craftsman', receipt.craftsman ? joinName(receipt.craftsman) : ''),
      line('receipt.completedAt', formatInstant(locale, receipt.completedAt, receipt.timeZone)),
      line('receipt.paymentType', t(locale, `receipt.${receipt.paymentType}`)),
    ],
    sums: [
      line('receipt.agreed', sum(receipt.agreed)),
      ...receipt.extras.map(({ reason, amount }) => line('receipt.extra', sum(amount), { reason })),
      {
        ...line(receipt.isDecided ? 'receipt.decidedTotal' : 'receipt.total', sum(receipt.total)),
        isSum: true,
      },
      ...cashOf(receipt, { line, sum }),
      ...feeOf(receipt, { line, sum }),
    ],
  };
}

interface Writing {
  readonly line: (key: TextKey, value: string) => ReceiptLine;
  readonly sum: (amount: number) => string;
}

function cashOf({ cashPaid }: Receipt, { line, sum }: Writing): ReceiptLine[] {
  if (cashPaid === undefined) {
    return [];
  }
  return [cashPaid === null ? line('receipt.cashOpen', '–') : line('receipt.cashPaid', sum(cashPaid))];
}

const feeOf = ({ fee }: Receipt, { line, sum }: Writing): ReceiptLine[] =>
  fee
    ? [
        line(fee.isWaived ? 'receipt.waived' : 'receipt.fee', sum(fee.amount)),
        { ...line('receipt.net', sum(fee.net)), isSum: true },
      ]
    : [];
