import type { Currency } from '../../utils/money';
import type { PayoutKind } from '../../utils/payoutWords';
import type { PaymentProvider } from '../providers/payments/provider';

/** Who can pay money out. */
export interface PayoutGateways {
  find(name: string): PaymentProvider | undefined;
  /** Undefined where none can: then staff pays by hand. */
  forPayout(currency: Currency, kind: PayoutKind): PaymentProvider | undefined;
}
