import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { envelopeOf } from '../../src/services/openapi/envelopes';
import { bodyExampleOf } from '../../src/services/openapi/examples';
import { makeComponents } from '../../src/services/openapi/components';
import { openApiOf } from '../../src/services/openapi/openapi.service';
import { openApiPath } from '../../src/services/openapi/paths';
import { AppError } from '../../src/utils/errors';
import { input } from '../../src/utils/input';
import { answers, resourceRouter, route } from '../../src/utils/route';
import { anyone } from '../../src/utils/access';
import { apiSurface } from '../../src/utils/surfaces/api.surface';
import { Joi } from '../../src/validators/joi';
import { sampleMounts } from '../support/sampleMounts';

interface Operation {
  operationId: string;
  summary: string;
  description: string;
  tags: string[];
  security: unknown[];
  parameters: {
    $ref?: string;
    name: string;
    in: string;
    required?: boolean;
    description?: string;
    schema: Record<string, unknown>;
  }[];
  requestBody: { required: boolean; content: Record<string, { schema: unknown; example: unknown }> };
  responses: Record<string, { $ref: string; content: Record<string, { schema: Schema; example: unknown }> }>;
  [extension: `x-${string}`]: unknown;
}

interface Schema {
  properties: Record<string, Schema & Record<string, unknown>>;
  required: string[];
  items: Schema;
}

const document = openApiOf(sampleMounts());
const operation = (method: string, path: string): Operation =>
  document.paths[path]?.[method] as unknown as Operation;
const component = (kind: string, name: string): Record<string, unknown> =>
  document.components[kind]?.[name] as Record<string, unknown>;
const bodySchema = (): Schema =>
  operation('post', '/api/chairs').requestBody.content['application/json']?.schema as Schema;

describe('the paths of the document', () => {
  it('writes path parameters in braces', () => {
    expect(Object.keys(document.paths)).toEqual([
      '/api/chairs',
      '/api/chairs/{chairId}',
      '/api/chairs/by-id/{chairId}',
    ]);
    expect(() => openApiPath('/f/:a{/:b}')).toThrow('declare two paths');
  });

  it('names the first method and path of a route, and calls the others its aliases', () => {
    const canonical = operation('put', '/api/chairs/{chairId}');
    const sameMethod = operation('put', '/api/chairs/by-id/{chairId}');

    expect(canonical).toMatchObject({
      operationId: 'chairs.update',
      summary: 'Change a chair',
      tags: ['chairs'],
    });
    expect(operation('patch', '/api/chairs/{chairId}')).toMatchObject({
      operationId: 'chairs.update.patch',
      summary: 'Change a chair (alias)',
      'x-alias-of': 'chairs.update',
    });
    expect(sameMethod.description).toContain('Alias of `PUT /api/chairs/{chairId}`');
  });

  it('refuses two routes on one method and path', () => {
    const twice = [...sampleMounts(), ...sampleMounts()];

    expect(() => openApiOf(twice)).toThrow('Two routes answer GET /api/chairs');
  });

  it('refuses a path parameter that no schema checks', () => {
    const router = resourceRouter({ compile: () => (_req, _res, next) => next() });
    route(router, {
      method: 'get',
      path: '/:id',
      surface: 'api',
      access: anyone,
      limit: 'read',
      schema: input({}),
      summary: 'One',
      answer: answers.one(Joi.object()),
      errors: [],
      handler: () => undefined,
    });

    expect(() => openApiOf([{ prefix: '/api/x', router }])).toThrow('no schema for its parameters id');
  });
});

