import type { Job } from '../../models/job.model';
import type { PictureRef } from '../../models/plugins/picture';
import type { Clock } from '../../utils/clock';
import { AppError, Forbidden } from '../../utils/errors';
import { newId, toObjectId } from '../../utils/ids';
import type { UserActor } from '../../utils/types/actor';
import type { CatalogueView } from '../catalogue/catalogueView';
import type { ServiceCatalogue } from '../catalogue/serviceCatalogue';
import { debtStateOf } from '../debts/debtState';
import type { Outbox } from '../outbox/outbox.service';
import { postingPolicy } from '../policies/job.policy';
import type { SettingService } from '../setting.service';
import type { SettingsView } from '../settings/view';
import { jobWorkflow } from '../workflows/job.workflow';
import { beginningOf } from '../workflows/workflow';
import type { JobWords, Reading } from './jobDraft';
import type { PhotoLibrary } from './jobPhotos';
import { findableBy } from './jobTerms';
import { renewalOf } from './renewal';

/** What the acts of an open job share. */
export interface PostingDeps {
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly settings: Pick<SettingService, 'current' | 'at'>;
  readonly serviceCatalogue: Pick<ServiceCatalogue, 'current'>;
  readonly mediaLibrary: PhotoLibrary;
}

/** The catalogue and the figures as they are now, from memory. */
export async function readingOf(
  { settings, serviceCatalogue }: Pick<PostingDeps, 'settings' | 'serviceCatalogue'>,
  { locale }: Pick<UserActor, 'locale'>,
): Promise<Reading> {
  const [figures, catalogue] = await Promise.all([settings.current(), serviceCatalogue.current()]);
  return { figures, catalogue, locale };
}

export interface NewJob {
  readonly words: JobWords;
  readonly photos: PictureRef[];
  readonly now: Date;
  readonly figures: SettingsView;
  readonly catalogue: CatalogueView;
  readonly id?: Job['_id'];
  readonly repostOf?: Job['_id'];
}

/** A job as it is when it is posted. */
export function newJob(actor: UserActor, { words, photos, now, figures, catalogue, ...more }: NewJob): Job {
  const { cityKey, stateKey, ...findable } = findableBy(words, catalogue);
  return {
    _id: more.id ?? newId(),
    clientId: toObjectId(actor.id),
    ...words,
    ...findable,
    ...(cityKey !== null && { cityKey }),
    ...(stateKey !== null && { stateKey }),
    photos,
    ...beginningOf(jobWorkflow, { actor, at: now }),
    isOpen: true,
    isHidden: false,
    currency: figures.get('market.currency'),
    quoteCount: 0,
    cappedQuoteCount: 0,
    pendingInvitationCount: 0,
    views: 0,
    revision: 0,
    awaitingAcceptance: false,
    resultPhotos: [],
    reworkCount: 0,
    ...renewalOf(figures, now),
    ...(more.repostOf && { repostOf: more.repostOf }),
    createdAt: now,
    updatedAt: now,
  };
}

/** Throws the reason of the policy, with the state as it is; the filters of the writes are the lock. */
export function assertOwnerMay(
  verb: keyof typeof postingPolicy,
  actor: UserActor,
  job: Job & { readonly owesFee?: boolean },
): void {
  const verdict = postingPolicy[verb](actor, job);
  if (verdict !== true) {
    throw new AppError(verdict, { pub: { currentState: job.status } });
  }
}

/** Whether the actor owes a fee, which keeps him from posting until it is paid. */
export async function owesFee(
  { clock, settings }: Pick<PostingDeps, 'clock' | 'settings'>,
  { id }: UserActor,
): Promise<boolean> {
  const { blocksPosting } = await debtStateOf(id, { now: clock.now(), figures: await settings.current() });
  return blocksPosting;
}

/** A restricted account may look around, not post. */
export function assertMayPost({ isRestricted }: UserActor): void {
  if (isRestricted) {
    throw new Forbidden('job.restricted');
  }
}
