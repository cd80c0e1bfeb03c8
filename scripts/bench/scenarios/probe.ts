import Joi from 'joi';
import { mongo } from 'mongoose';
import type { Container } from '../../../src/container';
import { UserModel } from '../../../src/models/user.model';
import type { Mount } from '../../../src/utils/route';
import { signedIn } from '../../../src/utils/access';
import { toObjectId } from '../../../src/utils/ids';
import { input } from '../../../src/utils/input';
import { ok } from '../../../src/utils/respond';
import { answers, resourceRouter, route } from '../../../src/utils/route';
import type { Scenario } from '../types';

const PATH = '/bench/probe';

interface Named {
  readonly _id: { toHexString(): string };
  readonly firstName?: string;
  readonly lastName?: string;
  readonly roles: readonly string[];
  readonly locale: string;
}

const present = ({ _id, firstName, lastName, roles, locale }: Named): Record<string, unknown> => ({
  id: _id.toHexString(),
  firstName,
  lastName,
  roles,
  locale,
});

/** A read of one document by the caller's id, on a route of its own: what every request costs. */
export const probe: Scenario = {
  name: 'probe',
  summary: 'trivial authenticated read on a route of its own: what every request costs',
  goal: { throughput: 0.6, cpu: 1.6 },
  connections: 32,
  prepare: ({ callers }) =>
    Promise.resolve(
      callers.map(({ token }) => ({
        method: 'GET' as const,
        path: `/api${PATH}`,
        headers: { authorization: `Bearer ${token}` },
      })),
    ),
  mounts: ({ runtime }: Container): readonly Mount[] => {
    const router = resourceRouter(runtime);
    route(router, {
      method: 'get',
      path: PATH,
      surface: 'api',
      access: signedIn,
      limit: 'read',
      schema: input({}),
      summary: 'Benchmark only',
      answer: answers.one(Joi.object()),
      errors: [],
      handler: async (req, res) => {
        const user = await UserModel.findOne({ _id: toObjectId(req.actor.id) }).lean();
        ok(res, user && present(user));
      },
    });
    return [{ prefix: '/api', router }];
  },
  limit: (db) => {
    const users = db.collection<Named & { _id: mongo.ObjectId }>('users');
    return async (_req, userId) => {
      const user = await users.findOne({ _id: new mongo.ObjectId(userId) });
      return JSON.stringify({ success: true, data: user && present(user) });
    };
  },
};
