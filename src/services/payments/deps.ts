import type { Clock } from '../../utils/clock';
import type { Logger } from '../../utils/types/logger';
import type { NoteFunding } from '../changeOrders/funding';
import type { Debts } from '../debts/debts';
import type { Ledger } from '../ledger/ledger.service';
import type { Outbox } from '../outbox/outbox.service';
import type { SettingService } from '../setting.service';
import type { PaymentGateways } from '../providers/payments/provider';

/** What everything about payments stands on. */
export interface PaymentDeps {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly outbox: Outbox;
  readonly settings: Pick<SettingService, 'at' | 'current'>;
  readonly ledger: Ledger;
  readonly gateways: PaymentGateways;
  readonly debts: Pick<Debts, 'repayDebts'>;
  readonly noteFunding: NoteFunding;
}
