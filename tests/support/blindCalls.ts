/** Every reading route that is mounted, as requests; and the writes by which one might feel for a sealed review. */
import type Joi from 'joi';
import { endpointsOf } from '../../src/services/openapi/openapi.service';
import { listMounts } from '../../src/routes';
import type { TestApp } from '../helpers/app';
import type { BlindWorld } from './blindWorld';

export interface Call {
  /** The same in every world. */
  readonly name: string;
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  readonly path: string;
  readonly body?: object;
  /** Who is let in at all; absent: whoever is signed in. */
  readonly roles?: readonly string[];
  readonly isOpen?: boolean;
}

/** Counters of the process, which go up with each request of any world; they name nobody (asserted apart). */
const COUNTERS = /\/metrics$/;

interface Filling {
  readonly label: string;
  readonly value: string;
}

/** Every way to fill a parameter of a path. One that is not known here is tried with every id of the world. */
function fillingsOf({ people, jobs, reviewIds }: BlindWorld, parameter: string): readonly Filling[] {
  const ofJobs = jobs.map(({ jobId }, index) => ({ label: `job ${index}`, value: jobId }));
  const sides = ['writingClient', 'otherCraftsman', 'otherClient', 'writingCraftsman'] as const;
  const ofPeople = sides.map((name) => ({ label: name, value: people[name].id }));
  const ofReviews = reviewIds.map((value, index) => ({ label: `review ${index}`, value }));
  const named: Readonly<Record<string, readonly Filling[]>> = {
    jobId: ofJobs,
    userId: ofPeople,
    asset: [{ label: 'asset', value: 'swagger-ui.css' }],
    folder: [{ label: 'folder', value: 'job-photos' }],
    name: [{ label: 'name', value: 'none.jpg' }],
    chargeId: ofJobs.slice(0, 1),
  };
  return named[parameter] ?? [...ofJobs, ...ofPeople.slice(0, 2), ...ofReviews];
}

interface Described {
  readonly keys?: Readonly<
    Record<string, { flags?: { presence?: string; only?: boolean }; allow?: unknown[]; examples?: unknown[] }>
  >;
}

/** Keys of a query by which a list is put in order or chosen; each of their values is asked for. */
const CHOOSING = /^(sortBy|sort|order|box)$/;

/** What must be asked for, and then each order that the route knows. */
function queriesOf(query: Joi.ObjectSchema | undefined): string[] {
  const { keys = {} } = (query?.describe() ?? {}) as Described;
  const needed = Object.entries(keys).flatMap(([key, { flags, examples = [] }]): [string, string][] =>
    flags?.presence === 'required' ? [[key, String(examples[0])]] : [],
  );
  const base = new URLSearchParams('limit' in keys ? [...needed, ['limit', '100']] : needed).toString();
  const choices = Object.entries(keys).flatMap(([key, { allow = [] }]) =>
    CHOOSING.test(key) ? allow.filter((one) => typeof one === 'string').map((one) => `${key}=${one}`) : [],
  );
  return [base, ...choices.map((choice) => [base, choice].filter(Boolean).join('&'))];
}

function pathsOf(
  world: BlindWorld,
  path: string,
): readonly { readonly name: string; readonly path: string }[] {
  const parameter = /:(\w+)/.exec(path)?.[1];
  return parameter === undefined
    ? [{ name: path, path }]
    : fillingsOf(world, parameter).flatMap(({ label, value }) =>
        pathsOf(world, path.replace(`:${parameter}`, value)).map((one) => ({
          name: `${one.name} [${label}]`.replace(value, `{${parameter}}`),
          path: one.path,
        })),
      );
}

/** Every GET route of the router itself, with every filling and every order. */
export function readsOf({ container }: TestApp, world: BlindWorld): Call[] {
  const reads = endpointsOf(listMounts(container)).filter(
    ({ method, path }) => method === 'get' && !COUNTERS.test(path),
  );
  return reads.flatMap(({ path, spec }) =>
    pathsOf(world, path).flatMap((filled) =>
      queriesOf(spec.schema.query).map((query): Call => ({
        name: `GET ${filled.name}${query && `?${query}`}`,
        method: 'get',
        path: `${filled.path}${query && `?${query}`}`,
        isOpen: spec.access.kind === 'anyone',
        ...(spec.access.kind === 'roles' && { roles: spec.access.roles }),
      })),
    ),
  );
}

/** Writes that must fail in the same way whether there is a review or not. */
export const probesOf = ({ reviewIds, jobs }: BlindWorld): Call[] => [
  ...reviewIds.flatMap((id, index): Call[] => {
    const at = { path: `/api/reviews/${id}`, of: `review ${index}` };
    return [
      { name: `PUT ${at.of}`, method: 'put', path: at.path, body: { rating: 2 } },
      { name: `DELETE ${at.of}`, method: 'delete', path: at.path },
      { name: `reply to ${at.of}`, method: 'post', path: `${at.path}/reply`, body: { comment: 'Why?' } },
      { name: `hide ${at.of}`, method: 'patch', path: `/api/admin/reviews/${id}`, body: { reason: 'Rude.' } },
    ];
  }),
  ...jobs.map(({ jobId }, index): Call => ({
    name: `preview of job ${index}`,
    method: 'post',
    path: `/api/jobs/${jobId}/actions/preview`,
    body: { action: 'review' },
  })),
];
