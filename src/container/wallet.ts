import { makeRequestWithdrawal } from '../services/acts/request-withdrawal';
import { makeAdjustmentService } from '../services/adjustment.service';
import { makeFieldKeys } from '../services/fieldKeys/fieldKeys';
import { makeMasterKeys } from '../services/fieldKeys/masterKeys';
import { makeLedgerAudits } from '../services/ledger/audit';
import { makePayoutDetailsService } from '../services/payoutDetails.service';
import { makeApplyPayoutEvent } from '../services/payouts/applyPayoutEvent';
import {
  adjustmentSource,
  makeLatePayoutSource,
  makeWithdrawalSource,
} from '../services/staffInbox/moneySources';
import { findingSource, parkedWebhookSource } from '../services/staffInbox/paymentSources';
import { contactSource } from '../services/staffInbox/contactSource';
import { bannedJobSource } from '../services/staffInbox/jobSource';
import { deadDeliverySource, disputeSource, verificationSource } from '../services/staffInbox/sources';
import { makeStaffInboxService } from '../services/staffInbox.service';
import { reportSource } from '../services/staffInbox/reportSource';
import { findProviderRefs } from '../services/payments/providerRefs';
import { makeWalletService } from '../services/wallet.service';
import { makeWithdrawalService } from '../services/withdrawal.service';
import { makeWithdrawalSending } from '../services/withdrawals/sending';
import { localFieldKey } from '../config/secrets';
import type { Core } from './core';
import type { GatewayServices } from './gateways';

/** Wallets, what goes out of them, and money as staff runs it. */
export type Wallet = ReturnType<typeof makeWallet>;

/** Makes wallets, payout details, withdrawals, corrections, the audit and the inbox of staff. */
export function makeWallet(core: Core & GatewayServices) {
  const { config, clock, gateways: payoutGateways, ledger, logger, outbox, settings } = core;
  const { masterKey, oldMasterKeys } = config.fields;
  const masterKeys = makeMasterKeys({
    current: masterKey ?? localFieldKey(config.dataDir),
    old: oldMasterKeys,
  });
  const fieldKeys = makeFieldKeys({ clock, masterKeys });
  const moves = { clock, ledger, outbox };
  const sources = [
    verificationSource,
    makeWithdrawalSource(payoutGateways),
    makeLatePayoutSource(() => clock.now()),
    adjustmentSource,
    disputeSource,
    reportSource,
    bannedJobSource,
    contactSource,
    parkedWebhookSource,
    findingSource,
    deadDeliverySource,
  ];
  return {
    fieldKeys,
    wallets: makeWalletService({ settings, findProviderRefs }),
    payoutDetails: makePayoutDetailsService({ clock, outbox, settings, fieldKeys }),
    withdrawals: makeWithdrawalService({ ...moves, fieldKeys }),
    withdrawalSending: makeWithdrawalSending({ ...moves, logger, fieldKeys, payoutGateways }),
    requestWithdrawal: makeRequestWithdrawal({ ...moves, settings, fieldKeys }),
    applyPayoutEvent: makeApplyPayoutEvent(moves),
    adjustments: makeAdjustmentService({ ...moves, settings }),
    ledgerAudits: makeLedgerAudits({ clock, logger }),
    staffInbox: makeStaffInboxService({ sources }),
  };
}
