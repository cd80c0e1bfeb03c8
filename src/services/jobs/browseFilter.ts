import type { QueryFilter } from 'mongoose';
import type { Job } from '../../models/job.model';
import { toObjectId } from '../../utils/ids';
import type { ExperienceLevel, PaymentType, Urgency } from '../../utils/jobWords';
import { placeKeyOf } from '../../utils/placeKey';
import { matchesAllOf } from '../../utils/textTerms';
import type { UserActor } from '../../utils/types/actor';
import type { BlockService } from '../block.service';
import type { CatalogueView } from '../catalogue/catalogueView';
import type { JobState } from '../workflows/job.workflow';

/** What a list of jobs may be narrowed by. */
export interface JobFilter {
  /** Id, slug or name in any language; a group means everything in it. */
  readonly service?: string | undefined;
  readonly status?: readonly JobState[] | undefined;
  readonly paymentType?: readonly PaymentType[] | undefined;
  readonly city?: string | undefined;
  readonly state?: string | undefined;
  readonly minPrice?: number | undefined;
  readonly maxPrice?: number | undefined;
  readonly urgency?: readonly Urgency[] | undefined;
  readonly experienceLevel?: readonly ExperienceLevel[] | undefined;
}

export interface FilterReading {
  readonly actor: UserActor;
  readonly catalogue: CatalogueView;
  readonly blocks: Pick<BlockService, 'idsFor'>;
}

/** What was asked, as the database is asked. */
export interface AskedJobs {
  readonly filter: QueryFilter<Job>;
  /** Only open jobs, which everybody sees; else the actor's own. */
  readonly isOpen: boolean;
  /** Something besides being open is asked for. */
  readonly isNarrowed: boolean;
}

const OPEN_STATES: readonly JobState[] = ['Posted', 'Quoted'];

/** Whom a list of these states speaks to: everybody sees open jobs, other states only who is a party. */
export const isOpenList = (status: readonly JobState[] | undefined): boolean =>
  status === undefined || status.every((state) => OPEN_STATES.includes(state));

/** The filter of what the actor may see of what he asks for; undefined when nothing can be found. */
export async function askedJobs(
  asked: JobFilter,
  { actor, catalogue, blocks }: FilterReading,
  groups: readonly (readonly string[])[] = [],
): Promise<AskedJobs | undefined> {
  const service = serviceFilter(asked.service, catalogue);
  if (!service) {
    return undefined;
  }
  const isOpen = isOpenList(asked.status);
  const wishes = { ...service, ...wishesOf(asked), ...matchesAllOf('terms', groups) };
  const sight = isOpen ? await openTo(actor, blocks) : ownOf(actor, actor.role === 'craftsman');
  return { filter: { ...sight, ...wishes }, isOpen, isNarrowed: Object.keys(wishes).length > 0 };
}

/** Open jobs, one's own among them, but of nobody with whom there is a block. */
async function openTo({ id }: UserActor, blocks: FilterReading['blocks']): Promise<QueryFilter<Job>> {
  const blocked = await blocks.idsFor(id);
  return {
    isOpen: true,
    isHidden: false,
    ...(blocked.length > 0 && { clientId: { $nin: blocked.map(toObjectId) } }),
  };
}

/** The jobs of which the actor is the craftsman, or the client. */
export const ownOf = ({ id }: UserActor, asCraftsman: boolean): QueryFilter<Job> =>
  asCraftsman ? { craftsmanId: toObjectId(id) } : { clientId: toObjectId(id) };

/** The service and what belongs to it; undefined when nobody offers it. */
function serviceFilter(service: string | undefined, catalogue: CatalogueView): QueryFilter<Job> | undefined {
  if (service === undefined) {
    return {};
  }
  const found = catalogue.find(service);
  return found && { serviceId: anyOf(catalogue.familyOf(found.id).map(toObjectId)) };
}

function wishesOf(asked: JobFilter): QueryFilter<Job> {
  const { status, paymentType, urgency, experienceLevel, city, state, minPrice, maxPrice } = asked;
  const equal = {
    status: status && anyOf(status),
    paymentType: paymentType && anyOf(paymentType),
    urgency: urgency && anyOf(urgency),
    experienceLevel: experienceLevel && anyOf(experienceLevel),
    cityKey: placeKeyOf(city),
    stateKey: placeKeyOf(state),
    listPrice: priceRange(minPrice, maxPrice),
  };
  return Object.fromEntries(Object.entries(equal).filter(([, wanted]) => wanted !== undefined));
}

/** Who asks for a price asks for jobs that name one. */
const priceRange = (min: number | undefined, max: number | undefined): object | undefined =>
  min === undefined && max === undefined
    ? undefined
    : { $gte: Math.max(min ?? 0, 1), ...(max !== undefined && { $lte: max }) };

/** One value is asked for as such: an index gives its order then. */
export const anyOf = <T>(values: readonly T[]): T | { $in: T[] } => {
  const [first, ...others] = new Set(values);
  return first !== undefined && others.length === 0 ? first : { $in: [...values] };
};
