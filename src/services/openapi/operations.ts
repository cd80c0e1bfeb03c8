import { limits, type LimitName } from '../../config/limits';
import type { Access } from '../../utils/access';
import type { RouteSpec } from '../../utils/route';
import type { Components } from './components';
import { envelopeOf } from './envelopes';
import { answerExampleOf } from './examples';
import { failuresOf } from './failures';
import { isIdempotent, type Target } from './guardCodes';
import { requestHeaders, responseHeaders } from './headers';
import type { Naming } from './naming';
import { bodyOf, parametersOf } from './requests';
import { jsonSchemaOf } from './schemas';
import type { Json } from './types';

/** Makes the function that writes one operation: what it takes, who may call it, and everything it may answer. */
export function makeOperations(components: Components): (target: Target, naming: Naming) => Json {
  // Aliases are many; what a route takes and gives is worked out once.
  const bodyFor = once((spec: RouteSpec) => bodyOf(spec, components));
  const contentFor = once((spec: RouteSpec) => contentOf(spec, components));
  return (target, naming) => {
    const { spec } = target;
    const { access, summary, idempotency = 'kept' } = spec;
    const body = bodyFor(spec);
    return {
      operationId: naming.operationId,
      summary: naming.aliasOf ? `${summary} (alias)` : summary,
      description: descriptionOf(access, naming),
      tags: [naming.tag],
      security: securityOf(access, components),
      parameters: [...parametersOf(target, components), ...requestHeaders(target, components)],
      ...(body && { requestBody: body }),
      responses: {
        [String(spec.answer.status)]: { ...successOf(target, components), content: contentFor(spec) },
        ...failuresOf(target, components),
      },
      'x-limit': limitOf(spec.limit),
      ...(access.kind === 'roles' && { 'x-roles': access.roles }),
      ...(target.method !== 'get' && { 'x-idempotency': idempotency }),
      ...(naming.aliasOf && { 'x-alias-of': naming.aliasOf.operationId }),
    };
  };
}

function once<V>(make: (spec: RouteSpec) => V): (spec: RouteSpec) => V {
  const made = new Map<RouteSpec, V>();
  return (spec) => {
    const value = made.has(spec) ? (made.get(spec) as V) : make(spec);
    made.set(spec, value);
    return value;
  };
}

function descriptionOf(access: Access, { aliasOf }: Naming): string {
  const who = `${whoMay(access)}.`;
  return aliasOf ? `${who} Alias of \`${aliasOf.method.toUpperCase()} ${aliasOf.path}\`.` : who;
}

/** Who may call a route, in words. */
export function whoMay(access: Access): string {
  switch (access.kind) {
    case 'anyone':
      return 'Open to anyone';
    case 'signedIn':
      return access.onboarding ? 'Signed in, also while signing up' : 'Signed in';
    case 'roles':
      return `Signed in as ${access.roles.join(' or ')}`;
  }
}

const bearer: Json = {
  type: 'http',
  scheme: 'bearer',
  bearerFormat: 'JWT',
  description: 'The `token` of a login.',
};

function securityOf(access: Access, components: Components): Json[] {
  if (access.kind === 'anyone') {
    return [];
  }
  components.share('securitySchemes', 'bearer', () => bearer);
  return [{ bearer: [] }];
}

const limitOf = (name: LimitName): Json => {
  const { anonymous, signedIn, windowMs } = limits[name];
  return { name, anonymous, signedIn, windowSeconds: windowMs / 1000 };
};

function successOf(target: Target, components: Components): Json {
  const { answer, idempotency } = target.spec;
  const isReplayed = isIdempotent(target) && idempotency !== 'tokens';
  return {
    description: answer.status === 201 ? 'Created' : 'Done',
    headers: responseHeaders(answer.status, components, isReplayed ? ['Idempotency-Replayed'] : []),
  };
}

function contentOf({ answer, surface }: RouteSpec, components: Components): Json {
  if (answer.kind === 'raw') {
    return {
      [answer.contentType]: {
        schema: answer.contentType === 'application/json' ? { type: 'object' } : { type: 'string' },
      },
    };
  }
  const envelope = envelopeOf(surface);
  const data = jsonSchemaOf(answer.schema, 'output', components);
  const example = answerExampleOf(answer.schema);
  const isList = answer.kind === 'list';
  const page = {
    items: [example],
    page: 1,
    limit: 20,
    totalItems: 1,
    totalIsCapped: false,
    hasNextPage: false,
  };
  return {
    'application/json': {
      schema: isList ? envelope.list(data, components) : envelope.success(data, components),
      example: isList ? envelope.surface.list(page) : envelope.surface.success(example),
    },
  };
}
