import { anyone, role, signedIn } from '../../src/utils/access';
import { input } from '../../src/utils/input';
import { answers, resourceRouter, route, type ResourceRouter } from '../../src/utils/route';
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

const person = Joi.object({
  id: objectId().required(),
  fullName: Joi.string().required().example('Mona Adel'),
}).meta({ component: 'Person' });

const chair = Joi.object({
  id: objectId().required(),
  title: Joi.string().required().example('Oak chair'),
  maker: person.required(),
  keeper: person.allow(null).required(),
  price: moneyAmount().required(),
  madeAt: isoDate(),
  place: Joi.array().ordered(longitude(), latitude()),
  soldAt: isoDate().optional(),
});

const chairBody = Joi.object({
  title: text(5, 120).required().label('Title').description('What it is.').example('Oak chair'),
  price: moneyAmount().required(),
  wood: oneOf(['Oak', 'Pine']),
  email: Joi.string().email(),
  phone: Joi.string().min(8).max(15),
  tags: Joi.array().items(Joi.string().example('rustic')).max(3),
  owner: Joi.any().forbidden(),
  rush: Joi.boolean().default(false),
  fee: Joi.number().example(3).when('rush', { is: true, then: Joi.required(), otherwise: Joi.forbidden() }),
  names: Joi.object().pattern(Joi.string(), Joi.string().example('كرسي')),
})
  .xor('email', 'phone')
  .min(1);

/** A small resource with everything that a declaration may hold. */
export function sampleRouter(): ResourceRouter {
  const router = resourceRouter({ compile: () => (_req, _res, next) => next() });
  const handlers = {
    list: (): void => undefined,
    create: (): void => undefined,
    update: (): void => undefined,
  };
  const params = Joi.object({ chairId: objectId().required() });
  const common = { surface: 'api', limit: 'write' } as const;

  route(router, {
    ...common,
    method: 'get',
    path: '/',
    access: anyone,
    schema: input({
      query: pagedQuery({
        tags: Joi.array().items(Joi.string()),
        q: Joi.string().required().description('Words.'),
      }),
    }),
    summary: 'Chairs',
    answer: answers.list(chair),
    errors: [],
    handler: handlers.list,
  });
  route(router, {
    ...common,
    method: 'post',
    path: '/',
    access: role('craftsman'),
    schema: input({
      body: chairBody,
      files: [
        { name: 'photos', maxCount: 5 },
        { name: 'plan', maxCount: 1 },
      ],
    }),
    summary: 'A new chair',
    answer: answers.created(chair),
    errors: ['request.duplicate'],
    handler: handlers.create,
  });
  route(router, {
    ...common,
    method: ['put', 'patch'],
    path: ['/:chairId', '/by-id/:chairId'],
    access: signedIn,
    schema: input({ params, body: chairBody }),
    summary: 'Change a chair',
    answer: answers.one(chair),
    errors: ['workflow.wrongState', 'request.notFound'],
    idempotency: 'tokens',
    handler: handlers.update,
  });
  return router;
}

/** The sample resource under `/api/chairs`. */
export const sampleMounts = (): { prefix: string; router: ResourceRouter }[] => [
  { prefix: '/api/chairs', router: sampleRouter() },
];
