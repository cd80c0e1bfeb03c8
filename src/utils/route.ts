import { Router, type Request, type RequestHandler, type Response } from 'express';
import type Joi from 'joi';
import type { Access } from './access';
import type { ErrorCode } from './errorCodes';
import type { InputSchema, OpenReq, Req } from './input';
import type { LimitName } from '../config/limits';
import type { SurfaceName } from './surfaces/surface';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** What a route answers when all went well; the documentation and the tests are made from it. */
export type AnswerSpec =
  | { readonly kind: 'data' | 'list'; readonly status: 200 | 201; readonly schema: Joi.Schema }
  /** The controller writes to the response itself: a page, a file, plain text. */
  | { readonly kind: 'raw'; readonly status: 200; readonly contentType: string };

export const answers = {
  one: (schema: Joi.Schema): AnswerSpec => ({ kind: 'data', status: 200, schema }),
  created: (schema: Joi.Schema): AnswerSpec => ({ kind: 'data', status: 201, schema }),
  list: (item: Joi.Schema): AnswerSpec => ({ kind: 'list', status: 200, schema: item }),
  raw: (contentType: string): AnswerSpec => ({ kind: 'raw', status: 200, contentType }),
};

/** Everything that guards a route and describes it; leaving a part out does not compile. */
export interface RouteSpec<S = InputSchema<unknown, unknown, unknown>, A extends Access = Access> {
  readonly method: Method | readonly Method[];
  /** One path or several that mean the same. */
  readonly path: string | readonly string[];
  readonly surface: SurfaceName;
  readonly access: A;
  readonly limit: LimitName;
  readonly schema: S;
  readonly summary: string;
  readonly answer: AnswerSpec;
  /** The codes of its own that this route may answer with; those of its guards come by themselves. */
  readonly errors: readonly ErrorCode[];
  /** `tokens`: the answer holds secrets and is never kept; absent: writes honour Idempotency-Key. */
  readonly idempotency?: 'tokens' | 'none';
  readonly handler: (
    req: A extends { kind: 'anyone' } ? OpenReq<S> : Req<S>,
    res: Response,
  ) => Promise<void> | void;
}

/** One step before the handler: it returns, or throws the error that the client gets. */
export type Guard = (req: Request, res: Response) => Promise<void> | void;

/** How a declared route becomes a running one; built by the composition root. */
export interface RouteRuntime {
  compile(spec: RouteSpec): RequestHandler;
}

export interface ResourceRouter {
  readonly express: Router;
  readonly routes: readonly RouteSpec[];
  add(spec: RouteSpec): void;
}

/** A router and where it is mounted. */
export interface Mount {
  readonly prefix: string;
  readonly router: ResourceRouter;
}

/** A router that keeps the declarations of its routes. */
export function resourceRouter(runtime: RouteRuntime): ResourceRouter {
  const express = Router();
  const routes: RouteSpec[] = [];
  const add = (spec: RouteSpec): void => {
    routes.push(spec);
    const handler = runtime.compile(spec);
    for (const method of methodsOf(spec)) {
      express[method](pathsOf(spec), handler);
    }
  };
  return { express, routes, add };
}

/** Declares one endpoint: its surface, access, limit, input, answer and handler in one place. */
export function route<S, const A extends Access>(router: ResourceRouter, spec: RouteSpec<S, A>): void {
  router.add(spec as unknown as RouteSpec);
}

/** The methods of a route, however many it names. */
export const methodsOf = (spec: RouteSpec): readonly Method[] =>
  typeof spec.method === 'string' ? [spec.method] : spec.method;

/** The paths of a route, however many it names. */
export const pathsOf = (spec: RouteSpec): string[] =>
  typeof spec.path === 'string' ? [spec.path] : [...spec.path];
