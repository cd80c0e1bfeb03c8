import { PayoutDetailsModel, type PayoutDetails } from '../../models/payoutDetails.model';
import { WithdrawalModel, type Withdrawal } from '../../models/withdrawal.model';
import { BadRequest, Conflict } from '../../utils/errors';
import { newId, toObjectId } from '../../utils/ids';
import { inTransaction } from '../../utils/transaction';
import type { UserActor } from '../../utils/types/actor';
import type { FieldKeys } from '../fieldKeys/fieldKeys';
import { withdrawalReserved } from '../ledger/postings/withdrawal.postings';
import { afterBusinessDays } from '../payouts/businessDays';
import { assertContactVerified } from '../payouts/contact';
import type { SettingService } from '../setting.service';
import type { SettingsView } from '../settings/view';
import { factOf, postedOf, type MoveDeps } from '../withdrawals/moves';
import { withdrawalWorkflow } from '../workflows/withdrawal.workflow';
import { beginningOf } from '../workflows/workflow';

export interface RequestWithdrawalDeps extends MoveDeps {
  readonly settings: Pick<SettingService, 'current'>;
  readonly fieldKeys: Pick<FieldKeys, 'assertReadable'>;
}

export type RequestWithdrawal = (actor: UserActor, amountMinor: number) => Promise<Withdrawal>;

const TARGET_DAYS = 2;

/** Somebody wants his money: it leaves `available` at once, in the transaction that writes the withdrawal down. */
export const makeRequestWithdrawal =
  (deps: RequestWithdrawalDeps): RequestWithdrawal =>
  async (actor, amountMinor) => {
    const figures = await deps.settings.current();
    const minimum = figures.get('payout.minMinor');
    if (amountMinor < minimum) {
      throw new BadRequest('wallet.belowMinimum', { pub: { minimum } });
    }
    await assertContactVerified(actor.id, figures.get('contactVerification'));
    // What could not be sent is not taken out of the wallet either.
    await deps.fieldKeys.assertReadable(actor.id);
    const { ledger, outbox } = deps;
    return inTransaction(async (tx) => {
      const details = await PayoutDetailsModel.findOne({ _id: toObjectId(actor.id) }, null, { session: tx })
        .lean<PayoutDetails>()
        .exec();
      if (!details) {
        throw new Conflict('wallet.payoutDetailsMissing');
      }
      const withdrawal = withdrawalOf(actor, { amountMinor, details, figures, at: deps.clock.now() });
      await ledger.post(tx, withdrawalReserved(postedOf(withdrawal)), { actor });
      await WithdrawalModel.create([withdrawal], { session: tx });
      const data = { ...factOf(withdrawal), dueBy: withdrawal.dueBy.toISOString() };
      await outbox.record(tx, 'withdrawal.requested', data, { actor });
      return withdrawal;
    });
  };

interface Wish {
  readonly amountMinor: number;
  readonly details: PayoutDetails;
  readonly figures: SettingsView;
  readonly at: Date;
}

const withdrawalOf = (actor: UserActor, { amountMinor, details, figures, at }: Wish): Withdrawal => ({
  ...beginningOf(withdrawalWorkflow, { actor, at }),
  _id: newId(),
  userId: toObjectId(actor.id),
  amountMinor,
  currency: figures.get('market.currency'),
  destination: { kind: details.kind, fields: details.fields },
  dueBy: afterBusinessDays(at, TARGET_DAYS, {
    timeZone: figures.get('market.timeZone'),
    weekend: figures.get('market.weekend'),
    holidays: figures.get('market.holidays'),
  }),
  looks: 0,
  createdAt: at,
  updatedAt: at,
});
