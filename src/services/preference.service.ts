import { UserModel, type User } from '../models/user.model';
import type { Clock } from '../utils/clock';
import { NotFound } from '../utils/errors';
import { toObjectId } from '../utils/ids';
import { isEmptyPatch, patchOf, within } from '../utils/patch';
import type { GroupWishes, PreferenceChannel, QuietTime } from '../utils/preferences';
import { inTransaction } from '../utils/transaction';
import type { Locale, UserActor } from '../utils/types/actor';
import type { Outbox } from './outbox/outbox.service';

/** What a person wishes: absent stays, null goes. */
export interface PreferenceChange {
  readonly language?: Locale | undefined;
  readonly channels?: Partial<Record<PreferenceChannel, boolean>> | undefined;
  readonly events?: GroupWishes | undefined;
  readonly quietHours?: QuietTime | null | undefined;
}

export type PreferenceHolder = Pick<User, 'locale' | 'preferences'>;

export interface PreferenceService {
  get(actor: UserActor): Promise<PreferenceHolder>;
  /** Changes what is named; the other channels and kinds stay as they are. */
  update(actor: UserActor, change: PreferenceChange): Promise<PreferenceHolder>;
}

export interface PreferenceDeps {
  readonly clock: Clock;
  readonly outbox: Outbox;
}

const FIELDS = { locale: 1, preferences: 1 } as const;

/** Makes the service of what people wish to be told, how, when and in which language. */
export function makePreferenceService({ clock, outbox }: PreferenceDeps): PreferenceService {
  const get = ({ id }: UserActor): Promise<PreferenceHolder> =>
    UserModel.findOne({ _id: toObjectId(id) }, FIELDS)
      .orFail(() => new NotFound('request.notFound'))
      .lean<PreferenceHolder>()
      .exec();
  return {
    get,
    async update(actor, { language, channels = {}, events = {}, quietHours }) {
      const fields = {
        locale: language,
        ...within('preferences.channels', channels),
        ...ofGroups(events),
        'preferences.quietHours': quietHours,
      };
      const patch = patchOf(fields);
      if (!isEmptyPatch(patch)) {
        const named = [...Object.keys(patch.$set ?? {}), ...Object.keys(patch.$unset ?? {})];
        await inTransaction(async (tx) => {
          const $set = { ...patch.$set, updatedAt: clock.now() };
          const own = { _id: toObjectId(actor.id) };
          await UserModel.updateOne(own, { ...patch, $set }, { session: tx });
          await outbox.record(tx, 'preferences.changed', { userId: actor.id, fields: named }, { actor });
        });
      }
      return get(actor);
    },
  };
}

/** Each way of each kind by itself. */
const ofGroups = (events: GroupWishes): Record<string, unknown> =>
  Object.assign(
    {},
    ...Object.entries(events).map(([group, ways]) => within(`preferences.events.${group}`, ways)),
  ) as Record<string, unknown>;
