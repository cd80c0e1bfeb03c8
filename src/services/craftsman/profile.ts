import { isDeepStrictEqual } from 'node:util';
import type { Types } from 'mongoose';
import { UserModel, type CraftsmanProfile } from '../../models/user.model';
import { BadRequest } from '../../utils/errors';
import { fold } from '../../utils/fold';
import { idOf, toObjectId, type Id } from '../../utils/ids';
import type { LabourType } from '../../utils/labourTypes';
import type { Tx } from '../../utils/transaction';
import type { ServiceCatalogue } from '../catalogue/serviceCatalogue';

/** What a craftsman says about his work: absent stays, null goes. */
export interface CraftChange {
  /** Id, slug or name in any language. */
  readonly service?: string | null | undefined;
  readonly skills?: readonly string[] | null | undefined;
  readonly radiusKm?: number | undefined;
  readonly isAvailable?: boolean | undefined;
  readonly yearsOfExperience?: number | null | undefined;
  readonly labourType?: LabourType | null | undefined;
}

/** The same as it is stored. */
export interface CraftFields extends Pick<
  CraftChange,
  'radiusKm' | 'isAvailable' | 'yearsOfExperience' | 'labourType'
> {
  readonly serviceId?: Types.ObjectId | null | undefined;
  readonly skills?: readonly string[] | undefined;
}

/** How far a craftsman goes until he says otherwise. */
const FIRST_RADIUS_KM = 25;

/** What is known of a craftsman who has just come. */
export const newCraftsmanProfile = (): CraftsmanProfile => ({
  skills: [],
  radiusKm: FIRST_RADIUS_KM,
  isAvailable: true,
  portfolio: [],
  verificationStatus: 'Pending',
  cancellations: 0,
});

/** The stored form of a change; 400 when the service is none that is offered. */
export async function craftFieldsOf(
  { service, skills, ...rest }: CraftChange,
  catalogue: Pick<ServiceCatalogue, 'current'>,
): Promise<CraftFields> {
  return {
    ...rest,
    serviceId: typeof service === 'string' ? await offeredService(service, catalogue) : service,
    skills: skills === null ? [] : skills && eachOnce(skills),
  };
}

async function offeredService(
  idOrName: string,
  catalogue: Pick<ServiceCatalogue, 'current'>,
): Promise<Types.ObjectId> {
  const service = (await catalogue.current()).find(idOrName);
  if (!service || service.isRetired) {
    const errors = [
      { field: 'service', message: 'service must be the id or the name of one that is offered' },
    ];
    throw new BadRequest('request.invalid', { pub: { errors } });
  }
  return toObjectId(service.id);
}

const eachOnce = (skills: readonly string[]): string[] =>
  [...new Map(skills.map((skill) => [fold(skill), skill] as const).reverse()).values()].reverse();

/** Gives a craftsman from before he had one his profile, so that its parts can be written. */
export async function ensureProfile(tx: Tx, userId: Id): Promise<void> {
  await UserModel.updateOne(
    { _id: toObjectId(userId), roles: 'craftsman', craftsman: { $exists: false } },
    { $set: { craftsman: newCraftsmanProfile() } },
    { session: tx },
  );
}

/** What a change of a craftsman's profile looks like to staff. */
export type CraftFacts = Partial<{
  service: Id;
  skills: readonly string[];
  radiusKm: number;
  isAvailable: boolean;
  yearsOfExperience: number;
  labourType: LabourType;
}>;

/** What changed, before and after; nothing that stayed as it was. */
export function craftFactsOf(
  before: Partial<CraftsmanProfile>,
  fields: CraftFields,
): { readonly before: CraftFacts; readonly after: CraftFacts } {
  const [old, given] = [readable(before), readable(fields)];
  const named = (Object.keys(fields) as (keyof CraftFields)[])
    .filter((key) => fields[key] !== undefined)
    .map((key) => (key === 'serviceId' ? 'service' : key));
  const changed = named.filter((key) => !isDeepStrictEqual(old[key], given[key]));
  const pick = (from: CraftFacts): CraftFacts =>
    Object.fromEntries(changed.flatMap((key) => (from[key] === undefined ? [] : [[key, from[key]]])));
  return { before: pick(old), after: pick(given) };
}

function readable({ serviceId, ...rest }: CraftFields): CraftFacts {
  const { skills, radiusKm, isAvailable, yearsOfExperience, labourType } = rest;
  const all = {
    service: serviceId ? idOf(serviceId) : undefined,
    skills,
    radiusKm,
    isAvailable,
    yearsOfExperience: yearsOfExperience ?? undefined,
    labourType: labourType ?? undefined,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
