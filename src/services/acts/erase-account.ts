import { UserModel, type User } from '../../models/user.model';
import { Conflict, Unauthenticated } from '../../utils/errors';
import { t } from '../../utils/i18n';
import { toObjectId } from '../../utils/ids';
import { inTransaction, type Tx } from '../../utils/transaction';
import type { Locale, UserActor } from '../../utils/types/actor';
import type { JobMoneyDeps } from '../jobMoney/deps';
import type { ItsYou } from '../privacy/itsYou';
import { leaveAll, type Left } from '../privacy/leaving';
import { PERSONAL_FIELDS } from '../privacy/personalFields';
import { erasureReasons, type ErasureReason } from '../privacy/reasons';
import type { SessionService } from '../session.service';

export interface EraseAccountDeps extends JobMoneyDeps {
  readonly itsYou: Pick<ItsYou, 'assertPassword'>;
  readonly sessions: Pick<SessionService, 'end'>;
}

export interface Erasing {
  readonly password: string | undefined;
  /** Of the reasons, where it is refused. */
  readonly locale: Locale;
}

/** What an erasure has ended. */
export interface Erased {
  readonly at: Date;
  readonly left: Left;
}

export type EraseAccount = (actor: UserActor, given: Erasing) => Promise<Erased>;

/**
 * Somebody's account goes at his own wish. In one step: what he had offered and posted ends, his name and contacts are
 * free, every login is over. His files and what else he left follow (`services/privacy`). 409 with all reasons while
 * money or work is open: nothing has changed then.
 */
export const makeEraseAccount =
  (deps: EraseAccountDeps): EraseAccount =>
  async (actor, { password, locale }) => {
    await deps.itsYou.assertPassword(actor, password);
    return inTransaction((tx) => erase(tx, deps, { actor, locale }));
  };

/** Whoever has no account any more is not signed in. */
const gone = (): Unauthenticated => new Unauthenticated('auth.sessionEnded');

interface Order {
  readonly actor: UserActor;
  readonly locale: Locale;
}

async function erase(tx: Tx, deps: EraseAccountDeps, { actor, locale }: Order): Promise<Erased> {
  const { clock, outbox, sessions, settings } = deps;
  const user = await UserModel.findOne({ _id: toObjectId(actor.id) }, null, { session: tx })
    .orFail(gone)
    .lean<User>()
    .exec();
  const currency = (await settings.current()).get('market.currency');
  assertMayGo(await erasureReasons(tx, user, currency), locale);
  const left = await leaveAll(tx, deps, user);
  const at = clock.now();
  await empty(tx, user, at);
  await sessions.end({ tx, userId: actor.id, reason: 'erased', by: actor });
  const { endedJobs, withdrawnQuotes } = left;
  const fact = { userId: actor.id, locale: user.locale, endedJobs, withdrawnQuotes };
  const told = { ...fact, ...(user.email !== undefined && { email: user.email }) };
  await outbox.record(tx, 'account.erased', told, { actor });
  return { at, left };
}

function assertMayGo(reasons: readonly ErasureReason[], locale: Locale): void {
  if (reasons.length > 0) {
    const told = reasons.map((one) => ({ ...one, message: t(locale, `erasure.${one.reason}`) }));
    throw new Conflict('privacy.erasureRefused', { pub: { currentState: 'active', reasons: told } });
  }
}

/** Of two at once one empties it. */
async function empty(tx: Tx, { _id }: User, at: Date): Promise<void> {
  await UserModel.findOneAndUpdate(
    { _id, erasure: { $exists: false } },
    {
      $set: { roles: [], erasure: { at, sweepAt: at }, updatedAt: at },
      $unset: Object.fromEntries(PERSONAL_FIELDS.map((field) => [field, 1])),
    },
    { session: tx },
  )
    .orFail(gone)
    .lean()
    .exec();
}
