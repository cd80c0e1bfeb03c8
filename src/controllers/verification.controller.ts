import type { Response } from 'express';
import type { ServiceCatalogue } from '../services/catalogue/serviceCatalogue';
import type {
  OwnVerification,
  SeenVerification,
  VerificationFilter,
  VerificationService,
} from '../services/verification.service';
import type { DocumentLinks, DocumentPart } from '../services/verification/documentLinks';
import { BadRequest } from '../utils/errors';
import { fileAnswerOf } from '../utils/fileAnswer';
import { t, type TextKey } from '../utils/i18n';
import type { Req, UploadedFile } from '../utils/input';
import { mapPage } from '../utils/page';
import { created, list, ok } from '../utils/respond';
import type * as schema from '../validators/verification.validator';
import {
  presentOwnVerification,
  presentVerification,
  type StaffLook,
} from './presenters/verification.presenter';

export interface VerificationControllerDeps {
  readonly verifications: VerificationService;
  readonly serviceCatalogue: Pick<ServiceCatalogue, 'current'>;
  readonly documentLinks: Pick<DocumentLinks, 'linkTo'>;
}

type Looking = Pick<Req<typeof schema.getOwn>, 'actor' | 'locale'>;

/** Craftsmen who ask to be verified, and staff who decide. */
export const makeVerificationController = (deps: VerificationControllerDeps) => {
  const { verifications } = deps;
  const presentOwn = async (req: Looking, own: OwnVerification) =>
    presentOwnVerification(own, await lookOf(req, deps));
  return {
    async submit(req: Req<typeof schema.submit>, res: Response): Promise<void> {
      const { serviceId, service = serviceId, skills, bio, yearsOfExperience, ...files } = req.input.body;
      const said = { locale: req.locale, service, skills, bio, yearsOfExperience };
      const own = await verifications.submit(req.actor, { ...said, ...givenFiles(files, req.uploads) });
      created(res, await presentOwn(req, own), { message: t(req.locale, 'message.verificationSubmitted') });
    },

    async getOwn(req: Req<typeof schema.getOwn>, res: Response): Promise<void> {
      ok(res, await presentOwn(req, await verifications.getOwn(req.actor)));
    },

    async list(req: Req<typeof schema.list>, res: Response): Promise<void> {
      const { status, craftsmanId, mine, ...request } = req.input.query;
      const takenBy = mine ? req.actor.id : undefined;
      const filter = { status: status ? ASKED_FOR[status] : 'waiting', craftsmanId, takenBy } as const;
      const page = await verifications.list(filter, request);
      const look = await lookOf(req, deps);
      list(
        res,
        mapPage(page, (seen) => presentVerification(seen, look)),
      );
    },

    viewFile: (req: Req<typeof schema.viewDocument>, res: Response): Promise<void> =>
      view(req, res, { part: 'file', verifications }),

    viewNumber: (req: Req<typeof schema.viewDocument>, res: Response): Promise<void> =>
      view(req, res, { part: 'number', verifications }),

    ...caseActions(deps),
  };
};

/** What staff does with one case; the answer is the case as it then is. */
const caseActions = (deps: VerificationControllerDeps) => {
  const { verifications } = deps;
  const answer = async (req: Looking, res: Response, { seen, text }: Told): Promise<void> =>
    ok(res, presentVerification(seen, await lookOf(req, deps)), text && { message: t(req.locale, text) });
  return {
    get: async (req: Req<typeof schema.oneCase>, res: Response): Promise<void> =>
      answer(req, res, { seen: await verifications.get(req.input.params.id) }),

    async take(req: Req<typeof schema.oneCase>, res: Response): Promise<void> {
      const seen = await verifications.take(req.actor, req.input.params.id);
      await answer(req, res, { seen, text: 'message.verificationTaken' });
    },

    async approve(req: Req<typeof schema.approve>, res: Response): Promise<void> {
      const { params, body } = req.input;
      const seen = await verifications.decide(req.actor, params.id, { event: 'approve', ...body });
      await answer(req, res, { seen, text: 'message.verificationApproved' });
    },

    async reject(req: Req<typeof schema.giveReason>, res: Response): Promise<void> {
      const { params, body } = req.input;
      const seen = await verifications.decide(req.actor, params.id, { event: 'reject', ...body });
      await answer(req, res, { seen, text: 'message.verificationRejected' });
    },

    async requestChanges(req: Req<typeof schema.giveReason>, res: Response): Promise<void> {
      const { params, body } = req.input;
      const seen = await verifications.decide(req.actor, params.id, { event: 'requestChanges', ...body });
      await answer(req, res, { seen, text: 'message.verificationChangesRequested' });
    },
  };
};

