import type { Names } from './names';

/** The files of a resource from the service down. */

export const model = ({ stem, many, Type, words }: Names): string => `
import { Schema, Types } from 'mongoose';
import { defineModel, type ModelQuery } from './defineModel';

/** A stored ${words}. */
export interface ${Type} {
  readonly _id: Types.ObjectId;
  ownerId: Types.ObjectId;
  title: string;
  createdAt: Date;
}

const schema = new Schema<${Type}>({
  ownerId: { type: Schema.Types.ObjectId, required: true },
  title: { type: String, required: true },
  createdAt: { type: Date, required: true },
});

schema.index({ ownerId: 1, _id: -1 });

export const ${stem}Queries: readonly ModelQuery[] = [
  { name: 'one of an owner', filter: { _id: new Types.ObjectId(), ownerId: new Types.ObjectId() } },
];

export const ${Type}Model = defineModel<${Type}>({ name: '${Type}', collection: '${many}', schema, queries: ${stem}Queries });
`;

export const service = ({ stem, Type, words, one }: Names): string => `
import { ${Type}Model, type ${Type} } from '../models/${stem}.model';
import type { Clock } from '../utils/clock';
import { NotFound } from '../utils/errors';
import { newId, toObjectId, type Id } from '../utils/ids';
import type { UserActor } from '../utils/types/actor';

export interface New${Type} {
  readonly title: string;
}

export interface ${Type}Service {
  /** Makes ${one} that belongs to the actor. */
  create(actor: UserActor, facts: New${Type}): Promise<${Type}>;
  /** The actor's own ${words}; 404 when it is not there or not his. */
  get(actor: UserActor, id: Id): Promise<${Type}>;
}

/** Makes the service of one resource: ${words}. */
export function make${Type}Service({ clock }: { readonly clock: Clock }): ${Type}Service {
  return {
    async create(actor, { title }) {
      const ${stem}: ${Type} = { _id: newId(), ownerId: toObjectId(actor.id), title, createdAt: clock.now() };
      await ${Type}Model.create(${stem});
      return ${stem};
    },

    async get(actor, id) {
      const found = await ${Type}Model.findOne({ _id: toObjectId(id), ownerId: toObjectId(actor.id) }).lean();
      if (!found) {
        throw new NotFound('request.notFound');
      }
      return found;
    },
  };
}
`;

export const policy = ({ stem, Type, words, one }: Names): string => `
import type { ${Type} } from '../../models/${stem}.model';
import { idOf } from '../../utils/ids';
import { definePolicy } from './policy';

/** What a person may do with ${one} now; feeds buttons and messages. The filter of the write is the lock. */
export const ${stem}Policy = definePolicy<${Type}>()({
  /** Only its owner sees his ${words}. */
  read: (actor, ${stem}) => actor.id === idOf(${stem}.ownerId) || 'access.forbidden',
});
`;

export const presenter = ({ stem, Type, words }: Names): string => `
import type { ${Type} } from '../../models/${stem}.model';
import { abilities } from '../../services/policies/policy';
import { ${stem}Policy } from '../../services/policies/${stem}.policy';
import { idOf } from '../../utils/ids';
import type { Actor } from '../../utils/types/actor';

/** What the owner sees of his ${words}. */
export const present${Type} = (${stem}: ${Type}, viewer: Actor) => ({
  id: idOf(${stem}),
  _id: idOf(${stem}),
  title: ${stem}.title,
  createdAt: ${stem}.createdAt.toISOString(),
  can: abilities(${stem}Policy, viewer, ${stem}),
});
`;
