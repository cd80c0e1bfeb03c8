import { isDeepStrictEqual } from 'node:util';
import { PayoutDetailsModel, type PayoutDetails } from '../models/payoutDetails.model';
import { after, hours, type Clock } from '../utils/clock';
import { toObjectId, type Id } from '../utils/ids';
import type { Destination } from '../utils/payoutWords';
import { inTransaction } from '../utils/transaction';
import type { UserActor } from '../utils/types/actor';
import type { FieldKeys } from './fieldKeys/fieldKeys';
import type { Outbox } from './outbox/outbox.service';
import { assertContactVerified } from './payouts/contact';
import {
  maskDestination,
  openDestination,
  sealDestination,
  type MaskedDestination,
} from './payouts/destinations';
import type { SettingService } from './setting.service';

/** Where the money goes, as its owner sees it. */
export interface SeenPayoutDetails {
  readonly masked: MaskedDestination;
  readonly changedAt: Date;
  /** Until then earnings wait longer. */
  readonly isNewUntil: Date;
}

export interface PayoutDetailsService {
  /** Null before there are any. */
  find(actor: UserActor): Promise<SeenPayoutDetails | null>;
  /** Sets where the money goes; 403 without a verified contact where the setting asks for one. The same again changes nothing. */
  set(actor: UserActor, destination: Destination): Promise<SeenPayoutDetails>;
}

export interface PayoutDetailsDeps {
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly settings: Pick<SettingService, 'get'>;
  readonly fieldKeys: FieldKeys;
}

/** Makes the service of where people's money goes: encrypted field by field, shown masked, every change told to its owner. */
export function makePayoutDetailsService(deps: PayoutDetailsDeps): PayoutDetailsService {
  const { settings, fieldKeys } = deps;
  const find = async ({ id }: UserActor): Promise<SeenPayoutDetails | null> => {
    const stored = await read(id);
    if (!stored) {
      return null;
    }
    const destination = await openDestination(fieldKeys, id, stored);
    return seen(destination, stored.changedAt, await settings.get('hold.newDetailsHours'));
  };
  return {
    find,
    async set(actor, destination) {
      await assertContactVerified(actor.id, await settings.get('contactVerification'));
      const before = await read(actor.id);
      const isSame =
        before && isDeepStrictEqual(await openDestination(fieldKeys, actor.id, before), destination);
      const changedAt = isSame ? before.changedAt : await change(actor, destination, deps);
      return seen(destination, changedAt, await settings.get('hold.newDetailsHours'));
    },
  };
}

const read = (userId: Id): Promise<PayoutDetails | null> =>
  PayoutDetailsModel.findOne({ _id: toObjectId(userId) })
    .lean<PayoutDetails>()
    .exec();

const seen = (destination: Destination, changedAt: Date, newHours: number): SeenPayoutDetails => ({
  masked: maskDestination(destination),
  changedAt,
  isNewUntil: after(changedAt, hours(newHours)),
});

async function change(
  actor: UserActor,
  destination: Destination,
  { clock, outbox, fieldKeys }: PayoutDetailsDeps,
): Promise<Date> {
  const sealed = await sealDestination(fieldKeys, actor.id, destination);
  return inTransaction(async (tx) => {
    const changedAt = clock.now();
    const before = await PayoutDetailsModel.findOneAndUpdate(
      { _id: toObjectId(actor.id) },
      { $set: { ...sealed, changedAt }, $setOnInsert: { createdAt: changedAt } },
      { session: tx, upsert: true, returnDocument: 'before' },
    ).lean<PayoutDetails>();
    const data = { userId: actor.id, kind: sealed.kind, isFirst: before === null };
    await outbox.record(tx, 'payoutDetails.changed', data, { actor });
    return changedAt;
  });
}