interface Told {
  readonly seen: SeenVerification;
  readonly text?: TextKey;
}

const lookOf = async (
  { actor, locale }: Looking,
  { serviceCatalogue, documentLinks }: Omit<VerificationControllerDeps, 'verifications'>,
): Promise<StaffLook> => ({
  viewer: actor,
  locale,
  catalogue: await serviceCatalogue.current(),
  linkTo: (place) => documentLinks.linkTo(actor, place),
});

type Asked = NonNullable<Req<typeof schema.list>['input']['query']['status']>;

/** Staff asks in the words of the contract or in those of the case. */
const ASKED_FOR: Readonly<Record<Asked, VerificationFilter['status']>> = {
  Pending: 'open',
  Verified: 'approved',
  Rejected: 'rejected',
  submitted: 'submitted',
  in_review: 'in_review',
  changes_requested: 'changes_requested',
  expired: 'expired',
  all: 'all',
};

/** Whole or not at all: a part of what is encrypted proves nothing. */
async function view(
  req: Req<typeof schema.viewDocument>,
  res: Response,
  { part, verifications }: { readonly part: DocumentPart; readonly verifications: VerificationService },
): Promise<void> {
  const { params, query } = req.input;
  const place = { verificationId: params.id, documentId: params.documentId, part };
  const { bytes, ...about } = await verifications.viewDocument(req.actor, { ...place, ...query });
  const { headers } = fileAnswerOf({}, { ...about, sizeBytes: bytes.length, isPrivate: true });
  res
    .status(200)
    .set({ ...headers, 'Accept-Ranges': 'none' })
    .end(req.method === 'HEAD' ? undefined : bytes);
}

type FileKeys = Pick<
  schema.SubmitBody,
  'verificationDocs' | 'docTypes' | 'docNames' | 'docNumbers' | 'portfolioImages'
>;
type Files = Pick<Parameters<VerificationService['submit']>[1], 'documents' | 'portfolio'>;

const NAME_LENGTH = 120;

/** The papers with their labels in the same order, and the pictures; those named by id come before those that came along. */
function givenFiles(
  { verificationDocs = [], portfolioImages, docTypes, docNames, docNumbers }: FileKeys,
  uploads: readonly UploadedFile[],
): Files {
  const named = (field: string): UploadedFile[] => uploads.filter((file) => file.field === field);
  const papers = [...verificationDocs, ...named('verificationDocs')];
  const types = labelsOf('docTypes', docTypes, papers.length);
  const names = labelsOf('docNames', docNames, papers.length);
  const numbers = labelsOf('docNumbers', docNumbers, papers.length);
  const documents = papers.map((file, index) => {
    const docType = types[index] || 'Other';
    const ownName = typeof file === 'string' ? '' : file.originalName.slice(0, NAME_LENGTH);
    return {
      file,
      docType,
      docName: names[index] || ownName || docType,
      docNumber: numbers[index] || undefined,
    };
  });
  const pictures = [...(portfolioImages ?? []), ...named('portfolioImages')];
  return { documents, portfolio: portfolioImages || pictures.length > 0 ? pictures : undefined };
}

/** One text for several papers is a list with commas. */
function labelsOf(field: string, given: readonly string[] = [], papers: number): readonly string[] {
  const labels =
    given.length === 1 && papers > 1
      ? given.flatMap((line) => line.split(',').map((one) => one.trim()))
      : given;
  if (labels.length > papers) {
    const errors = [{ field, message: `${field} must have one entry for each of verificationDocs` }];
    throw new BadRequest('request.invalid', { pub: { errors } });
  }
  return labels;
}
