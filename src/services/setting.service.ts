import { mongo } from 'mongoose';
import type { SettingKey, SettingValue } from '../config/settings';
import { SettingModel, type SettingVersion } from '../models/setting.model';
import type { Clock } from '../utils/clock';
import { Conflict, NotFound } from '../utils/errors';
import { COUNT_CAP, type Page, type PageRequest } from '../utils/page';
import { inTransaction } from '../utils/transaction';
import type { Actor } from '../utils/types/actor';
import type { Outbox } from './outbox/outbox.service';
import { eventActorOf } from './outbox/on';
import { applyEdits, type SettingEdit } from './settings/change';
import { overviewOf, type SettingsOverview } from './settings/overview';
import { makeView, type SettingScope, type SettingsView } from './settings/view';

export interface SettingsEdit {
  readonly edits: readonly SettingEdit[];
  /** The version that the editor saw; absent: the present one. */
  readonly basis?: number | undefined;
  readonly reason?: string | undefined;
}

export interface SettingService {
  /** One figure, now or as it stood in a pinned version. */
  get<K extends SettingKey>(
    key: K,
    scope?: SettingScope & { readonly version?: number },
  ): Promise<SettingValue<K>>;
  /** All figures now; at most a second old. */
  current(): Promise<SettingsView>;
  /** All figures of a version; throws 404 when there is none. */
  at(version: number): Promise<SettingsView>;
  /** Makes the next version; 400 with each wrong value, 409 when somebody else changed the settings meanwhile. */
  change(actor: Actor, edit: SettingsEdit): Promise<SettingsView>;
  /** Every figure that holds now, with its default and its exceptions. */
  overview(): Promise<SettingsOverview>;
  /** Every change, the latest first. */
  history(request: PageRequest): Promise<Page<SettingVersion>>;
}

export interface SettingDeps {
  readonly clock: Clock;
  readonly outbox: Outbox;
}

const CACHE_MS = 1_000;
const DEFAULTS: Pick<SettingVersion, '_id' | 'values'> = { _id: 0, values: [] };

/** Makes the figures of the business: versioned, typed by the catalogue, read from memory. */
export function makeSettingService({ clock, outbox }: SettingDeps): SettingService {
  const cache = makeCache(clock);
  const change = async (actor: Actor, { edits, basis, reason }: SettingsEdit): Promise<SettingsView> => {
    const seen = basis ?? (await readLatest())._id;
    const next = await unlessOvertaken(() =>
      inTransaction(async (tx) => {
        const latest = await readLatest(tx);
        if (latest._id !== seen) {
          throw overtaken(latest._id);
        }
        const { values, changes } = applyEdits(latest.values, edits);
        if (changes.length === 0) {
          return { _id: latest._id, values };
        }
        const version = latest._id + 1;
        const why = reason === undefined ? {} : { reason };
        const row: SettingVersion = {
          _id: version,
          values,
          changes,
          by: eventActorOf(actor),
          at: clock.now(),
          ...why,
        };
        await SettingModel.insertMany([row], { session: tx });
        await outbox.record(tx, 'settings.changed', { version, changes, ...why }, { actor });
        return { _id: version, values };
      }),
    );
    return cache.put(next);
  };
  return {
    current: cache.current,
    at: cache.at,
    change,
    async get(key, { version, ...scope } = {}) {
      const view = await (version === undefined ? cache.current() : cache.at(version));
      return view.get(key, scope);
    },
    async overview() {
      const { _id, values } = await readLatest();
      return overviewOf(_id, values);
    },
    history: listHistory,
  };
}

async function readLatest(tx?: mongo.ClientSession): Promise<Pick<SettingVersion, '_id' | 'values'>> {
  const latest = await SettingModel.findOne({ _id: { $gt: 0 } }, null, { session: tx ?? null })
    .sort({ _id: -1 })
    .lean<SettingVersion>()
    .exec();
  return latest ?? DEFAULTS;
}

/** Two changes at once try to insert the same version: the loser's duplicate key ends its transaction. */
async function unlessOvertaken<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof mongo.MongoServerError && error.code === 11_000) {
      throw overtaken((await readLatest())._id, error);
    }
    throw error;
  }
}

const overtaken = (currentVersion: number, cause?: unknown): Conflict =>
  new Conflict('setting.changedMeanwhile', { pub: { currentVersion }, cause });

interface SettingCache {
  current(): Promise<SettingsView>;
  at(version: number): Promise<SettingsView>;
  put(version: Pick<SettingVersion, '_id' | 'values'>): SettingsView;
}

/**
 * A version never changes, so it is kept for good; which one is the present one is asked again after a second. What was
 * just read or written wins all the same: a database that was put back counts its versions from an earlier one.
 */
function makeCache(clock: Clock): SettingCache {
  const versions = new Map<number, SettingsView>();
  let latest: { readonly view: Promise<SettingsView>; readonly readAt: number } | undefined;
  const keep = ({ _id, values }: Pick<SettingVersion, '_id' | 'values'>): SettingsView => {
    const view = makeView(_id, values);
    versions.set(_id, view);
    return view;
  };
  keep(DEFAULTS);
  return {
    current() {
      const now = clock.now().getTime();
      if (!latest || Math.abs(now - latest.readAt) >= CACHE_MS) {
        const view = readLatest().then(keep);
        latest = { view, readAt: now };
        view.catch(() => (latest = undefined) /* the caller gets the error; the next one asks again */);
      }
      return latest.view;
    },
    async at(version) {
      const known = versions.get(version);
      if (known) {
        return known;
      }
      const stored = await SettingModel.findOne({ _id: version }).lean<SettingVersion>().exec();
      if (!stored) {
        throw new NotFound('request.notFound', { pvt: { settingsVersion: version } });
      }
      return keep(stored);
    },
    put(version) {
      const view = keep(version);
      latest = { view: Promise.resolve(view), readAt: clock.now().getTime() };
      return view;
    },
  };
}

/** Versions are numbered without gaps: the number of the latest is their count. */
async function listHistory({ page, limit, cursor }: PageRequest): Promise<Page<SettingVersion>> {
  const count = (await readLatest())._id;
  const before = cursor === undefined ? count - (page - 1) * limit : Number(cursor) - 1;
  const items = await SettingModel.find({ _id: { $lte: before, $gt: before - limit } })
    .sort({ _id: -1 })
    .lean<SettingVersion[]>()
    .exec();
  const hasNextPage = before - limit > 0;
  return {
    items,
    page,
    limit,
    totalItems: Math.min(count, COUNT_CAP),
    totalIsCapped: count > COUNT_CAP,
    hasNextPage,
    ...(hasNextPage ? { nextCursor: String(before - limit + 1) } : {}),
  };
}