describe('what an operation takes', () => {
  it('lists query parameters with their default, description and need', () => {
    const { parameters } = operation('get', '/api/chairs');
    const named = (name: string): unknown => parameters.find((one) => one.name === name);

    expect(named('q')).toMatchObject({ in: 'query', required: true, description: 'Words.' });
    expect(named('limit')).toMatchObject({
      in: 'query',
      schema: { type: 'integer', default: 20, minimum: 1 },
    });
    expect(named('tags')).toMatchObject({ schema: { type: 'array' } });
  });

  it('describes ids, money and choices as they are read', () => {
    const { properties, required } = bodySchema();
    const [id] = operation('put', '/api/chairs/{chairId}').parameters;

    expect(id).toMatchObject({
      name: 'chairId',
      in: 'path',
      required: true,
      schema: { minLength: 24, maxLength: 24 },
    });
    expect(properties['price']).toMatchObject({ type: 'integer' });
    expect(properties['wood']).toMatchObject({ enum: ['Oak', 'Pine'], 'x-any-case': true });
    expect(properties['title']).toMatchObject({
      title: 'Title',
      description: 'What it is.',
      examples: ['Oak chair'],
    });
    expect(required).toEqual(['title', 'price']);
  });

  it('leaves out what may not be sent, and does not forbid unknown keys', () => {
    const schema = bodySchema();

    expect(schema.properties).not.toHaveProperty('owner');
    expect(schema).not.toHaveProperty('additionalProperties');
    expect(schema.properties['names']).toMatchObject({ additionalProperties: { type: 'string' } });
  });

  it('offers a form where the route takes files', () => {
    const { content } = operation('post', '/api/chairs').requestBody;

    expect(content['multipart/form-data']?.schema).toMatchObject({
      properties: {
        title: { type: 'string' },
        photos: { type: 'array', maxItems: 5 },
        plan: { format: 'binary' },
      },
    });
    expect(operation('put', '/api/chairs/{chairId}').requestBody.content).not.toHaveProperty(
      'multipart/form-data',
    );
  });

  it('shows a body that the route would accept, also where fields exclude one another', () => {
    const example = operation('post', '/api/chairs').requestBody.content['application/json']?.example;

    expect(sampleMounts()[0]?.router.routes[1]?.schema.body?.validate(example).error).toBeUndefined();
    expect(example).toEqual({
      title: 'Oak chair',
      price: 50_000,
      wood: 'Oak',
      email: 'someone@example.com',
    });
    expect(bodyExampleOf(Joi.object({ a: Joi.string(), b: Joi.string() }).and('a', 'b').min(2))).toEqual({
      a: 'An example text',
      b: 'An example text',
    });
  });
});

describe('who may call an operation, and how often', () => {
  it('asks a login for all but open routes', () => {
    expect(operation('get', '/api/chairs').security).toEqual([]);
    expect(operation('post', '/api/chairs')).toMatchObject({
      security: [{ bearer: [] }],
      'x-roles': ['craftsman'],
    });
  });

  it('states the limit and whether a repetition gets the kept answer', () => {
    expect(operation('post', '/api/chairs')).toMatchObject({
      'x-limit': { name: 'write', signedIn: 600 },
      'x-idempotency': 'kept',
    });
    expect(operation('put', '/api/chairs/{chairId}')['x-idempotency']).toBe('tokens');
    expect(operation('get', '/api/chairs')).not.toHaveProperty('x-idempotency');
  });

  it('takes an Idempotency-Key on writes only', () => {
    const refs = (method: string): (string | undefined)[] =>
      operation(method, '/api/chairs').parameters.map((one) => one.$ref);

    expect(refs('post')).toContain('#/components/parameters/IdempotencyKey');
    expect(refs('get')).not.toContain('#/components/parameters/IdempotencyKey');
    expect(refs('get')).toContain('#/components/parameters/AcceptLanguage');
  });
});

