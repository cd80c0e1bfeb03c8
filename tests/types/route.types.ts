import { anyone, role } from '../../src/utils/access';
import { Conflict, NotFound } from '../../src/utils/errors';
import { input, type OpenReq, type Req } from '../../src/utils/input';
import { answers, route, type ResourceRouter } from '../../src/utils/route';
import { Joi } from '../../src/validators/joi';

/** What must not compile; `npm run typecheck` is the test. Nothing here runs. */

declare const router: ResourceRouter;
const schema = input({ body: Joi.object<{ title: string }, true>({ title: Joi.string().required() }) });
const handler = (): void => undefined;
const whole = {
  method: 'post',
  path: '/',
  surface: 'api',
  access: anyone,
  limit: 'write',
  schema,
  summary: 'x',
  answer: answers.created(Joi.any()),
  errors: [],
  handler,
} as const;

export const routes = (): void => {
  route(router, whole);
  const { access: _access, ...withoutAccess } = whole;
  const { limit: _limit, ...withoutLimit } = whole;
  const { schema: _schema, ...withoutSchema } = whole;
  const { surface: _surface, ...withoutSurface } = whole;
  const { answer: _answer, ...withoutAnswer } = whole;
  // @ts-expect-error nobody says who may call
  route(router, withoutAccess);
  // @ts-expect-error nobody says how often
  route(router, withoutLimit);
  // @ts-expect-error nobody says with what
  route(router, withoutSchema);
  // @ts-expect-error nobody says in which dialect
  route(router, withoutSurface);
  // @ts-expect-error nobody says what comes back
  route(router, withoutAnswer);
  // @ts-expect-error a limit that does not exist
  route(router, { ...whole, limit: 'often' });
  // @ts-expect-error a code that the catalogue does not list
  route(router, { ...whole, errors: ['job.unheardOf'] });
  // @ts-expect-error a role that does not exist
  route(router, { ...whole, access: role('king') });
};

export const requests = (open: OpenReq<typeof schema>, signedIn: Req<typeof schema>): void => {
  void signedIn.actor.id;
  // @ts-expect-error on an open route there may be no actor
  void open.actor.id;
  // @ts-expect-error a key that the validator does not know
  void open.input.body.price;
};

export const errors = (): unknown[] => [
  new NotFound('request.notFound'),
  // @ts-expect-error a code of another status
  new Conflict('request.notFound'),
  // @ts-expect-error a code that the catalogue does not list
  new NotFound('job.unheardOf'),
];
