import {
  VerificationModel,
  type Verification,
  type VerificationDocument,
} from '../../models/verification.model';
import { NotFound } from '../../utils/errors';
import { idOf, toObjectId } from '../../utils/ids';
import { inTransaction } from '../../utils/transaction';
import type { UserActor } from '../../utils/types/actor';
import type { FieldKeys } from '../fieldKeys/fieldKeys';
import type { MediaService } from '../media.service';
import type { Outbox } from '../outbox/outbox.service';
import type { DocumentLinks, DocumentPlace } from './documentLinks';
import { numberField } from './papers';

/** What one of staff gets to see, once it stands in the log that he does. */
export interface SeenDocument {
  readonly bytes: Buffer;
  readonly contentType: string;
  readonly name: string;
}

export type LinkAsk = DocumentPlace & {
  readonly expires?: string | undefined;
  readonly signature?: string | undefined;
};

export interface ViewingDeps {
  readonly outbox: Outbox;
  readonly fieldKeys: Pick<FieldKeys, 'openAll'>;
  readonly mediaLibrary: Pick<MediaService, 'readSealed'>;
  readonly documentLinks: DocumentLinks;
}

export type ViewDocument = (actor: UserActor, ask: LinkAsk) => Promise<SeenDocument>;

/** Staff looks at a paper, or reads its number, by a link of his own: every view is on record before it is shown. */
export const makeViewDocument =
  (deps: ViewingDeps): ViewDocument =>
  async (actor, ask) => {
    const { verificationId, documentId, part } = ask;
    deps.documentLinks.assertHolds(actor, ask, ask);
    const { verification, document } = await find(ask);
    const craftsmanId = idOf(verification.craftsmanId);
    const seen =
      part === 'file' ? await openFile(deps, document) : await openNumber(deps, craftsmanId, document);
    const { docType } = document;
    const facts = { verificationId, craftsmanId, documentId, docType, part };
    await inTransaction((tx) => deps.outbox.record(tx, 'verification.documentViewed', facts, { actor }));
    return seen;
  };

interface Found {
  readonly verification: Verification;
  readonly document: VerificationDocument;
}

async function find({ verificationId, documentId }: DocumentPlace): Promise<Found> {
  const verification = await VerificationModel.findOne({ _id: toObjectId(verificationId) })
    .lean<Verification>()
    .exec();
  const document = verification?.documents.find((one) => idOf(one) === documentId);
  if (!verification || !document) {
    throw new NotFound('request.notFound');
  }
  return { verification, document };
}

const EXTENSIONS = {
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
  'application/octet-stream': 'bin',
} as const;

async function openFile(
  { mediaLibrary }: ViewingDeps,
  { mediaId, ...document }: VerificationDocument,
): Promise<SeenDocument> {
  const { bytes, contentType } = await mediaLibrary.readSealed(idOf(mediaId));
  return { bytes, contentType, name: `${idOf(document)}.${EXTENSIONS[contentType]}` };
}

async function openNumber(
  { fieldKeys }: ViewingDeps,
  craftsmanId: string,
  { sealedNumber, ...document }: VerificationDocument,
): Promise<SeenDocument> {
  if (sealedNumber === undefined) {
    throw new NotFound('request.notFound');
  }
  const field = numberField(idOf(document));
  const [opened] = await fieldKeys.openAll(craftsmanId, [{ [field]: sealedNumber }]);
  const bytes = Buffer.from(opened?.[field] ?? '');
  return { bytes, contentType: 'text/plain; charset=utf-8', name: `${idOf(document)}.txt` };
}
