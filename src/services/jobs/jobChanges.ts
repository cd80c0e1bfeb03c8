import { isDeepStrictEqual } from 'node:util';
import type { Job } from '../../models/job.model';
import { areaOf, coarse } from '../../utils/area';
import type { JobChange } from '../outbox/events/job.events';
import type { CatalogueView } from '../catalogue/catalogueView';
import type { JobWords } from './jobDraft';
import { findableBy } from './jobTerms';

/** What the owner decides, with its pictures. */
export type JobContent = JobWords & Pick<Job, 'photos'>;

const FIELDS = [
  'title',
  'description',
  'serviceId',
  'address',
  'location',
  'paymentType',
  'budget',
  'urgency',
  'experienceLevel',
  'requirements',
  'benefits',
  'trainingProvided',
  'jobDate',
  'jobDateHasTime',
  'timeWindow',
  'photos',
] as const satisfies readonly (keyof JobContent)[];

type Field = (typeof FIELDS)[number];

/** What bidders have reckoned with: price, place, date, what is to be done. */
const MATERIAL: readonly Field[] = [
  'budget',
  'address',
  'location',
  'jobDate',
  'jobDateHasTime',
  'timeWindow',
  'description',
  'serviceId',
];

export interface JobEdit {
  /** For `patchOf`: values, null for what goes. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly isMaterial: boolean;
  readonly before: JobChange;
  readonly after: JobChange;
}

/** What differs, ready to be stored and to be written down for staff; undefined when nothing does. */
export function editOf(before: JobContent, after: JobContent, catalogue: CatalogueView): JobEdit | undefined {
  const changed = FIELDS.filter((field) => !isDeepStrictEqual(plain(before[field]), plain(after[field])));
  if (changed.length === 0) {
    return undefined;
  }
  const values = Object.fromEntries(changed.map((field) => [field, after[field] ?? null]));
  return {
    fields: { ...values, ...findableBy(after, catalogue) },
    isMaterial: changed.some((field) => MATERIAL.includes(field)),
    before: factsOf(before, changed),
    after: factsOf(after, changed),
  };
}

/** Ids and instants as text, so that two of them can be compared. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null)) as unknown;

/** The fields as staff may read them: nobody's exact place. */
function factsOf(content: JobContent, fields: readonly Field[]): JobChange {
  return Object.fromEntries(fields.map((field) => [field, factOf(content, field)]));
}

function factOf(content: JobContent, field: Field): unknown {
  switch (field) {
    case 'address':
      return areaOf(content.address).text;
    case 'location':
      return coarse(content.location).coordinates;
    case 'photos':
      return content.photos.map(({ url }) => url);
    default:
      return plain(content[field]);
  }
}
