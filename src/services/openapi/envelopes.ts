import { apiSurface } from '../../utils/surfaces/api.surface';
import type { Surface, SurfaceName } from '../../utils/surfaces/surface';
import type { Components } from './components';
import type { Json } from './types';

/** How one surface wraps what it sends, in words of JSON schema; a test holds it against the surface itself. */
export interface Envelope {
  readonly surface: Surface;
  success(data: Json, components: Components): Json;
  list(item: Json, components: Components): Json;
  failure(components: Components): Json;
}

const object = (properties: Json, optional: readonly string[] = []): Json => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((key) => !optional.includes(key)),
});

const count = (description: string): Json => ({ type: 'integer', minimum: 0, description });
const flag = (description: string): Json => ({ type: 'boolean', description });
const words = (description: string): Json => ({ type: 'string', description });

const pagination = object({
  page: count('The page that this is, from 1.'),
  limit: count('How many items a page holds at most.'),
  totalPages: count('How many pages there are.'),
  totalItems: count('How many items there are; exact up to 10,000.'),
  totalIsCapped: flag('True when there are more items than were counted.'),
  hasNextPage: flag('Whether a page follows.'),
  hasPrevPage: flag('Whether a page stands before.'),
  nextCursor: { type: ['string', 'null'], description: 'Send it as `cursor` to get what follows.' },
});

const failure = object(
  {
    success: { type: 'boolean', const: false },
    message: words('What went wrong, in the language of `Accept-Language`.'),
    code: words('Stable: `resource.reason`.'),
    statusCode: { type: 'integer' },
    requestId: words('Name it when you ask for help.'),
    errors: {
      type: 'array',
      description: 'All problems of the input at once.',
      items: object({ field: { type: 'string' }, message: { type: 'string' } }),
    },
    currentState: words('The state that does not allow what was asked.'),
  },
  ['errors', 'currentState'],
);

const ok: Json = { type: 'boolean', const: true };
const message = words('A sentence for people, where there is one.');

const apiEnvelope: Envelope = {
  surface: apiSurface,
  success: (data) => object({ success: ok, data, message }, ['message']),
  list: (item, components) => {
    const paging = components.share('schemas', 'Pagination', () => pagination);
    return object({ success: ok, data: { type: 'array', items: item }, pagination: paging, message }, [
      'message',
    ]);
  },
  failure: (components) => components.share('schemas', 'Error', () => failure),
};

const envelopes: Readonly<Partial<Record<SurfaceName, Envelope>>> = { api: apiEnvelope };

/** The envelope of a surface; a surface without one cannot be documented. */
export function envelopeOf(name: SurfaceName): Envelope {
  const envelope = envelopes[name];
  if (!envelope) {
    throw new Error(`Describe the envelope of surface "${name}" in src/services/openapi/envelopes.ts`);
  }
  return envelope;
}
