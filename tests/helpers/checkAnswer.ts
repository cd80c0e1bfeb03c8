import type { Request } from 'express';
import type BaseJoi from 'joi';
import type { Served } from '../../src/middleware/routeRuntime';
import type { AppError } from '../../src/utils/errors';
import { codesOf } from '../../src/services/openapi/guardCodes';
import { pathsOf, type Method, type RouteSpec } from '../../src/utils/route';

/**
 * Holds what a route answers against what it declares: data must fit the schema to the letter, and an error's code
 * must be one that the route or its guards name. A break turns the answer into a 500, so that the test sees it.
 */
export function checkAnswer({ spec, req, res, error }: Served): void {
  if (error) {
    checkError(spec, req, error);
    return;
  }
  const { answer } = res.locals;
  if (!answer || spec.answer.kind === 'raw') {
    return;
  }
  if (answer.status !== spec.answer.status) {
    throw new Error(`${nameOf(spec)} answered ${answer.status}, declared is ${spec.answer.status}`);
  }
  const items = spec.answer.kind === 'list' ? (answer.data as unknown[]) : [answer.data];
  for (const item of items) {
    // What travels is JSON: dates are text there, undefined is absent.
    const sent = JSON.parse(JSON.stringify(item ?? null)) as unknown;
    const { error: problem } = spec.answer.schema.validate(sent, STRICT);
    if (problem) {
      throw new Error(`${nameOf(spec)} answered what it does not declare: ${problem.message}`, {
        cause: problem,
      });
    }
  }
}

const STRICT: BaseJoi.ValidationOptions = {
  abortEarly: false,
  allowUnknown: false,
  presence: 'required',
  convert: true,
};

function checkError(spec: RouteSpec, req: Request, error: AppError): void {
  const codes = pathsOf(spec).flatMap((path) =>
    codesOf({ spec, method: req.method.toLowerCase() as Method, path }),
  );
  if (!codes.includes(error.code)) {
    throw new Error(`${nameOf(spec)} answered ${error.code}, which it does not declare`, { cause: error });
  }
}

const nameOf = (spec: RouteSpec): string => `${String(spec.method)} ${String(spec.path)}`;
