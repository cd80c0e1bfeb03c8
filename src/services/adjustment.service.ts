import { AdjustmentModel, type Adjustment } from '../models/adjustment.model';
import { UserModel } from '../models/user.model';
import type { Clock } from '../utils/clock';
import { Forbidden, NotFound } from '../utils/errors';
import { idOf, newId, toObjectId, type Id } from '../utils/ids';
import { money } from '../utils/money';
import { inTransaction, type Tx } from '../utils/transaction';
import type { UserActor } from '../utils/types/actor';
import type { Ledger } from './ledger/ledger.service';
import { walletAdjusted } from './ledger/postings/withdrawal.postings';
import type { AdjustmentFact } from './outbox/events/withdrawal.events';
import type { Outbox } from './outbox/outbox.service';
import type { SettingService } from './setting.service';
import { adjustmentWorkflow } from './workflows/adjustment.workflow';
import { beginningOf, transition } from './workflows/workflow';

export interface NewAdjustment {
  readonly userId: Id;
  /** Minor units; below zero takes. */
  readonly amount: number;
  readonly reason: string;
}

export interface AdjustmentService {
  /** The maker proposes it; nothing moves yet. Not for a wallet of his own. */
  propose(actor: UserActor, given: NewAdjustment): Promise<Adjustment>;
  /** The checker, another admin, lets it happen: one new entry in the ledger. */
  approve(actor: UserActor, id: Id): Promise<Adjustment>;
  /** The checker says no, with the reason. */
  reject(actor: UserActor, id: Id, reason: string): Promise<Adjustment>;
}

export interface AdjustmentDeps {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly outbox: Outbox;
  readonly settings: Pick<SettingService, 'get'>;
}

/** Makes the corrections of wallets by staff: always a new entry, always two persons. */
export const makeAdjustmentService = (deps: AdjustmentDeps): AdjustmentService => ({
  async propose(actor, { userId, amount, reason }) {
    assertNotOwn(actor, userId);
    const { clock, outbox, settings } = deps;
    const currency = await settings.get('market.currency');
    return inTransaction(async (tx) => {
      const at = clock.now();
      if (!(await UserModel.exists({ _id: toObjectId(userId) }).session(tx))) {
        throw new NotFound('request.notFound');
      }
      const adjustment: Adjustment = {
        ...beginningOf(adjustmentWorkflow, { actor, at }),
        _id: newId(),
        userId: toObjectId(userId),
        amountMinor: amount,
        currency,
        reason,
        makerId: toObjectId(actor.id),
        createdAt: at,
      };
      await AdjustmentModel.create([adjustment], { session: tx });
      await outbox.record(tx, 'adjustment.requested', { ...factOf(adjustment), reason }, { actor });
      return adjustment;
    });
  },
  approve: (actor, id) =>
    inTransaction(async (tx) => {
      const adjustment = await decide(tx, actor, { id, event: 'approve', ...deps });
      const { userId, amountMinor, currency, reason } = adjustment;
      const amount = money(amountMinor, currency);
      await deps.ledger.post(
        tx,
        walletAdjusted({ adjustmentId: idOf(adjustment), userId: idOf(userId), amount }),
        { actor },
      );
      await deps.outbox.record(tx, 'adjustment.approved', { ...factOf(adjustment), reason }, { actor });
      return adjustment;
    }),
  reject: (actor, id, reason) =>
    inTransaction(async (tx) => {
      const adjustment = await decide(tx, actor, { id, event: 'reject', reason, ...deps });
      await deps.outbox.record(tx, 'adjustment.rejected', { ...factOf(adjustment), reason }, { actor });
      return adjustment;
    }),
});

function assertNotOwn({ id }: UserActor, userId: Id): void {
  if (id === userId) {
    throw new Forbidden('staff.notYourself');
  }
}

const factOf = ({ _id, userId, amountMinor, currency }: Adjustment): AdjustmentFact => ({
  adjustmentId: idOf(_id),
  userId: idOf(userId),
  amountMinor,
  currency,
});

interface Deciding extends Pick<AdjustmentDeps, 'clock'> {
  readonly id: Id;
  readonly event: 'approve' | 'reject';
  readonly reason?: string;
}

/** Whoever proposed it, and whose wallet it is, is not the one who decides. */
function decide(tx: Tx, actor: UserActor, { id, event, reason, clock }: Deciding): Promise<Adjustment> {
  const [at, me] = [clock.now(), toObjectId(actor.id)];
  return transition(tx, AdjustmentModel, adjustmentWorkflow, event, {
    id,
    actor,
    at,
    guard: { makerId: { $ne: me }, userId: { $ne: me } },
    explain: ({ makerId, userId }) => {
      if (idOf(makerId) === actor.id) {
        return new Forbidden('ledger.sameAdmin');
      }
      return idOf(userId) === actor.id ? new Forbidden('staff.notYourself') : undefined;
    },
    set: { checkerId: me, decidedAt: at, refusal: reason },
    reason,
  });
}
