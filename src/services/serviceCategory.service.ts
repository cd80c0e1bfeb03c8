import { mongo } from 'mongoose';
import { ServiceCategoryModel, type ServiceCategory } from '../models/serviceCategory.model';
import type { Clock } from '../utils/clock';
import { BadRequest, Conflict, NotFound } from '../utils/errors';
import { idOf, newId, toObjectId, type Id } from '../utils/ids';
import { patchOf } from '../utils/patch';
import { hasRight } from '../utils/rights';
import { inTransaction, type Tx } from '../utils/transaction';
import type { Actor, Locale } from '../utils/types/actor';
import type { CatalogueService } from './catalogue/catalogueView';
import type { ServiceCatalogue } from './catalogue/serviceCatalogue';
import {
  changed,
  differences,
  factsOf,
  nameKeysOf,
  NEW_SERVICE,
  slugFrom,
  type ServiceChange,
  type ServiceFields,
} from './catalogue/serviceFields';
import { countUsage, type UsageCounter } from './catalogue/serviceUsage';
import type { Outbox } from './outbox/outbox.service';

/** A change, and the language of its plain texts. */
export interface ServiceEdit {
  readonly change: ServiceChange;
  readonly locale: Locale;
}

export interface ServiceCategoryService {
  /** The catalogue in its order; staff may ask for what is retired too. */
  list(actor: Actor | undefined, wish: { readonly all: boolean }): Promise<readonly CatalogueService[]>;
  /** Adds a service; 409 when its slug or one of its names is another's. */
  create(actor: Actor, edit: ServiceEdit): Promise<CatalogueService>;
  /** Changes what is named; 409 when the slug or a name is another's. */
  update(actor: Actor, id: Id, edit: ServiceEdit): Promise<CatalogueService>;
  /** Deletes what nothing refers to; else 409 with the count. */
  remove(actor: Actor, id: Id): Promise<void>;
}

export interface ServiceCategoryDeps {
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly catalogue: ServiceCatalogue;
  readonly usage: readonly UsageCounter[];
}

/** Makes what staff does with the catalogue of trades. */
export function makeServiceCategoryService(deps: ServiceCategoryDeps): ServiceCategoryService {
  const { catalogue } = deps;
  const act = async (work: (tx: Tx) => Promise<Id>): Promise<Id> => {
    const id = await inTransaction(work).catch(asTaken);
    catalogue.forget();
    return id;
  };
  const getOne = async (id: Id): Promise<CatalogueService> => {
    const service = (await catalogue.current()).get(id);
    if (!service) {
      throw new NotFound('request.notFound');
    }
    return service;
  };
  return {
    async list(actor, { all }) {
      const seesAll = all && actor !== undefined && hasRight(actor, 'services.manage');
      return (await catalogue.current()).all.filter(({ isRetired }) => seesAll || !isRetired);
    },
    create: async (actor, edit) => getOne(await act((tx) => create(tx, actor, { ...deps, ...edit }))),
    update: async (actor, id, edit) => getOne(await act((tx) => update(tx, actor, { ...deps, ...edit, id }))),
    async remove(actor, id) {
      await act((tx) => remove(tx, actor, { ...deps, id }));
    },
  };
}

type Create = ServiceCategoryDeps & ServiceEdit;
type Update = Create & { readonly id: Id };
type Remove = ServiceCategoryDeps & { readonly id: Id };

async function create(tx: Tx, actor: Actor, { change, locale, clock, outbox }: Create): Promise<Id> {
  const [_id, now] = [newId(), clock.now()];
  const given = changed(NEW_SERVICE, change, locale);
  const fields = { ...given, slug: given.slug ?? slugFrom(given.names, idOf(_id)) };
  assertNamed(fields);
  await holdParent(tx, fields, now);
  const times = { revision: 1, createdAt: now, updatedAt: now };
  const document: ServiceCategory = { _id, ...fields, nameKeys: nameKeysOf(fields.names), ...times };
  await ServiceCategoryModel.create([document], { session: tx });
  await outbox.record(tx, 'service.created', { serviceId: idOf(_id), after: factsOf(fields) }, { actor });
  return idOf(_id);
}

