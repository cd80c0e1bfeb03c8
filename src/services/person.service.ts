import type { PictureRef } from '../models/plugins/picture';
import { UserModel, type User } from '../models/user.model';
import { idOf, toObjectId, type Id } from '../utils/ids';

/** What of a user is shown inside other things. */
export type Person = Pick<User, '_id' | 'firstName' | 'lastName' | 'rating' | 'ratingCount' | 'erasure'> & {
  readonly picture?: Pick<PictureRef, 'url'>;
};
export type People = ReadonlyMap<Id, Person>;

const SHOWN = { firstName: 1, lastName: 1, picture: 1, rating: 1, ratingCount: 1, erasure: 1 } as const;
const IS_ID = /^[0-9a-f]{24}$/;

/** The people behind these ids, in one query; who is gone, or `system`, is absent. */
export async function findPeople(ids: readonly Id[]): Promise<People> {
  const asked = [...new Set(ids)].filter((id) => IS_ID.test(id));
  if (asked.length === 0) {
    return new Map();
  }
  const found = await UserModel.find({ _id: { $in: asked.map(toObjectId) } }, SHOWN)
    .lean<Person[]>()
    .exec();
  return new Map(found.map((person) => [idOf(person), person]));
}
