import { WithdrawalModel, type Withdrawal } from '../models/withdrawal.model';
import { NotFound } from '../utils/errors';
import { idOf, toObjectId, type Id } from '../utils/ids';
import type { Page, PageRequest } from '../utils/page';
import { findPage } from '../utils/paging';
import type { Destination } from '../utils/payoutWords';
import { inTransaction } from '../utils/transaction';
import type { UserActor } from '../utils/types/actor';
import type { FieldKeys } from './fieldKeys/fieldKeys';
import { maskedDestinations, openDestination, type MaskedDestination } from './payouts/destinations';
import { factOf, markCancelled, markFailed, markPaid, ownedBy, type MoveDeps } from './withdrawals/moves';
import type { WithdrawalState } from './workflows/withdrawal.workflow';

/** A withdrawal as it is looked at. */
export interface SeenWithdrawal {
  readonly withdrawal: Omit<Withdrawal, 'history'>;
  readonly destination: MaskedDestination;
}

export interface WithdrawalFilter {
  /** Absent: in any state. */
  readonly status?: WithdrawalState | undefined;
}

export interface WithdrawalService {
  /** One's own, the latest first. */
  listOwn(actor: UserActor, filter: WithdrawalFilter, request: PageRequest): Promise<Page<SeenWithdrawal>>;
  /** Takes back one's own request before it is sent; the money is in the wallet again. */
  cancel(actor: UserActor, id: Id): Promise<SeenWithdrawal>;
  /** Staff has paid it by hand. */
  markPaid(actor: UserActor, id: Id, reference: string): Promise<SeenWithdrawal>;
  /** Staff could not pay it: the money goes back, with the reason. */
  markFailed(actor: UserActor, id: Id, reason: string): Promise<SeenWithdrawal>;
  /** Where staff is to pay it; every look is on record. */
  viewDestination(actor: UserActor, id: Id): Promise<Destination>;
  /** With its destination masked. */
  withDestination(withdrawal: SeenWithdrawal['withdrawal']): Promise<SeenWithdrawal>;
}

export interface WithdrawalDeps extends MoveDeps {
  readonly fieldKeys: FieldKeys;
}

const newestFirst = { createdAt: -1, _id: -1 } as const;
/** The name under which staff's own payments stand in the ledger. */
const BY_HAND = 'manual';

/** Makes the service of withdrawals; asking for one is an act, sending them is a matter of its own. */
export function makeWithdrawalService(deps: WithdrawalDeps): WithdrawalService {
  const { fieldKeys, outbox } = deps;
  const withDestination = async (withdrawal: SeenWithdrawal['withdrawal']): Promise<SeenWithdrawal> => {
    const owner = idOf(withdrawal.userId);
    return seen(withdrawal, (await maskedDestinations(fieldKeys, owner, [withdrawal.destination]))[0]);
  };
  return {
    withDestination,
    async listOwn(actor, { status }, request) {
      const filter = { ...ownedBy(actor), ...(status !== undefined && { status }) };
      const page = await findPage(WithdrawalModel, {
        filter,
        sort: newestFirst,
        request,
        select: { history: 0 },
      });
      const sealed = page.items.map(({ destination }) => destination);
      const open = sealed.length === 0 ? [] : await maskedDestinations(fieldKeys, actor.id, sealed);
      return { ...page, items: page.items.map((withdrawal, index) => seen(withdrawal, open[index])) };
    },
    async cancel(actor, id) {
      const order = { id, actor, where: ownedBy(actor) };
      return withDestination(await inTransaction((tx) => markCancelled(tx, order, deps)));
    },
    async markPaid(actor, id, reference) {
      const payment = { id, actor, event: 'payByHand', gateway: BY_HAND, reference } as const;
      return withDestination(await inTransaction((tx) => markPaid(tx, payment, deps)));
    },
    async markFailed(actor, id, reason) {
      const failure = { id, actor, event: 'refuse', reason } as const;
      return withDestination(await inTransaction((tx) => markFailed(tx, failure, deps)));
    },
    async viewDestination(actor, id) {
      const withdrawal = await WithdrawalModel.findOne({ _id: toObjectId(id) })
        .orFail(() => new NotFound('request.notFound'))
        .lean<Withdrawal>()
        .exec();
      const destination = await openDestination(fieldKeys, idOf(withdrawal.userId), withdrawal.destination);
      await inTransaction((tx) =>
        outbox.record(tx, 'withdrawal.destinationViewed', factOf(withdrawal), { actor }),
      );
      return destination;
    },
  };
}

function seen(
  withdrawal: SeenWithdrawal['withdrawal'],
  destination: MaskedDestination | undefined,
): SeenWithdrawal {
  if (!destination) {
    throw new Error('a withdrawal without a destination');
  }
  return { withdrawal, destination };
}
