import type { Names } from './names';

/** The files of a resource that speak HTTP. */

export const routes = ({ stem, many, Type, path, one }: Names): string => `
import { make${Type}Controller, type ${Type}Deps } from '../controllers/${stem}.controller';
import { signedIn } from '../utils/access';
import { answers, resourceRouter, route, type ResourceRouter, type RouteRuntime } from '../utils/route';
import * as schema from '../validators/${stem}.validator';

/** \`/${path}\` */
export function make${Type}Routes(container: ${Type}Deps & { readonly runtime: RouteRuntime }): ResourceRouter {
  const router = resourceRouter(container.runtime);
  const ${many} = make${Type}Controller(container);
  const answer = schema.${stem}Answer;

  route(router, {
    method: 'post', path: '/${path}', surface: 'api', access: signedIn, limit: 'write', schema: schema.create${Type},
    summary: 'Create ${one}', answer: answers.created(answer), errors: [], handler: ${many}.create,
  });
  route(router, {
    method: 'get', path: '/${path}/:id', surface: 'api', access: signedIn, limit: 'read', schema: schema.get${Type},
    summary: 'Read ${one} of one\\'s own', answer: answers.one(answer), errors: ['request.notFound'], handler: ${many}.get,
  });
  return router;
}
`;

export const validator = ({ stem, Type, words }: Names): string => `
import { input } from '../utils/input';
import { isoDate, objectId, text } from './common.validator';
import { Joi } from './joi';

export interface Create${Type}Body {
  title: string;
}

export const create${Type} = input({
  body: Joi.object<Create${Type}Body, true>({ title: text(5, 120).required().example('A title') }),
});

export const get${Type} = input({ params: Joi.object<{ id: string }, true>({ id: objectId().required() }) });

/** What an answer holds of ${/^[aeiou]/.test(words) ? 'an' : 'a'} ${words}. */
export const ${stem}Answer = Joi.object({
  id: objectId(),
  _id: objectId(),
  title: Joi.string(),
  createdAt: isoDate(),
  can: Joi.object({ read: Joi.boolean() }),
});
`;

export const controller = ({ stem, many, Type, words }: Names): string => `
import type { Response } from 'express';
import type { ${Type}Service } from '../services/${stem}.service';
import type { Req } from '../utils/input';
import { created, ok } from '../utils/respond';
import type * as schema from '../validators/${stem}.validator';
import { present${Type} } from './presenters/${stem}.presenter';

export interface ${Type}Deps {
  readonly ${many}: ${Type}Service;
}

/** Translates requests about one resource: ${words}. */
export const make${Type}Controller = ({ ${many} }: ${Type}Deps) => ({
  async create(req: Req<typeof schema.create${Type}>, res: Response): Promise<void> {
    const ${stem} = await ${many}.create(req.actor, req.input.body);
    created(res, present${Type}(${stem}, req.actor));
  },

  async get(req: Req<typeof schema.get${Type}>, res: Response): Promise<void> {
    const ${stem} = await ${many}.get(req.actor, req.input.params.id);
    ok(res, present${Type}(${stem}, req.actor));
  },
});
`;
