import type { MatchWeights } from '../config/settings/matching.settings';
import { InvitationModel, type Invitation } from '../models/invitation.model';
import { JobModel, type Job } from '../models/job.model';
import { findCraftsmanRows, type CraftsmanRow } from '../models/queries/craftsmanItem.query';
import { BadRequest, NotFound } from '../utils/errors';
import type { GeoPoint } from '../utils/geo';
import { idOf, toObjectId, type Id } from '../utils/ids';
import type { ExperienceLevel } from '../utils/jobWords';
import type { Page, PageRequest } from '../utils/page';
import { pageOf, wrongCursor } from '../utils/paging';
import { termsOf } from '../utils/textTerms';
import type { Locale, UserActor } from '../utils/types/actor';
import type { BlockService } from './block.service';
import type { ServiceCatalogue } from './catalogue/serviceCatalogue';
import { itemOf, type CraftsmanListItem } from './craftsmen/craftsmanList';
import { findCandidatesOf, findNearest, type Wanted } from './matching/candidate';
import { reasonsOf } from './matching/reasons';
import { rank, type Ranked } from './matching/scoring';
import type { GeneratedBy, Reworded, Rewording } from './language/rewording';
import type { SettingService } from './setting.service';

/** A job that is not posted yet. */
export interface DraftJob {
  /** Id, slug or name in any language. */
  readonly service: string;
  readonly location: GeoPoint;
  readonly texts: readonly string[];
  readonly experienceLevel?: ExperienceLevel | undefined;
}

export interface Recommended extends Pick<Ranked, 'score' | 'parts'> {
  readonly item: CraftsmanListItem;
  /** In the reader's language. */
  readonly reasons: readonly string[];
  readonly generatedBy: GeneratedBy;
  /** For this job, whatever became of it. */
  readonly isInvited: boolean;
}

interface Asking {
  readonly request: PageRequest;
  readonly locale: Locale;
}

export interface RecommendationService {
  /** Craftsmen for one's own job, the best first; 404 for a job of somebody else. */
  forJob(actor: UserActor, ask: Asking & { readonly jobId: Id }): Promise<Page<Recommended>>;
  /** Craftsmen for a job as it is being written; 400 for a service that is not offered. */
  forDraft(actor: UserActor, ask: Asking & { readonly draft: DraftJob }): Promise<Page<Recommended>>;
}

export interface RecommendationDeps {
  readonly serviceCatalogue: Pick<ServiceCatalogue, 'current'>;
  readonly blocks: Pick<BlockService, 'idsFor'>;
  readonly settings: Pick<SettingService, 'get'>;
  readonly rewording: Rewording;
}

type JobWords = Pick<Job, '_id' | 'serviceId' | 'location' | 'terms' | 'experienceLevel'>;

const NEEDED = { serviceId: 1, location: 1, terms: 1, experienceLevel: 1 } as const;
/** So many candidates are scored, the nearest. */
export const SCORED = 200;

/** Makes the service of craftsmen who fit a job. */
export function makeRecommendationService(deps: RecommendationDeps): RecommendationService {
  return {
    async forJob(actor, { jobId, ...asking }) {
      const [job, measure] = await Promise.all([findOwn(actor, jobId), measureOf(actor.id, deps)]);
      const wanted = await wantedFor(job, actor.id, deps);
      return recommend(deps, { ...asking, ...measure, actor, wanted, invited: invitedTo(job) });
    },

    async forDraft(actor, { draft, ...asking }) {
      const catalogue = await deps.serviceCatalogue.current();
      const service = catalogue.find(draft.service);
      if (!service || service.isRetired) {
        throw new BadRequest('job.unknownService');
      }
      const wanted = {
        clientId: actor.id,
        location: draft.location,
        serviceIds: catalogue.familyOf(service.id),
        terms: new Set(termsOf(draft.texts)),
        experienceLevel: draft.experienceLevel,
      };
      const measure = await measureOf(actor.id, deps);
      return recommend(deps, {
        ...asking,
        ...measure,
        actor,
        wanted,
        invited: Promise.resolve(new Set<Id>()),
      });
    },
  };
}

