import { mongo } from 'mongoose';
import { presentProfile } from '../../../src/controllers/presenters/profile.presenter';
import type { User } from '../../../src/models/user.model';
import { purseName, PURSES, type Purse } from '../../../src/services/ledger/accounts';
import type { WalletBalance } from '../../../src/services/wallet.service';
import type { Scenario } from '../types';

/** The callers are clients: nobody's trade is named. */
const look = { locale: 'en', catalogue: { nameOf: () => undefined } } as const;

const WITHOUT_SECRETS = { passwordHash: 0, searchTerms: 0 };

/** The smallest real read: one's own account. */
export const me: Scenario = {
  name: 'me',
  summary: 'one’s own account: one document by id, and the balances of its wallet',
  goal: { throughput: 0.6, cpu: 1.6 },
  connections: 32,
  prepare: ({ callers }) =>
    Promise.resolve(
      callers.map(({ token }) => ({
        method: 'GET' as const,
        path: '/api/users/me',
        headers: { authorization: `Bearer ${token}` },
      })),
    ),
  limit: (db) => {
    const users = db.collection<User>('users');
    return async (_req, userId) => {
      const wallet = await walletOf(db, userId);
      const user = await users.findOne({ _id: new mongo.ObjectId(userId) }, { projection: WITHOUT_SECRETS });
      return JSON.stringify({
        success: true,
        data: user && presentProfile(user, { ...look, wallet, now: new Date() }),
      });
    };
  },
};

async function walletOf(db: mongo.Db, userId: string): Promise<WalletBalance> {
  const names = PURSES.map((purse) => purseName(userId, purse, 'EGP'));
  const found = await db
    .collection<{ _id: string; balanceMinor: number }>('ledgerAccounts')
    .find({ _id: { $in: names } }, { projection: { balanceMinor: 1 } })
    .toArray();
  const balances = new Map(found.map(({ _id, balanceMinor }) => [_id, balanceMinor]));
  const entries = PURSES.map((purse, index) => [purse, balances.get(names[index] ?? '') ?? 0] as const);
  return { ...(Object.fromEntries(entries) as Record<Purse, number>), currency: 'EGP' };
}