describe('what an operation answers', () => {
  it('wraps one thing, and a page of things, in the envelope', () => {
    const one = operation('post', '/api/chairs').responses['201']?.content['application/json'];
    const many = operation('get', '/api/chairs').responses['200']?.content['application/json'];

    expect(one?.schema.required).toEqual(['success', 'data']);
    expect(many?.schema.properties['data']).toMatchObject({ type: 'array', items: { type: 'object' } });
    expect(many?.example).toMatchObject({
      success: true,
      data: [{ title: 'Oak chair' }],
      pagination: { page: 1 },
    });
  });

  it('shares a named part between operations, also where it may be null', () => {
    const { properties } = operation('post', '/api/chairs').responses['201']?.content['application/json']
      ?.schema.properties['data'] as Schema;

    expect(properties['maker']).toEqual({ $ref: '#/components/schemas/Person' });
    expect(properties['keeper']).toEqual({
      anyOf: [{ $ref: '#/components/schemas/Person' }, { type: 'null' }],
    });
    expect(component('schemas', 'Person')).toMatchObject({
      properties: { fullName: { examples: ['Mona Adel'] } },
    });
  });

  it('promises every key that is not optional', () => {
    const { required } = operation('post', '/api/chairs').responses['201']?.content['application/json']
      ?.schema.properties['data'] as Schema;

    expect(required).toEqual(['id', 'title', 'maker', 'keeper', 'price', 'madeAt', 'place']);
  });

  it('shows places in their order', () => {
    const answer = operation('post', '/api/chairs').responses['201']?.content['application/json'];

    expect((answer?.schema.properties['data'] as Schema).properties['place']).toMatchObject({
      prefixItems: [{ maximum: 180, examples: [31.2357] }, { maximum: 90 }],
    });
    expect(answer?.example).toMatchObject({ data: { place: [31.2357, 30.0444] } });
  });

  it('lists the codes of the route and of its guards under their statuses', () => {
    const { responses } = operation('put', '/api/chairs/{chairId}');
    const codes = (status: string): unknown => {
      const found = component(
        'responses',
        String(responses[status]?.$ref.split('/').at(-1)),
      ) as unknown as Operation['responses'][string];
      return (found.content['application/json']?.schema as unknown as { allOf: [unknown, Schema] }).allOf[1]
        .properties['code']?.['enum'];
    };

    expect(codes('404')).toEqual(['request.invalidId', 'request.notFound']);
    expect(codes('409')).toEqual(['request.inProgress', 'workflow.wrongState']);
    expect(codes('422')).toEqual(['request.keyReused']);
    expect(Object.keys(responses)).toEqual([
      '200',
      '400',
      '401',
      '403',
      '404',
      '408',
      '409',
      '413',
      '415',
      '422',
      '429',
      '500',
      '503',
    ]);
  });

  it('shows each error in both languages', () => {
    const shown = component('examples', 'api.workflow.wrongState.ar')['value'];

    expect(shown).toMatchObject({
      success: false,
      code: 'workflow.wrongState',
      statusCode: 409,
      currentState: 'Completed',
    });
    expect(component('examples', 'api.workflow.wrongState.en')['value']).not.toEqual(shown);
  });
});

describe('the envelope in the document', () => {
  const ajv = addFormats(new Ajv2020({ strict: false, allErrors: true }));
  const components = makeComponents();
  const envelope = envelopeOf('api');
  const closed = (schema: object): object => ({ ...schema, additionalProperties: false });
  const check = (schema: object, value: unknown): unknown => {
    const whole = { ...closed(schema), components: components.all() };
    return ajv.validate(whole, value) ? [] : ajv.errors;
  };

  it('is the one that the surface writes', () => {
    const page = {
      items: ['a'],
      page: 1,
      limit: 20,
      totalItems: 1,
      totalIsCapped: false,
      hasNextPage: true,
      nextCursor: 'c',
    };
    const item = { type: 'string' };

    expect(check(envelope.success(item, components), apiSurface.success('a'))).toEqual([]);
    expect(check(envelope.list(item, components), apiSurface.list(page))).toEqual([]);
    expect(
      check(envelope.list(item, components), apiSurface.list({ ...page, nextCursor: undefined })),
    ).toEqual([]);
    expect(check(envelope.list(item, components), { success: true, data: ['a'] })).toHaveLength(1);
  });

  it('is the one that the surface writes for an error', () => {
    envelope.failure(components);
    const failure = apiSurface.failure(
      new AppError('request.invalid', { pub: { errors: [{ field: 'a', message: 'b' }] } }),
      {
        locale: 'en',
        requestId: 'r',
      },
    );

    expect(check(components.all()['schemas']?.['Error'] as object, failure)).toEqual([]);
    expect(check(components.all()['schemas']?.['Error'] as object, { success: false })).not.toEqual([]);
  });
});
