import { SandboxChargeModel } from '../../models/sandboxCharge.model';
import { SandboxTransferModel } from '../../models/sandboxTransfer.model';
import type { Currency } from '../../utils/money';
import type { ProviderTotals } from '../providers/payments/provider';

interface Sum {
  readonly _id: { readonly currency: Currency; readonly kind: 'capture' | 'refund' | 'payout' };
  readonly sumMinor: number;
}

/** What the sandbox took, gave back and paid out since the beginning, by currency. */
export async function readTotals(): Promise<readonly ProviderTotals[]> {
  const captures = await SandboxChargeModel.aggregate<Sum>([
    { $match: { state: 'captured' } },
    { $group: { _id: { currency: '$currency', kind: 'capture' }, sumMinor: { $sum: '$amountMinor' } } },
  ]).exec();
  const transfers = await SandboxTransferModel.aggregate<Sum>([
    { $match: { state: 'done' } },
    { $group: { _id: { currency: '$currency', kind: '$kind' }, sumMinor: { $sum: '$amountMinor' } } },
  ]).exec();
  const sums = [...captures, ...transfers];
  const of = (currency: Currency, kind: Sum['_id']['kind']): number =>
    sums.find(({ _id }) => _id.currency === currency && _id.kind === kind)?.sumMinor ?? 0;
  return [...new Set(sums.map(({ _id }) => _id.currency))].sort().map((currency) => ({
    currency,
    capturedMinor: of(currency, 'capture'),
    refundedMinor: of(currency, 'refund'),
    paidOutMinor: of(currency, 'payout'),
  }));
}
