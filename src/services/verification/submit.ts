import { mongo } from 'mongoose';
import { UserModel, type User } from '../../models/user.model';
import { VerificationModel, type Verification } from '../../models/verification.model';
import type { Clock } from '../../utils/clock';
import { BadRequest, Conflict, NotFound } from '../../utils/errors';
import { idOf, newId, toObjectId, type Id } from '../../utils/ids';
import type { UploadedFile } from '../../utils/input';
import { inTransaction, type Tx } from '../../utils/transaction';
import type { Locale, UserActor } from '../../utils/types/actor';
import type { ServiceCatalogue } from '../catalogue/serviceCatalogue';
import { craftFieldsOf, ensureProfile, type CraftFields } from '../craftsman/profile';
import type { Outbox } from '../outbox/outbox.service';
import { publicStatusOf } from '../policies/verification.policy';
import type { SettingService } from '../setting.service';
import type { SettingsView } from '../settings/view';
import { verificationWorkflow } from '../workflows/verification.workflow';
import { beginningOf, transition } from '../workflows/workflow';
import {
  addPapers,
  keepFiles,
  preparePapers,
  staying,
  type GivenDocument,
  type PaperDeps,
  type ReadyPaper,
} from './papers';
import { writeProfile } from './profile';
import { assertComplete, requiredDocumentsOf } from './required';

/** What a craftsman says to be verified; what is absent stays as it is on his profile. */
export interface Submission {
  /** In which language a refusal names what is missing. */
  readonly locale: Locale;
  readonly service?: string | undefined;
  readonly skills?: readonly string[] | undefined;
  readonly bio?: string | undefined;
  readonly yearsOfExperience?: number | undefined;
  readonly documents: readonly GivenDocument[];
  /** Replaces the pictures of his work; absent: they stay. */
  readonly portfolio?: readonly (UploadedFile | string)[] | undefined;
}

export interface SubmitDeps extends PaperDeps {
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly settings: Pick<SettingService, 'current'>;
  readonly serviceCatalogue: Pick<ServiceCatalogue, 'current'>;
}

const DUPLICATE_KEY = 11_000;

/** A craftsman asks to be verified, or sends in what staff wanted changed; what he says stands on his profile at once. */
export const makeSubmit =
  (deps: SubmitDeps) =>
  async (actor: UserActor, given: Submission): Promise<Verification> => {
    assertSomething(given);
    const { service, skills, yearsOfExperience } = given;
    const craft = await craftFieldsOf({ service, skills, yearsOfExperience }, deps.serviceCatalogue);
    const figures = await deps.settings.current();
    // A look beforehand spares the files; the transaction decides.
    await lookBefore(actor, { given, craft, figures });
    const papers = await preparePapers(deps, actor, given.documents);
    const portfolio =
      given.portfolio && (await keepFiles(deps, { actor, purpose: 'portfolio' }, given.portfolio));
    const order = { actor, given, craft, figures, papers, portfolio };
    const id = await inTransaction((tx) => send(tx, order, deps)).catch(asOpen);
    return VerificationModel.findOne({ _id: toObjectId(id) })
      .orFail(() => new NotFound('request.notFound'))
      .lean<Verification>()
      .exec();
  };

function assertSomething({ documents, locale: _, ...said }: Submission): void {
  if (documents.length === 0 && Object.values(said).every((value) => value === undefined)) {
    const errors = [{ field: 'skills', message: 'name skills, a service, experience or documents' }];
    throw new BadRequest('request.invalid', { pub: { errors } });
  }
}

interface Look {
  readonly given: Submission;
  readonly craft: CraftFields;
  readonly figures: SettingsView;
}

async function lookBefore(actor: UserActor, { given, craft, figures }: Look): Promise<void> {
  const open = await findOpen(actor);
  const user = await UserModel.findOne({ _id: toObjectId(actor.id) }, { 'craftsman.serviceId': 1 })
    .lean<Pick<User, 'craftsman'>>()
    .exec();
  const required = requiredDocumentsOf(figures, craft.serviceId ?? user?.craftsman?.serviceId);
  const stay = staying(open?.documents ?? [], given.documents);
  assertComplete(required, [...stay, ...given.documents], given.locale);
}

/** His open case, where it is his turn; 409 where it is staff's. */
async function findOpen(actor: UserActor, tx?: Tx): Promise<Verification | null> {
  const own = { craftsmanId: toObjectId(actor.id), isOpen: true };
  const open = await VerificationModel.findOne(own, null, { session: tx ?? null })
    .lean<Verification>()
    .exec();
  if (open?.isWaiting) {
    throw alreadyOpen(open);
  }
  return open;
}

interface Order extends Look {
  readonly actor: UserActor;
  readonly papers: readonly ReadyPaper[];
  readonly portfolio: readonly string[] | undefined;
}

async function send(tx: Tx, order: Order, deps: SubmitDeps): Promise<Id> {
  const { actor, given, craft, figures, papers, portfolio } = order;
  const now = deps.clock.now();
  await ensureProfile(tx, actor.id);
  const open = (await findOpen(actor, tx)) ?? (await begin(tx, actor, now));
  const caseId = idOf(open);
  const user = await writeProfile(tx, deps, { actor, bio: given.bio, craft, portfolio, now });
  const documents = await addPapers(tx, deps, { actor, caseId, before: open.documents, papers });
  assertComplete(requiredDocumentsOf(figures, user.craftsman?.serviceId), documents, given.locale);
  await transition(tx, VerificationModel, verificationWorkflow, 'submit', {
    id: caseId,
    actor,
    at: now,
    where: { craftsmanId: toObjectId(actor.id) },
    set: { ...shownOn(user), documents, isWaiting: true, submittedAt: now, updatedAt: now },
    inc: { submissions: 1 },
    unset: ['reason', 'decidedAt', 'decidedBy', 'takenBy', 'takenAt'],
    explain: alreadyOpen,
  });
  const facts = { verificationId: caseId, craftsmanId: actor.id, documents: documents.length };
  const isAgain = user.craftsman?.verificationStatus === 'Verified';
  const submission = open.submissions + 1;
  await deps.outbox.record(tx, 'verification.submitted', { ...facts, isAgain, submission }, { actor });
  return caseId;
}

async function begin(tx: Tx, actor: UserActor, now: Date): Promise<Verification> {
  const verification: Verification = {
    _id: newId(),
    ...beginningOf(verificationWorkflow, { actor, at: now }),
    craftsmanId: toObjectId(actor.id),
    isOpen: true,
    isWaiting: false,
    skills: [],
    documents: [],
    portfolio: [],
    createdAt: now,
    updatedAt: now,
    submittedAt: now,
    submissions: 0,
  };
  await VerificationModel.insertMany([verification], { session: tx });
  return verification;
}

/** What of the profile is part of the case, as it stands. */
function shownOn({ bio, craftsman }: User) {
  const { skills = [], serviceId, yearsOfExperience, portfolio = [] } = craftsman ?? {};
  return { skills, bio, serviceId, yearsOfExperience, portfolio };
}

const alreadyOpen = (open: Verification, cause?: unknown): Conflict =>
  new Conflict('verification.alreadyOpen', {
    pub: { currentState: publicStatusOf(open), state: open.status },
    cause,
  });

/** Of two who begin at once the unique index decides, not the look beforehand. */
function asOpen(error: unknown): never {
  if (error instanceof mongo.MongoServerError && error.code === DUPLICATE_KEY) {
    const pub = { currentState: 'Pending', state: 'submitted' };
    throw new Conflict('verification.alreadyOpen', { pub, cause: error });
  }
  throw error;
}