/** Read and written in one transaction: of two changes at once one begins again. */
async function update(tx: Tx, actor: Actor, { id, change, locale, clock, outbox }: Update): Promise<Id> {
  const before = await getLive(tx, id);
  const after = changed(before, change, locale);
  const difference = differences(before, after);
  if (!difference) {
    return id;
  }
  assertNamed(after);
  if (difference.after['parent']) {
    await assertFitsInto(tx, id, after);
    await holdParent(tx, after, clock.now());
  }
  const { $set, ...rest } = patchOf({
    ...after,
    parent: after.parent ?? null,
    icon: after.icon ?? null,
    color: after.color ?? null,
  });
  const written = { ...$set, nameKeys: nameKeysOf(after.names), updatedAt: clock.now() };
  await ServiceCategoryModel.updateOne(
    { _id: before._id },
    { ...rest, $set: written, $inc: { revision: 1 } },
    { session: tx },
  );
  const event = after.isRetired && !before.isRetired ? 'service.retired' : 'service.updated';
  await outbox.record(tx, event, { serviceId: id, ...difference }, { actor });
  return id;
}

/** The slug and the names are free again; the document stays for whoever referred to it in this very instant. */
async function remove(tx: Tx, actor: Actor, { id, clock, outbox, usage }: Remove): Promise<Id> {
  const before = await getLive(tx, id);
  const used = await countUsage(tx, before._id, usage);
  if (used.count > 0) {
    throw new Conflict('service.inUse', { pub: { ...used, isRetired: before.isRetired } });
  }
  const now = clock.now();
  await ServiceCategoryModel.updateOne(
    { _id: before._id },
    {
      $set: { isRetired: true, deletedAt: now, updatedAt: now },
      $unset: { slug: 1, nameKeys: 1, parent: 1 },
      $inc: { revision: 1 },
    },
    { session: tx },
  );
  await outbox.record(tx, 'service.deleted', { serviceId: id, before: factsOf(before) }, { actor });
  return id;
}

const getLive = (tx: Tx, id: Id): Promise<ServiceCategory> =>
  ServiceCategoryModel.findOne({ _id: toObjectId(id), slug: { $exists: true } }, null, { session: tx })
    .orFail(() => new NotFound('request.notFound'))
    .lean<ServiceCategory>()
    .exec();

function assertNamed({ names }: ServiceFields): void {
  if (Object.keys(names).length === 0) {
    throw invalid('names', 'names must hold at least one language');
  }
}

/** Writes to the parent, so that it neither goes nor gets a parent of its own in the same instant. */
async function holdParent(tx: Tx, { parent }: ServiceFields, now: Date): Promise<void> {
  if (!parent) {
    return;
  }
  const { matchedCount } = await ServiceCategoryModel.updateOne(
    { _id: parent, slug: { $exists: true }, parent: { $exists: false } },
    { $set: { updatedAt: now }, $inc: { revision: 1 } }, // the instant alone may change nothing
    { session: tx },
  );
  if (matchedCount === 0) {
    throw invalid('parent', 'parent must be a service that has no parent of its own');
  }
}

/** Two levels only. */
async function assertFitsInto(tx: Tx, id: Id, { parent }: ServiceFields): Promise<void> {
  const isOwnParent = parent !== undefined && idOf(parent) === id;
  if (isOwnParent || (await ServiceCategoryModel.exists({ parent: toObjectId(id) }).session(tx))) {
    throw invalid('parent', 'a service with services in it cannot be put into another one');
  }
}

const invalid = (field: string, message: string): BadRequest =>
  new BadRequest('request.invalid', { pub: { errors: [{ field, message }] } });

const DUPLICATE_KEY = 11_000;

/** The unique indexes decide, not a look beforehand. */
function asTaken(error: unknown): never {
  if (error instanceof mongo.MongoServerError && error.code === DUPLICATE_KEY) {
    const key = (error['keyPattern'] ?? {}) as Readonly<Record<string, unknown>>;
    throw new Conflict('slug' in key ? 'service.slugTaken' : 'service.nameTaken', { cause: error });
  }
  throw error;
}
