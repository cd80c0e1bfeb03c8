import { mongo } from 'mongoose';
import type { Media } from '../../models/media.model';
import type { PictureRef } from '../../models/plugins/picture';
import { UserModel, type User } from '../../models/user.model';
import {
  VerificationModel,
  type Verification,
  type VerificationDocument,
} from '../../models/verification.model';
import type { Clock } from '../../utils/clock';
import { BadRequest, Conflict, NotFound } from '../../utils/errors';
import { idOf, newId, toObjectId, type Id } from '../../utils/ids';
import type { UploadedFile } from '../../utils/input';
import { patchOf, within } from '../../utils/patch';
import { inTransaction, type Tx } from '../../utils/transaction';
import type { UserActor } from '../../utils/types/actor';
import type { ServiceCatalogue } from '../catalogue/serviceCatalogue';
import { craftFieldsOf, ensureProfile, type CraftFields } from '../craftsman/profile';
import type { MediaService } from '../media.service';
import type { Outbox } from '../outbox/outbox.service';
import { verificationWorkflow } from '../workflows/verification.workflow';
import { beginningOf } from '../workflows/workflow';

/** A paper: a file, or the id or address of one that was uploaded before; and what it is. */
export interface GivenDocument {
  readonly file: UploadedFile | string;
  readonly docType: string;
  readonly docName: string;
}

/** What a craftsman says to be verified; what is absent stays as it is on his profile. */
export interface Submission {
  readonly service?: string | undefined;
  readonly skills?: readonly string[] | undefined;
  readonly bio?: string | undefined;
  readonly yearsOfExperience?: number | undefined;
  readonly documents: readonly GivenDocument[];
  /** Replaces the pictures of his work; absent: they stay. */
  readonly portfolio?: readonly (UploadedFile | string)[] | undefined;
}

export interface SubmitDeps {
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly mediaLibrary: Pick<MediaService, 'accept' | 'attach' | 'detach' | 'urlOf'>;
  readonly serviceCatalogue: Pick<ServiceCatalogue, 'current'>;
}

const DUPLICATE_KEY = 11_000;

/** Opens a craftsman's request to be verified; what he says stands on his profile at once. */
export const makeSubmit =
  (deps: SubmitDeps) =>
  async (actor: UserActor, given: Submission): Promise<Verification> => {
    assertSomething(given);
    const { service, skills, yearsOfExperience } = given;
    const craft = await craftFieldsOf({ service, skills, yearsOfExperience }, deps.serviceCatalogue);
    // A look beforehand spares the files; the unique index decides.
    if (await VerificationModel.exists({ craftsmanId: toObjectId(actor.id), isOpen: true })) {
      throw alreadyOpen();
    }
    const papers = await keep(
      given.documents.map(({ file }) => file),
      { actor, purpose: 'document' },
      deps,
    );
    const portfolio = given.portfolio && (await keep(given.portfolio, { actor, purpose: 'portfolio' }, deps));
    const id = await inTransaction((tx) =>
      open(tx, actor, { ...deps, given, craft, papers, portfolio }),
    ).catch(asOpen);
    return VerificationModel.findOne({ _id: toObjectId(id) })
      .orFail(() => new NotFound('request.notFound'))
      .lean<Verification>()
      .exec();
  };

function assertSomething({ documents, ...said }: Submission): void {
  if (documents.length === 0 && Object.values(said).every((value) => value === undefined)) {
    const errors = [{ field: 'skills', message: 'name skills, a service, experience or documents' }];
    throw new BadRequest('request.invalid', { pub: { errors } });
  }
}

interface Keeping {
  readonly actor: UserActor;
  readonly purpose: 'document' | 'portfolio';
}

/** The names of the files, in their order: those that came are kept first, outside of any transaction. */
async function keep(
  given: readonly (UploadedFile | string)[],
  { actor, purpose }: Keeping,
  { mediaLibrary }: Pick<SubmitDeps, 'mediaLibrary'>,
): Promise<string[]> {
  const files = given.filter((one): one is UploadedFile => typeof one !== 'string');
  const kept = files.length > 0 ? await mediaLibrary.accept(actor, files, purpose) : [];
  const names = new Map(files.map((file, index) => [file, kept[index]]));
  return given.flatMap((one) => {
    const media = typeof one === 'string' ? one : names.get(one);
    return media === undefined ? [] : [typeof media === 'string' ? media : idOf(media)];
  });
}

interface Opening extends SubmitDeps {
  readonly given: Submission;
  readonly craft: CraftFields;
  readonly papers: readonly string[];
  readonly portfolio: readonly string[] | undefined;
}

