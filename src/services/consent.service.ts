import { ConsentModel, type Consent } from '../models/consent.model';
import type { Clock } from '../utils/clock';
import { CONSENT_KINDS, type ConsentKind, type ConsentSource, type ConsentWishes } from '../utils/consents';
import { newId, toObjectId, type Id } from '../utils/ids';
import { inTransaction, type Tx } from '../utils/transaction';
import type { Actor, Locale, UserActor } from '../utils/types/actor';
import type { Outbox } from './outbox/outbox.service';
import type { SettingService } from './setting.service';

/** How it stands with one kind. */
export interface ConsentState {
  readonly kind: ConsentKind;
  /** What was said last; absent: nothing yet. */
  readonly last: Consent | undefined;
  /** Of the text that holds now. */
  readonly currentVersion: string;
}

export interface NewConsents {
  readonly actor: Actor;
  readonly userId: Id;
  readonly wishes: ConsentWishes;
  readonly locale: Locale;
  readonly source: ConsentSource;
}

export interface ConsentService {
  /** How it stands with each kind. */
  listOwn(actor: UserActor): Promise<ConsentState[]>;
  /** Notes what is said anew; saying the same of the same text again changes nothing. */
  change(actor: UserActor, given: Pick<NewConsents, 'wishes' | 'locale'>): Promise<ConsentState[]>;
  /** The same as a part of something greater. */
  record(tx: Tx, given: NewConsents): Promise<void>;
}

export interface ConsentDeps {
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly settings: Pick<SettingService, 'get'>;
}

/** Makes the service of what people agreed to: a record that only grows. */
export function makeConsentService(deps: ConsentDeps): ConsentService {
  const record = makeRecord(deps);
  const listOwn: ConsentService['listOwn'] = async ({ id }) => {
    const versions = await deps.settings.get('account.consentVersions');
    const latest = await findLatest(id);
    return CONSENT_KINDS.map((kind) => ({
      kind,
      last: latest.get(kind),
      currentVersion: versions[kind],
    }));
  };
  return {
    listOwn,
    record,
    async change(actor, given) {
      await inTransaction((tx) => record(tx, { ...given, actor, userId: actor.id, source: 'settings' }), {
        turn: `consents:${actor.id}`,
      });
      return listOwn(actor);
    },
  };
}

const makeRecord =
  ({ clock, outbox, settings }: ConsentDeps): ConsentService['record'] =>
  async (tx, { actor, userId, wishes, locale, source }) => {
    const versions = await settings.get('account.consentVersions');
    const latest = await findLatest(userId, tx);
    const said = CONSENT_KINDS.flatMap((kind): Consent[] => {
      const [isGiven, version, last] = [wishes[kind], versions[kind], latest.get(kind)];
      return isGiven === undefined || (last?.isGiven === isGiven && last.version === version)
        ? []
        : [
            {
              _id: newId(),
              userId: toObjectId(userId),
              kind,
              isGiven,
              version,
              locale,
              source,
              at: clock.now(),
            },
          ];
    });
    if (said.length > 0) {
      await ConsentModel.insertMany(said, { session: tx });
      const facts = said.map(({ kind, isGiven, version }) => ({ kind, isGiven, version }));
      await outbox.record(tx, 'consent.changed', { userId, consents: facts, source }, { actor });
    }
  };

async function findLatest(userId: Id, tx?: Tx): Promise<ReadonlyMap<ConsentKind, Consent>> {
  const rows = await ConsentModel.find({ userId: toObjectId(userId) }, null, { session: tx ?? null })
    .sort({ at: -1, _id: -1 })
    .lean<Consent[]>()
    .exec();
  return new Map(rows.reverse().map((row) => [row.kind, row]));
}
