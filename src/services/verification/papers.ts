import type { VerificationDocument } from '../../models/verification.model';
import { BadRequest } from '../../utils/errors';
import { fold } from '../../utils/fold';
import { idOf, newId, type Id } from '../../utils/ids';
import type { UploadedFile } from '../../utils/input';
import type { Tx } from '../../utils/transaction';
import type { UserActor } from '../../utils/types/actor';
import type { FieldKeys } from '../fieldKeys/fieldKeys';
import type { MediaService } from '../media.service';

/** A paper: a file, or the id or address of one that was uploaded before; what it is, and the number on it. */
export interface GivenDocument {
  readonly file: UploadedFile | string;
  readonly docType: string;
  readonly docName: string;
  readonly docNumber?: string | undefined;
}

export interface PaperDeps {
  readonly mediaLibrary: Pick<MediaService, 'accept' | 'attach' | 'detach' | 'urlOf'>;
  readonly fieldKeys: Pick<FieldKeys, 'sealFields'>;
}

/** A paper that is kept but not yet part of a case. */
export interface ReadyPaper extends Omit<VerificationDocument, 'mediaId' | 'contentType'> {
  /** The id or address of its file. */
  readonly ref: string;
}

const MOST_DOCUMENTS = 10;

/** Under which name the number of a document is sealed: no number can be put in the place of another. */
export const numberField = (documentId: Id): string => `verificationDocument/${documentId}`;

interface Keeping {
  readonly actor: UserActor;
  readonly purpose: 'document' | 'portfolio';
}

/** The names of the files, in their order: those that came are kept first, outside of any transaction. */
export async function keepFiles(
  { mediaLibrary }: Pick<PaperDeps, 'mediaLibrary'>,
  { actor, purpose }: Keeping,
  given: readonly (UploadedFile | string)[],
): Promise<string[]> {
  const files = given.filter((one): one is UploadedFile => typeof one !== 'string');
  const kept = files.length > 0 ? await mediaLibrary.accept(actor, files, purpose) : [];
  const names = new Map(files.map((file, index) => [file, kept[index]]));
  return given.flatMap((one) => {
    const media = typeof one === 'string' ? one : names.get(one);
    return media === undefined ? [] : [typeof media === 'string' ? media : idOf(media)];
  });
}

/** Keeps the files and seals the numbers of papers, outside of any transaction. */
export async function preparePapers(
  deps: PaperDeps,
  actor: UserActor,
  given: readonly GivenDocument[],
): Promise<ReadyPaper[]> {
  const files = given.map(({ file }) => file);
  const refs = await keepFiles(deps, { actor, purpose: 'document' }, files);
  const papers: ReadyPaper[] = [];
  for (const [index, { docType, docName, docNumber }] of given.entries()) {
    const _id = newId();
    const sealedNumber = docNumber && (await sealNumber(deps, { actor, documentId: idOf(_id) }, docNumber));
    papers.push({ _id, ref: refs[index] ?? '', docType, docName, ...(sealedNumber && { sealedNumber }) });
  }
  return papers;
}

async function sealNumber(
  { fieldKeys }: PaperDeps,
  { actor, documentId }: { readonly actor: UserActor; readonly documentId: Id },
  docNumber: string,
): Promise<string> {
  const field = numberField(documentId);
  const { [field]: sealed = '' } = await fieldKeys.sealFields(actor.id, { [field]: docNumber });
  return sealed;
}

interface Adding {
  readonly actor: UserActor;
  readonly caseId: Id;
  readonly before: readonly VerificationDocument[];
  readonly papers: readonly ReadyPaper[];
}

/** The documents of a case with new ones among them: of a kind that is sent anew, the earlier ones go. */
export async function addPapers(
  tx: Tx,
  { mediaLibrary }: Pick<PaperDeps, 'mediaLibrary'>,
  { actor, caseId, before, papers }: Adding,
): Promise<VerificationDocument[]> {
  const stay = staying(before, papers);
  const subject = { type: 'verification', id: caseId } as const;
  if (stay.length + papers.length > MOST_DOCUMENTS) {
    throw new BadRequest('verification.tooManyDocuments');
  }
  const gone = before.filter((one) => !stay.includes(one)).map(({ mediaId }) => idOf(mediaId));
  await mediaLibrary.detach(tx, actor, { ids: gone, subject });
  if (papers.length === 0) {
    return [...stay];
  }
  const refs = papers.map(({ ref }) => ref);
  const wish = { refs, purpose: 'document', subject, field: 'verificationDocs' } as const;
  const media = await mediaLibrary.attach(tx, actor, wish);
  const added = papers.flatMap(({ ref: _, ...paper }, index) => {
    const file = media[index];
    return file ? [{ ...paper, mediaId: file._id, contentType: file.contentType }] : [];
  });
  if (added.length < papers.length) {
    throw new BadRequest('media.notUsable'); // one file named twice, by its id and by its address
  }
  return [...stay, ...added];
}

/** Those of the earlier documents whose kind is not sent anew. */
export function staying(
  before: readonly VerificationDocument[],
  papers: readonly { readonly docType: string }[],
): readonly VerificationDocument[] {
  const kinds = new Set(papers.map(({ docType }) => fold(docType)));
  return before.filter(({ docType }) => !kinds.has(fold(docType)));
}
