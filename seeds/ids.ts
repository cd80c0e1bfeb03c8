import { createHash } from 'node:crypto';
import { toObjectId, type Id } from '../src/utils/ids';

const ID_DIGITS = 24;

/** The id of a thing of the demo: always the same for the same name. */
export const demoId = (name: string): ReturnType<typeof toObjectId> => {
  const id: Id = createHash('sha256').update(`craftworks demo ${name}`).digest('hex').slice(0, ID_DIGITS);
  return toObjectId(id);
};
