import { errorCatalogue, type ErrorCode } from '../../utils/errorCodes';
import { AppError } from '../../utils/errors';
import { LOCALES } from '../../utils/types/actor';
import type { Components } from './components';
import { envelopeOf, type Envelope } from './envelopes';
import { codesOf, type Target } from './guardCodes';
import { responseHeaders } from './headers';
import type { Json } from './types';

const REQUEST_ID = '0197a3c2-5b1e-7f60-9d43-2c8f1e5a7b90';

/** What stands in the answer besides code and text. */
const details: Readonly<Partial<Record<ErrorCode, Json>>> = {
  'request.invalid': { errors: [{ field: 'title', message: 'title is required' }] },
  'request.pageTooDeep': {
    errors: [{ field: 'page', message: 'page is beyond 10,000 items; use "cursor"' }],
  },
  'workflow.wrongState': { currentState: 'Completed' },
};

const titles: Readonly<Record<number, string>> = {
  400: 'The input is not valid',
  401: 'No login, or not a valid one',
  403: 'Not allowed',
  404: 'Not there, or not yours to see',
  408: 'The request came too slowly',
  409: 'Not possible now',
  410: 'No longer valid',
  413: 'Too large',
  415: 'A type that is not accepted',
  416: 'Nothing of the file is in that range',
  422: 'The Idempotency-Key belongs to another body',
  429: 'Too many requests',
  500: 'Our fault',
  502: 'A provider failed',
  503: 'Not ready',
};

/** The error answers of one operation by status, each with the codes it may carry and examples in every language. */
export function failuresOf(target: Target, components: Components): Record<string, Json> {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of codesOf(target)) {
    const { status } = errorCatalogue[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const envelope = envelopeOf(target.spec.surface);
  const answers = [...byStatus].map(([status, codes]) => [
    String(status),
    failureOf({ status, codes: codes.sort() }, envelope, components),
  ]);
  return Object.fromEntries(answers) as Record<string, Json>;
}

interface Failure {
  readonly status: number;
  readonly codes: readonly ErrorCode[];
}

function failureOf({ status, codes }: Failure, envelope: Envelope, components: Components): Json {
  const reasons = codes.map((code) => code.replace(/^(request|server|access)\./, ''));
  const content = (): Json => ({
    schema: schemaOf({ status, codes }, envelope, components),
    examples: examplesOf(codes, envelope, components),
  });
  return components.share('responses', [envelope.surface.name, status, ...reasons].join('-'), () => ({
    description: `${titles[status] ?? 'Error'}: ${codes.map((code) => `\`${code}\``).join(', ')}.`,
    headers: responseHeaders(status, components),
    content: { 'application/json': content() },
  }));
}

const schemaOf = ({ status, codes }: Failure, envelope: Envelope, components: Components): Json => ({
  allOf: [
    envelope.failure(components),
    {
      type: 'object',
      properties: { code: { type: 'string', enum: codes }, statusCode: { type: 'integer', const: status } },
    },
  ],
});

function examplesOf(codes: readonly ErrorCode[], { surface }: Envelope, components: Components): Json {
  const pairs = codes.flatMap((code) =>
    LOCALES.map((locale) => ({ code, locale, name: `${code}.${locale}` })),
  );
  const shown = pairs.map(({ code, locale, name }) => {
    const make = (): Json => {
      const error = new AppError(code, { pub: details[code] ?? {} });
      return {
        summary: `${code} (${locale})`,
        value: surface.failure(error, { locale, requestId: REQUEST_ID }),
      };
    };
    return [name, components.share('examples', `${surface.name}.${name}`, make)];
  });
  return Object.fromEntries(shown) as Json;
}
