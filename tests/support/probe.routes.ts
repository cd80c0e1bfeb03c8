import { readFile } from 'node:fs/promises';
import type { Response } from 'express';
import { Schema, type Types } from 'mongoose';
import type { Container } from '../../src/container';
import { defineModel } from '../../src/models/defineModel';
import { anyone, role, signedIn } from '../../src/utils/access';
import { NotFound } from '../../src/utils/errors';
import { idOf } from '../../src/utils/ids';
import { input, type OpenReq, type Req } from '../../src/utils/input';
import { created, list, ok } from '../../src/utils/respond';
import { answers, resourceRouter, route, type ResourceRouter } from '../../src/utils/route';
import { inTransaction } from '../../src/utils/transaction';
import {
  isoDate,
  latitude,
  longitude,
  moneyAmount,
  objectId,
  oneOf,
  pagedQuery,
  text,
} from '../../src/validators/common.validator';
import { Joi } from '../../src/validators/joi';

/** A resource that shows what every route gets from the foundation: one small document, written in a transaction. */
interface Probe {
  _id: Types.ObjectId;
  title: string;
}

export const ProbeModel = defineModel<Probe>({
  name: 'Probe',
  collection: 'probes',
  schema: new Schema<Probe>({ title: { type: String, required: true } }),
});

interface ProbeBody {
  title: string;
  price?: number;
  isUrgent?: boolean;
  kind?: 'Large One' | 'Small One';
  jobDate?: Date;
  address?: { city: string; street?: string };
  location?: { coordinates: number[] };
  tags?: string[];
}

const body = Joi.object<ProbeBody, true>({
  title: text(5, 120).required().example('Fix a sink'),
  price: moneyAmount().min(1),
  isUrgent: Joi.boolean(),
  kind: oneOf(['Large One', 'Small One']),
  jobDate: isoDate(),
  address: Joi.object<{ city: string; street?: string }, true>({
    city: text(1, 80).required(),
    street: text(1, 120),
  }),
  location: Joi.object<{ coordinates: number[] }, true>({
    coordinates: Joi.array().ordered(longitude().required(), latitude().required()).length(2).required(),
  }),
  tags: Joi.array().items(text(1, 30)).max(5),
});

const createProbe = input({ body, files: [{ name: 'photos', maxCount: 3 }] });
const listProbes = input({
  query: pagedQuery<{ page: number; limit: number; cursor?: string; tags?: string[] }>({
    tags: Joi.array().items(text(1, 30)),
  }),
});
const oneProbe = input({ params: Joi.object<{ id: string }, true>({ id: objectId().required() }) });
const nothing = input({});

const probeAnswer = Joi.object({
  id: objectId(),
  _id: objectId(),
  input: Joi.object().unknown(true),
  files: Joi.array().items(
    Joi.object({
      field: Joi.string(),
      name: Joi.string(),
      sizeBytes: Joi.number(),
      head: Joi.string().allow(''),
    }),
  ),
});

async function create(req: OpenReq<typeof createProbe>, res: Response): Promise<void> {
  const { title } = req.input.body;
  const probe = await inTransaction(async (tx) => {
    const [doc] = await ProbeModel.create([{ title }], { session: tx });
    return doc?.toObject();
  });
  if (!probe) {
    throw new NotFound('request.notFound');
  }
  const files = await Promise.all(
    req.uploads.map(async ({ field, originalName, path, sizeBytes }) => ({
      field,
      name: originalName,
      sizeBytes,
      head: (await readFile(path)).subarray(0, 8).toString('utf8'),
    })),
  );
  created(res, { id: idOf(probe), _id: idOf(probe), input: req.input.body, files });
}

/** Routes of the probe resource, for tests of what all routes share. */
export function makeProbeRoutes({ runtime }: Pick<Container, 'runtime'>): ResourceRouter {
  const router = resourceRouter(runtime);
  const shared = { surface: 'api', limit: 'open', errors: [], summary: 'A probe' } as const;
  const seen = answers.one(Joi.object().unknown(true));

  route(router, {
    ...shared,
    method: ['post', 'put', 'patch'],
    path: '/',
    access: anyone,
    schema: createProbe,
    answer: answers.created(probeAnswer),
    handler: create,
  });
  route(router, {
    ...shared,
    method: 'get',
    path: '/',
    access: anyone,
    schema: listProbes,
    answer: answers.list(Joi.any()),
    handler: (req: OpenReq<typeof listProbes>, res) => {
      const { page, limit } = req.input.query;
      list(
        res,
        { items: [], page, limit, totalItems: 0, totalIsCapped: false, hasNextPage: false },
        { query: req.input.query },
      );
    },
  });
  route(router, {
    ...shared,
    method: 'get',
    path: '/mine',
    access: signedIn,
    schema: nothing,
    answer: seen,
    handler: (req: Req<typeof nothing>, res) => ok(res, { id: req.actor.id, role: req.actor.role }),
  });
  route(router, {
    ...shared,
    method: 'get',
    path: '/staff',
    access: role('admin', 'moderator'),
    schema: nothing,
    answer: seen,
    handler: (_req, res) => ok(res, {}),
  });
  route(router, {
    ...shared,
    method: 'get',
    path: '/titles',
    access: anyone,
    schema: nothing,
    answer: seen,
    handler: async (_req: OpenReq<typeof nothing>, res) => {
      const probes = await ProbeModel.find().lean();
      ok(res, { titles: probes.map(({ title }) => title) });
    },
  });
  route(router, {
    ...shared,
    method: 'get',
    path: '/broken',
    access: anyone,
    schema: nothing,
    answer: seen,
    handler: () => {
      throw new Error('a secret cause', { cause: new Error('the password is hunter2') });
    },
  });
  route(router, {
    ...shared,
    method: 'get',
    path: '/slow',
    access: anyone,
    schema: nothing,
    answer: seen,
    handler: () => new Promise<void>(() => undefined),
  });
  route(router, {
    ...shared,
    method: ['get', 'delete'],
    path: '/:id',
    access: anyone,
    schema: oneProbe,
    answer: seen,
    errors: ['request.notFound'],
    handler: async (req: OpenReq<typeof oneProbe>, res) => {
      const probe = await ProbeModel.findById(req.input.params.id).lean();
      if (!probe) {
        throw new NotFound('request.notFound');
      }
      ok(res, { id: idOf(probe), title: probe.title });
    },
  });
  return router;
}
