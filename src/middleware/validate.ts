import type { Request } from 'express';
import type BaseJoi from 'joi';
import { BadRequest, NotFound, type FieldProblem } from '../utils/errors';
import type { InputSchema } from '../utils/input';
import type { Guard } from '../utils/route';
import type { Locale } from '../utils/types/actor';
import { refuseUnsafe } from '../utils/unsafeInput';
import { joiOptions, type InputSource } from '../validators/joi';

type Part = 'params' | 'query' | 'body';
type AnySchema = InputSchema<unknown, unknown, unknown>;

/** Checks params, query and body against the route's schema and puts what is allowed into `req.input`; all problems at once. */
export function makeValidate(schema: AnySchema): Guard {
  return (req) => {
    const problems: FieldProblem[] = [];
    const params = readPart({ schema, req, problems }, 'params');
    if (problems.length > 0) {
      throw new NotFound('request.invalidId');
    }
    const query = readPart({ schema, req, problems }, 'query');
    const body = readPart({ schema, req, problems }, 'body');
    if (problems.length > 0) {
      throw new BadRequest(problems.some(isPageTooDeep) ? 'request.pageTooDeep' : 'request.invalid', {
        pub: { errors: problems.map(shown) },
      });
    }
    req.input = { params, query, body };
  };
}

interface Problem extends FieldProblem {
  readonly type?: string;
}

const isPageTooDeep = (problem: Problem): boolean => problem.type === 'page.tooDeep';
const shown = ({ field, message }: Problem): FieldProblem => ({ field, message });

interface Reading {
  readonly schema: AnySchema;
  readonly req: Request;
  /** Collects what is wrong. */
  readonly problems: Problem[];
}

function readPart({ schema, req, problems }: Reading, part: Part): unknown {
  const given: unknown = req[part] ?? {};
  const partSchema = schema[part];
  if (part !== 'params') {
    refuseUnsafe(given);
  }
  if (!partSchema) {
    return {};
  }
  const { error, value } = partSchema.validate(given, optionsFor(sourceOf(part, req), req.locale));
  for (const detail of error?.details ?? []) {
    problems.push({ field: detail.path.join('.'), message: detail.message, type: detail.type });
  }
  return value;
}

function sourceOf(part: Part, req: Request): InputSource {
  if (part === 'body') {
    return req.is(['multipart/form-data', 'application/x-www-form-urlencoded']) ? 'form' : 'json';
  }
  return part;
}

const optionsByKey = new Map<string, BaseJoi.ValidationOptions>();

function optionsFor(source: InputSource, locale: Locale): BaseJoi.ValidationOptions {
  const key = `${source}:${locale}`;
  const known = optionsByKey.get(key);
  if (known) {
    return known;
  }
  const options = { ...joiOptions, context: { source }, errors: { ...joiOptions.errors, language: locale } };
  optionsByKey.set(key, options);
  return options;
}
