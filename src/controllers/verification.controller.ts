import type { Response } from 'express';
import type { ServiceCatalogue } from '../services/catalogue/serviceCatalogue';
import type { MediaService } from '../services/media.service';
import type { SeenVerification, VerificationService } from '../services/verification.service';
import { BadRequest } from '../utils/errors';
import { t } from '../utils/i18n';
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
  readonly mediaLibrary: Pick<MediaService, 'urlOf'>;
}

type Looking = Pick<Req<typeof schema.getOwn>, 'actor' | 'locale'>;

/** Craftsmen who ask to be verified, and staff who decide. */
export const makeVerificationController = (deps: VerificationControllerDeps) => {
  const { verifications, serviceCatalogue, mediaLibrary } = deps;
  const lookOf = async ({ actor, locale }: Looking): Promise<StaffLook> => ({
    viewer: actor,
    locale,
    catalogue: await serviceCatalogue.current(),
    linkTo: ({ key }) => mediaLibrary.urlOf({ key, isPrivate: true }),
  });
  const presentTo = async (req: Looking, seen: SeenVerification) =>
    presentVerification(seen, await lookOf(req));
  return {
    async submit(req: Req<typeof schema.submit>, res: Response): Promise<void> {
      const { serviceId, service = serviceId, skills, bio, yearsOfExperience, ...files } = req.input.body;
      const said = { service, skills, bio, yearsOfExperience };
      const verification = await verifications.submit(req.actor, {
        ...said,
        ...givenFiles(files, req.uploads),
      });
      const answer = presentOwnVerification(verification, await lookOf(req));
      created(res, answer, { message: t(req.locale, 'message.verificationSubmitted') });
    },

    async getOwn(req: Req<typeof schema.getOwn>, res: Response): Promise<void> {
      ok(res, presentOwnVerification(await verifications.getOwn(req.actor), await lookOf(req)));
    },

    async list(req: Req<typeof schema.list>, res: Response): Promise<void> {
      const { status, ...request } = req.input.query;
      const page = await verifications.list(status === 'all' ? {} : { status }, request);
      const look = await lookOf(req);
      list(
        res,
        mapPage(page, (seen) => presentVerification(seen, look)),
      );
    },

    async approve(req: Req<typeof schema.approve>, res: Response): Promise<void> {
      const seen = await verifications.approve(req.actor, req.input.params.id);
      ok(res, await presentTo(req, seen), { message: t(req.locale, 'message.verificationApproved') });
    },

    async reject(req: Req<typeof schema.reject>, res: Response): Promise<void> {
      const { params, body } = req.input;
      const seen = await verifications.reject(req.actor, params.id, body.reason);
      ok(res, await presentTo(req, seen), { message: t(req.locale, 'message.verificationRejected') });
    },
  };
};

type FileKeys = Pick<schema.SubmitBody, 'verificationDocs' | 'docTypes' | 'docNames' | 'portfolioImages'>;
type Files = Pick<Parameters<VerificationService['submit']>[1], 'documents' | 'portfolio'>;

const NAME_LENGTH = 120;

/** The papers with their labels in the same order, and the pictures; those named by id come before those that came along. */
function givenFiles(
  { verificationDocs = [], portfolioImages, docTypes, docNames }: FileKeys,
  uploads: readonly UploadedFile[],
): Files {
  const named = (field: string): UploadedFile[] => uploads.filter((file) => file.field === field);
  const papers = [...verificationDocs, ...named('verificationDocs')];
  const types = labelsOf('docTypes', docTypes, papers.length);
  const names = labelsOf('docNames', docNames, papers.length);
  const documents = papers.map((file, index) => {
    const docType = types[index] || 'Other';
    const ownName = typeof file === 'string' ? '' : file.originalName.slice(0, NAME_LENGTH);
    return { file, docType, docName: names[index] || ownName || docType };
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
