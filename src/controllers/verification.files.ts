import type { VerificationService } from '../services/verification.service';
import { BadRequest } from '../utils/errors';
import type { UploadedFile } from '../utils/input';
import type * as schema from '../validators/verification.validator';

type FileKeys = Pick<
  schema.SubmitBody,
  'verificationDocs' | 'docTypes' | 'docNames' | 'docNumbers' | 'portfolioImages'
>;
type Files = Pick<Parameters<VerificationService['submit']>[1], 'documents' | 'portfolio'>;

const NAME_LENGTH = 120;

/** The papers with their labels in the same order, and the pictures; those named by id come before those that came along. */
export function givenFiles(
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
