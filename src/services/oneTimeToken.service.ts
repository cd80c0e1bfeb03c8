import { OneTimeTokenModel, type OneTimeToken, type TokenPurpose } from '../models/oneTimeToken.model';
import { after, hours, type Clock } from '../utils/clock';
import { keyOfEmail } from '../utils/emails';
import { Gone } from '../utils/errors';
import { idOf, newId, newSecret, toObjectId, type Id } from '../utils/ids';
import { isSameText, keyedDigest, type Keys } from '../utils/keys';
import type { Tx } from '../utils/transaction';

/** Where a link goes. */
type Addressed = { readonly email: string } | { readonly phone: string };
type NewToken = Addressed & { readonly purpose: TokenPurpose; readonly userId: Id };
type Reserved = { readonly emailKey: string } | { readonly phone: string };

/** What mailed links carry. */
export interface OneTimeTokenService {
  /** Stores a token for a link to an address or a phone; events carry its id, never the link. */
  issue(tx: Tx, facts: NewToken): Promise<Id>;
  /** The link as a mail shows it; undefined once it is used or too old: then there is nothing to send. */
  linkOf(tokenId: Id): Promise<string | undefined>;
  /** The living token behind a link's text; throws Gone when it is used, too old, of another purpose or not ours. */
  getLiving(text: string, purposes: readonly TokenPurpose[]): Promise<OneTimeToken>;
  /** Takes the token; of two at once one throws Gone. */
  use(tx: Tx, token: OneTimeToken): Promise<void>;
  /** Whether another user may still take an account back to this address or phone: until then it is nobody else's. */
  isReserved(tx: Tx, facts: Reserved & { readonly for: Id }): Promise<boolean>;
  /** Makes links of a user useless; `issuedAfter` spares older ones. */
  revoke(tx: Tx, facts: { userId: Id; purposes: readonly TokenPurpose[]; issuedAfter?: Date }): Promise<void>;
}

export interface OneTimeTokenOptions {
  readonly clock: Clock;
  readonly keys: Pick<Keys, 'tokenHash'>;
  /** Where the client app's pages are. */
  readonly publicUrl: string;
}

const LIFE_MS: Readonly<Record<TokenPurpose, number>> = {
  resetPassword: hours(1),
  verifyEmail: hours(72),
  changeEmail: hours(24),
  undoEmail: hours(72),
  undoPhone: hours(72),
};

const PAGES: Readonly<Record<TokenPurpose, string>> = {
  resetPassword: '/reset-password',
  verifyEmail: '/verify-email',
  changeEmail: '/verify-email',
  undoEmail: '/undo-change',
  undoPhone: '/undo-change',
};

const SHAPE = /^([0-9a-f]{24})\.([\w-]{43})$/;

/** Makes the store of one-time tokens. What is stored is of no use without the server's key. */
export const makeOneTimeTokenService = (options: OneTimeTokenOptions): OneTimeTokenService => ({
  ...makeWriting(options),
  ...makeReading(options),
});

const secretOf = ({ _id, purpose, nonce }: OneTimeToken, keys: OneTimeTokenOptions['keys']): string =>
  keyedDigest(keys.tokenHash, `${purpose}:${idOf(_id)}:${nonce}`);

const find = (id: Id): Promise<OneTimeToken | null> =>
  OneTimeTokenModel.findById(toObjectId(id)).lean<OneTimeToken>().exec();

function makeReading({
  clock,
  keys,
  publicUrl,
}: OneTimeTokenOptions): Pick<OneTimeTokenService, 'linkOf' | 'getLiving' | 'isReserved'> {
  const isLiving = (token: OneTimeToken): boolean => !token.usedAt && token.expiresAt > clock.now();
  return {
    async linkOf(tokenId) {
      const token = await find(tokenId);
      return token && isLiving(token)
        ? `${publicUrl}${PAGES[token.purpose]}?token=${tokenId}.${secretOf(token, keys)}`
        : undefined;
    },
    async getLiving(text, purposes) {
      const [, id, secret = ''] = SHAPE.exec(text) ?? [];
      const token = id === undefined ? null : await find(id);
      const isOurs = token && purposes.includes(token.purpose) && isSameText(secret, secretOf(token, keys));
      if (!isOurs || !isLiving(token)) {
        throw new Gone('auth.linkExpired');
      }
      return token;
    },
    async isReserved(tx, { for: userId, ...about }) {
      const purpose = 'phone' in about ? 'undoPhone' : 'undoEmail';
      const living = { purpose, usedAt: null, expiresAt: { $gt: clock.now() } } as const;
      const others = { ...about, ...living, userId: { $ne: toObjectId(userId) } };
      return (await OneTimeTokenModel.exists(others).session(tx)) !== null;
    },
  };
}

function makeWriting({ clock }: OneTimeTokenOptions): Pick<OneTimeTokenService, 'issue' | 'use' | 'revoke'> {
  return {
    async issue(tx, { purpose, userId, ...to }) {
      const [_id, now] = [newId(), clock.now()];
      const times = { createdAt: now, expiresAt: after(now, LIFE_MS[purpose]) };
      const address = 'email' in to ? { ...to, emailKey: keyOfEmail(to.email) } : to;
      const about = { purpose, userId: toObjectId(userId), ...address };
      await OneTimeTokenModel.create([{ _id, ...about, nonce: newSecret(), ...times }], { session: tx });
      return idOf(_id);
    },
    async use(tx, { _id, purpose }) {
      const now = clock.now();
      const { modifiedCount } = await OneTimeTokenModel.updateOne(
        { _id, purpose, usedAt: null, expiresAt: { $gt: now } },
        { $set: { usedAt: now } },
        { session: tx },
      );
      if (modifiedCount === 0) {
        throw new Gone('auth.linkExpired');
      }
    },
    async revoke(tx, { userId, purposes, issuedAfter }) {
      const spared = issuedAfter && { createdAt: { $gt: issuedAfter } };
      const mine = { userId: toObjectId(userId), purpose: { $in: [...purposes] }, usedAt: null, ...spared };
      await OneTimeTokenModel.updateMany(mine, { $set: { usedAt: clock.now() } }, { session: tx });
    },
  };
}
