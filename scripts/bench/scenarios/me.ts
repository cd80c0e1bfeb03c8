import { mongo } from 'mongoose';
import { presentProfile } from '../../../src/controllers/presenters/profile.presenter';
import type { User } from '../../../src/models/user.model';
import type { Scenario } from '../types';

/** The callers are clients: nobody's trade is named. */
const look = { locale: 'en', catalogue: { nameOf: () => undefined } } as const;

const WITHOUT_SECRETS = { passwordHash: 0, searchTerms: 0 };

/** The smallest real read: one's own account. */
export const me: Scenario = {
  name: 'me',
  summary: 'one’s own account: one document by id',
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
      const user = await users.findOne({ _id: new mongo.ObjectId(userId) }, { projection: WITHOUT_SECRETS });
      return JSON.stringify({
        success: true,
        data: user && presentProfile(user, { ...look, now: new Date() }),
      });
    };
  },
};
