import type { Clock } from '../../utils/clock';
import type { Id } from '../../utils/ids';
import type { Money } from '../../utils/money';
import type { Tx } from '../../utils/transaction';
import type { Logger } from '../../utils/types/logger';
import type { Ledger } from '../ledger/ledger.service';
import type { Outbox } from '../outbox/outbox.service';
import type { SettingService } from '../setting.service';
import type { PaymentGateways } from '../providers/payments/provider';

/** Pays what somebody owes out of what he has just got, the oldest debt first. */
export type RepayDebts = (
  tx: Tx,
  order: { readonly userId: Id; readonly upTo: Money; readonly from: 'available' },
) => Promise<unknown>;

/** What everything about payments stands on. */
export interface PaymentDeps {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly outbox: Outbox;
  readonly settings: Pick<SettingService, 'at' | 'current'>;
  readonly ledger: Ledger;
  readonly gateways: PaymentGateways;
  /** Absent: nobody owes anything here. */
  readonly repayDebts?: RepayDebts | undefined;
}
