import { randomBytes, randomUUID } from 'node:crypto';
import { Types } from 'mongoose';

/** An ObjectId as 24 hex digits, the form in which ids travel above the models. */
export type Id = string;

/** A fresh id. */
export const newId = (): Types.ObjectId => new Types.ObjectId();

/** The stored form of an id; callers pass only validated hex strings. */
export const toObjectId = (id: Id): Types.ObjectId => new Types.ObjectId(id);

/** The travelling form of a stored id. */
export const idOf = (value: Types.ObjectId | { _id: Types.ObjectId }): Id =>
  value instanceof Types.ObjectId ? value.toHexString() : value._id.toHexString();

/** A random id for requests and processes. */
export const newUuid = (): string => randomUUID();

/** A secret with `bytes` bytes of randomness, safe in an address. */
export const newSecret = (bytes = 32): string => randomBytes(bytes).toString('base64url');

/** The same as hex digits, for names of files. */
export const newToken = (bytes: number): string => randomBytes(bytes).toString('hex');