async function open(tx: Tx, actor: UserActor, opening: Opening): Promise<Id> {
  const { clock, outbox } = opening;
  const [_id, now, craftsmanId] = [newId(), clock.now(), toObjectId(actor.id)];
  await ensureProfile(tx, actor.id);
  const documents = await attachPapers(tx, actor, { ...opening, id: idOf(_id) });
  const user = await writeProfile(tx, actor, opening);
  const { skills = [], serviceId, yearsOfExperience, portfolio = [] } = user.craftsman ?? {};
  const verification: Verification = {
    _id,
    ...beginningOf(verificationWorkflow, { actor, at: now }),
    craftsmanId,
    isOpen: true,
    skills,
    ...(user.bio !== undefined && { bio: user.bio }),
    ...(serviceId && { serviceId }),
    ...(yearsOfExperience !== undefined && { yearsOfExperience }),
    documents,
    portfolio,
    createdAt: now,
    updatedAt: now,
  };
  await VerificationModel.insertMany([verification], { session: tx });
  const facts = { verificationId: idOf(_id), craftsmanId: actor.id, documents: documents.length };
  const isAgain = user.craftsman?.verificationStatus === 'Verified';
  await outbox.record(tx, 'verification.submitted', { ...facts, isAgain }, { actor });
  return idOf(_id);
}

async function attachPapers(
  tx: Tx,
  actor: UserActor,
  { id, papers, given, mediaLibrary }: Opening & { readonly id: Id },
): Promise<VerificationDocument[]> {
  if (papers.length === 0) {
    return [];
  }
  const subject = { type: 'verification', id } as const;
  const wish = { refs: papers, purpose: 'document', subject, field: 'verificationDocs' } as const;
  const media = await mediaLibrary.attach(tx, actor, wish);
  return media.map(({ _id, key, contentType }, index) => {
    const { docType = '', docName = '' } = given.documents[index] ?? {};
    return { mediaId: _id, key, contentType, docType, docName };
  });
}

/** The profile as it then is. One who was refused waits again; one who is Verified stays so. */
async function writeProfile(tx: Tx, actor: UserActor, opening: Opening): Promise<User> {
  const { craft, given, clock } = opening;
  const own = { _id: toObjectId(actor.id), craftsman: { $exists: true } };
  const before = await UserModel.findOne(own, { craftsman: 1 }, { session: tx })
    .orFail(() => new NotFound('request.notFound'))
    .lean<User>()
    .exec();
  const portfolio = await choosePortfolio(tx, actor, { ...opening, before });
  const isVerified = before.craftsman?.verificationStatus === 'Verified';
  const status = isVerified ? {} : { verificationStatus: 'Pending' };
  const { $set, ...rest } = patchOf({
    bio: given.bio,
    ...within('craftsman', { ...craft, portfolio, ...status }),
  });
  return UserModel.findOneAndUpdate(
    own,
    { ...rest, $set: { ...$set, updatedAt: clock.now() } },
    { session: tx, returnDocument: 'after' },
  )
    .orFail(() => new NotFound('request.notFound'))
    .lean<User>()
    .exec();
}

/** The pictures of his work as they shall be; those that are not among them go. */
async function choosePortfolio(
  tx: Tx,
  actor: UserActor,
  { portfolio, mediaLibrary, before }: Opening & { readonly before: User },
): Promise<PictureRef[] | undefined> {
  if (!portfolio) {
    return undefined;
  }
  const subject = { type: 'user', id: actor.id } as const;
  const wish = { refs: portfolio, purpose: 'portfolio', subject, field: 'portfolioImages' } as const;
  const media: Media[] = portfolio.length > 0 ? await mediaLibrary.attach(tx, actor, wish) : [];
  const stay = new Set(media.map((one) => idOf(one)));
  const gone = (before.craftsman?.portfolio ?? []).map(({ mediaId }) => idOf(mediaId));
  await mediaLibrary.detach(tx, actor, { ids: gone.filter((id) => !stay.has(id)), subject });
  return media.map((one) => ({ mediaId: one._id, url: mediaLibrary.urlOf(one) }));
}

const alreadyOpen = (cause?: unknown): Conflict =>
  new Conflict('verification.alreadyOpen', { pub: { currentState: 'Pending' }, cause });

/** The unique index decides, not the look beforehand. */
function asOpen(error: unknown): never {
  if (error instanceof mongo.MongoServerError && error.code === DUPLICATE_KEY) {
    throw alreadyOpen(error);
  }
  throw error;
}
