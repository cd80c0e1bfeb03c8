import { RefreshTokenModel, type RefreshToken } from '../../models/refreshToken.model';
import { after } from '../../utils/clock';
import { idOf, newId, newSecret, toObjectId, type Id } from '../../utils/ids';
import { isSameText, keyedDigest, type Keys } from '../../utils/keys';
import type { Tx } from '../../utils/transaction';

/** The tokens of one session form a family: each is good for one use, which makes the next one. */
export interface RefreshTokens {
  /** Stores a token; gives its id, from which `textOf` writes it. */
  issue(tx: Tx, family: { sessionId: Id; userId: Id; now: Date; ttlMs: number }): Promise<Id>;
  textOf(tokenId: Id): Promise<string>;
  /** The token behind a text that we have written, used or not. */
  find(text: string): Promise<RefreshToken | undefined>;
  /** False when it has been used before. */
  use(tx: Tx, tokenId: Id, now: Date): Promise<boolean>;
}

const SHAPE = /^([0-9a-f]{24})\.([\w-]{43})$/;

/** Makes the store of refresh tokens. What is stored is of no use without the server's key. */
export function makeRefreshTokens({ keys }: { readonly keys: Pick<Keys, 'tokenHash'> }): RefreshTokens {
  const secretOf = ({ _id, nonce }: Pick<RefreshToken, '_id' | 'nonce'>): string =>
    keyedDigest(keys.tokenHash, `refresh:${idOf(_id)}:${nonce}`);
  return {
    async issue(tx, { sessionId, userId, now, ttlMs }) {
      const _id = newId();
      const owner = { sessionId: toObjectId(sessionId), userId: toObjectId(userId) };
      const token = { _id, ...owner, nonce: newSecret(), createdAt: now, expiresAt: after(now, ttlMs) };
      await RefreshTokenModel.create([token], { session: tx });
      return idOf(_id);
    },
    async textOf(tokenId) {
      const token = await RefreshTokenModel.findById(toObjectId(tokenId)).orFail().lean<RefreshToken>();
      return `${tokenId}.${secretOf(token)}`;
    },
    async find(text) {
      const [, id, secret] = SHAPE.exec(text) ?? [];
      if (id === undefined || secret === undefined) {
        return undefined;
      }
      const token = await RefreshTokenModel.findById(toObjectId(id)).lean<RefreshToken>();
      return token && isSameText(secret, secretOf(token)) ? token : undefined;
    },
    async use(tx, tokenId, now) {
      const { modifiedCount } = await RefreshTokenModel.updateOne(
        { _id: toObjectId(tokenId), usedAt: null },
        { $set: { usedAt: now } },
        { session: tx },
      );
      return modifiedCount === 1;
    },
  };
}