const findOwn = (actor: UserActor, jobId: Id): Promise<JobWords> =>
  JobModel.findOne({ _id: toObjectId(jobId), clientId: toObjectId(actor.id) }, NEEDED)
    .orFail(() => new NotFound('request.notFound'))
    .lean<JobWords>()
    .exec();

/** Whom a client does not see, and how much each part of a score counts. */
interface Measure {
  readonly blocked: readonly Id[];
  readonly weights: MatchWeights;
}

/** Read anew for each question. */
export async function measureOf(
  clientId: Id,
  { blocks, settings }: Pick<RecommendationDeps, 'blocks' | 'settings'>,
): Promise<Measure> {
  const [blocked, weights] = await Promise.all([blocks.idsFor(clientId), settings.get('matching.weights')]);
  return { blocked, weights };
}

/** What a stored job asks of craftsmen. */
export async function wantedFor(
  { serviceId, location, terms, experienceLevel }: Omit<JobWords, '_id'>,
  clientId: Id,
  { serviceCatalogue }: Pick<RecommendationDeps, 'serviceCatalogue'>,
): Promise<Wanted> {
  const serviceIds = (await serviceCatalogue.current()).familyOf(idOf(serviceId));
  return { clientId, location, serviceIds, terms: new Set(terms), experienceLevel };
}

async function invitedTo({ _id: jobId }: JobWords): Promise<ReadonlySet<Id>> {
  const invitations = await InvitationModel.find({ jobId }, { craftsmanId: 1 }).lean<Invitation[]>().exec();
  return new Set(invitations.map(({ craftsmanId }) => idOf(craftsmanId)));
}

interface Recommending extends Asking, Measure {
  readonly actor: UserActor;
  readonly wanted: Wanted;
  readonly invited: Promise<ReadonlySet<Id>>;
}

/** One round trip for who comes there, beside the invitations, one for what orders the nearest, and one for those of the page. */
async function recommend(
  { rewording }: Pick<RecommendationDeps, 'rewording'>,
  { actor, wanted, blocked, weights, request, locale, ...asking }: Recommending,
): Promise<Page<Recommended>> {
  if (request.cursor !== undefined) {
    throw wrongCursor();
  }
  const [candidates, invited] = await Promise.all([
    findNearest(wanted, { blocked, most: SCORED }).then((near) => findCandidatesOf(near, wanted.clientId)),
    asking.invited,
  ]);
  const ranked = rank(candidates, wanted, weights);
  const from = (request.page - 1) * request.limit;
  const shown = ranked.slice(from, from + request.limit);
  const [rows, said] = await Promise.all([
    findCraftsmanRows(
      shown.map(({ candidate }) => toObjectId(candidate.id)),
      actor.id,
    ),
    rewording.reword(
      shown.map((one) => reasonsOf(one, locale)),
      locale,
    ),
  ]);
  const byId = new Map(rows.map((row) => [idOf(row), row]));
  const items = shown.flatMap((one, index) => {
    const row = byId.get(one.candidate.id);
    const words = said[index];
    return row && words ? [recommended(one, { row, words, invited })] : [];
  });
  const page = pageOf(items, { request, counted: ranked.length, cap: SCORED });
  return { ...page, hasNextPage: from + request.limit < ranked.length };
}

interface Showing {
  readonly row: CraftsmanRow;
  readonly words: Reworded;
  readonly invited: ReadonlySet<Id>;
}

const recommended = ({ candidate, score, parts }: Ranked, { row, words, invited }: Showing): Recommended => ({
  item: itemOf({ ...row, distance: candidate.distance }),
  score,
  parts,
  reasons: words.texts,
  generatedBy: words.generatedBy,
  isInvited: invited.has(candidate.id),
});
