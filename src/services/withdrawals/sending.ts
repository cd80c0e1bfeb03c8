import { WithdrawalModel, type Withdrawal } from '../../models/withdrawal.model';
import { after, hours, minutes } from '../../utils/clock';
import { AppError, UpstreamError } from '../../utils/errors';
import { idOf, toObjectId, type Id } from '../../utils/ids';
import { money } from '../../utils/money';
import { inTransaction } from '../../utils/transaction';
import { systemActor } from '../../utils/types/actor';
import type { Logger } from '../../utils/types/logger';
import type { FieldKeys } from '../fieldKeys/fieldKeys';
import { openDestination } from '../payouts/destinations';
import type { PayoutGateways } from '../payouts/gateways';
import type { PayoutRequest, TransferState } from '../providers/payments/provider';
import { withdrawalWorkflow } from '../workflows/withdrawal.workflow';
import { transition } from '../workflows/workflow';
import { factOf, markFailed, markPaid, type MoveDeps } from './moves';
import { makeSendWaiting, type SendWaiting } from './waiting';

export interface WithdrawalSending {
  /** Hands a requested withdrawal to a provider, once; where none can pay it out, it waits for staff. */
  send(id: Id): Promise<void>;
  /** Asks the providers what became of those that are under way and due to be asked; says how many. */
  lookUpDue(limit: number): Promise<number>;
  /** Sends those that were left over. */
  readonly sendWaiting: SendWaiting;
}

export interface SendingDeps extends MoveDeps {
  readonly logger: Logger;
  readonly fieldKeys: FieldKeys;
  readonly payoutGateways: PayoutGateways;
}

const FIRST_LOOK_MS = minutes(5);
const LATEST_LOOK_MS = hours(6);

/** Makes what sends withdrawals and follows them: the provider is called outside any transaction, with the withdrawal's id as its key. */
export function makeWithdrawalSending(deps: SendingDeps): WithdrawalSending {
  const send = makeSend(deps);
  return {
    send,
    sendWaiting: makeSendWaiting(deps, send),
    async lookUpDue(limit) {
      const due = await WithdrawalModel.find({ lookAt: { $exists: true, $lte: deps.clock.now() } })
        .sort({ lookAt: 1 })
        .limit(limit)
        .lean<Withdrawal[]>()
        .exec();
      for (const withdrawal of due) {
        await lookUp(withdrawal, deps).catch(async (error: unknown) => {
          deps.logger.error('payout could not be looked up', { withdrawalId: idOf(withdrawal), error });
          await lookLater(withdrawal, {}, deps);
        });
      }
      return due.length;
    },
  };
}

/** Where it goes is read first: what cannot be sent stays requested, and its owner can still take it back. */
const makeSend =
  (deps: SendingDeps): WithdrawalSending['send'] =>
  async (id) => {
    const withdrawal = await WithdrawalModel.findOne({ _id: toObjectId(id) })
      .lean<Withdrawal>()
      .exec();
    const gateway =
      withdrawal?.status === 'Requested' &&
      deps.payoutGateways.forPayout(withdrawal.currency, withdrawal.destination.kind);
    if (!gateway) {
      return;
    }
    const order = await orderOf(withdrawal, deps);
    const claimed = await claim(id, gateway.name, deps);
    if (claimed) {
      await settle(claimed, await ask(() => gateway.payOut(order), claimed, deps), deps);
    }
  };

/** Of two that want to send it, or of one and its owner who cancels, one wins; null for the other. */
async function claim(id: Id, gateway: string, { clock, outbox }: SendingDeps): Promise<Withdrawal | null> {
  const actor = systemActor;
  try {
    return await inTransaction(async (tx) => {
      const at = clock.now();
      const withdrawal = await transition(tx, WithdrawalModel, withdrawalWorkflow, 'send', {
        id,
        actor,
        at,
        set: { gateway, sentAt: at, lookAt: after(at, FIRST_LOOK_MS), updatedAt: at },
      });
      await outbox.record(tx, 'withdrawal.sent', { ...factOf(withdrawal), gateway }, { actor });
      return withdrawal;
    });
  } catch (error) {
    return unlessMoved(error);
  }
}

const orderOf = async (
  { _id, userId, amountMinor, currency, destination }: Withdrawal,
  { fieldKeys }: SendingDeps,
): Promise<PayoutRequest> => ({
  withdrawalId: idOf(_id),
  amount: money(amountMinor, currency),
  destination: await openDestination(fieldKeys, idOf(userId), destination),
});

async function lookUp(withdrawal: Withdrawal, deps: SendingDeps): Promise<void> {
  const { _id, providerRef, gateway: name = '' } = withdrawal;
  const gateway = deps.payoutGateways.find(name);
  if (!gateway) {
    deps.logger.warn('payout cannot be looked up: its provider is not configured', { gateway: name });
    await lookLater(withdrawal, {}, deps);
    return;
  }
  const state = await ask(() => gateway.lookUpPayout({ id: idOf(_id), providerRef }), withdrawal, deps);
  if (state?.state === 'notFound') {
    // The first call never arrived: the same key makes it safe to call again.
    const order = await orderOf(withdrawal, deps);
    await settle(withdrawal, await ask(() => gateway.payOut(order), withdrawal, deps), deps);
  } else {
    await settle(withdrawal, state, deps);
  }
}

/** Undefined when it is not known what happened: the money stays reserved until a look-up tells. */
async function ask(
  call: () => Promise<TransferState>,
  { _id, gateway }: Withdrawal,
  { logger }: SendingDeps,
): Promise<TransferState | undefined> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof UpstreamError)) {
      throw error;
    }
    logger.warn('payout provider gave no answer', { withdrawalId: idOf(_id), gateway, error });
    return undefined;
  }
}

async function settle(
  withdrawal: Withdrawal,
  state: TransferState | undefined,
  deps: SendingDeps,
): Promise<void> {
  const { _id, gateway = '' } = withdrawal;
  const order = { id: idOf(_id), actor: systemActor } as const;
  switch (state?.state) {
    case 'done': {
      const payment = { ...order, event: 'pay', gateway, providerRef: state.providerRef } as const;
      await inTransaction((tx) => markPaid(tx, payment, deps)).catch(unlessMoved);
      return;
    }
    case 'failed': {
      const failure = { ...order, event: 'fail', reason: state.reason } as const;
      await inTransaction((tx) => markFailed(tx, failure, deps)).catch(unlessMoved);
      return;
    }
    case 'unknown':
      deps.logger.warn('payout stands in a state that is not known', { ...order, status: state.status });
      return lookLater(withdrawal, state, deps);
    case 'pending':
      return lookLater(withdrawal, state, deps);
    case 'notFound':
    case undefined:
      return lookLater(withdrawal, {}, deps);
  }
}

/** Asks again, later each time. */
async function lookLater(
  { _id, looks }: Withdrawal,
  { providerRef }: { readonly providerRef?: string },
  { clock }: SendingDeps,
): Promise<void> {
  const wait = Math.min(FIRST_LOOK_MS * 2 ** looks, LATEST_LOOK_MS);
  await WithdrawalModel.updateOne(
    { _id, status: 'Processing' },
    {
      $set: { lookAt: after(clock.now(), wait), ...(providerRef !== undefined && { providerRef }) },
      $inc: { looks: 1 },
    },
  ).exec();
}

/** Somebody else has moved it meanwhile, a webhook or its owner: nothing is left to do. */
function unlessMoved(error: unknown): null {
  if (error instanceof AppError && error.code === 'workflow.wrongState') {
    return null;
  }
  throw error;
}
