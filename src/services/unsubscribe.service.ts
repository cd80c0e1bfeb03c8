import type { KeyObject } from 'node:crypto';
import { UserModel } from '../models/user.model';
import { after, days, type Clock } from '../utils/clock';
import { toObjectId, type Id } from '../utils/ids';
import { EVENT_GROUPS, type EventGroup } from '../utils/preferences';
import { isSealed, sealLink } from '../utils/signedLink';
import { inTransaction } from '../utils/transaction';
import { systemActor, type Locale } from '../utils/types/actor';
import type { Outbox } from './outbox/outbox.service';

/** Mails of one kind to one user. */
export interface MailsOf {
  readonly userId: Id;
  readonly kind: EventGroup;
}

export interface UnsubscribeService {
  /** The address by which whoever holds a mail switches its kind off, without a login; the same for the same mail. */
  linkOf(about: MailsOf & { readonly locale: Locale; readonly at: Date }): string;
  /** The kind that a link is about; undefined when it is not ours or too old. Says nothing of its user. */
  kindOf(token: string): EventGroup | undefined;
  /** Switches the mails of a link off and says of which kind; undefined when it is not ours or too old. Safe to repeat. */
  apply(token: string): Promise<EventGroup | undefined>;
}

export interface UnsubscribeDeps {
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly linkKey: KeyObject;
  readonly publicUrl: string;
}

const PAGE = '/notifications/unsubscribe';
const LIFE_MS = days(90);
const SHAPE = /^([0-9a-f]{24})\.([a-z]+)\.(\d{1,12})\.([\w-]{43})$/;

/** Makes what stands behind the links that switch mails off. */
export function makeUnsubscribeService(deps: UnsubscribeDeps): UnsubscribeService {
  const { linkKey, publicUrl } = deps;
  return {
    linkOf({ userId, kind, locale, at }) {
      const { expires, signature } = sealLink(linkKey, pathOf({ userId, kind }), after(at, LIFE_MS));
      return `${publicUrl}${PAGE}?token=${userId}.${kind}.${expires}.${signature}&lang=${locale}`;
    },
    kindOf: (token) => read(token, deps)?.kind,
    async apply(token) {
      const about = read(token, deps);
      if (about) {
        await switchOff(about, deps);
      }
      return about?.kind;
    },
  };
}

const pathOf = ({ userId, kind }: MailsOf): string => `${PAGE}/${userId}/${kind}`;

function read(token: string, { linkKey, clock }: UnsubscribeDeps): MailsOf | undefined {
  const [, userId = '', named, expires = '', signature = ''] = SHAPE.exec(token) ?? [];
  const kind = EVENT_GROUPS.find((group) => group === named);
  if (!kind) {
    return undefined;
  }
  const about = { userId, kind };
  return isSealed(linkKey, pathOf(about), { expires, signature, now: clock.now() }) ? about : undefined;
}

/** Off already, or the account gone: nothing changes, and nobody is told the difference. */
async function switchOff({ userId, kind }: MailsOf, { clock, outbox }: UnsubscribeDeps): Promise<void> {
  const field = `preferences.events.${kind}.email`;
  await inTransaction(async (tx) => {
    const { modifiedCount } = await UserModel.updateOne(
      { _id: toObjectId(userId), [field]: { $ne: false } },
      { $set: { [field]: false, updatedAt: clock.now() } },
      { session: tx },
    );
    if (modifiedCount === 1) {
      const facts = { userId, fields: [field], byLink: true } as const;
      await outbox.record(tx, 'preferences.changed', { ...facts, fields: [field] }, { actor: systemActor });
    }
  });
}
