import { DisputeModel, type Dispute } from '../../models/dispute.model';
import {
  DisputeEvidenceModel,
  type DisputeEvidence,
  type EvidenceFile,
  type EvidenceMessage,
} from '../../models/disputeEvidence.model';
import type { Media } from '../../models/media.model';
import type { DisputeSide, EvidenceKind } from '../../utils/disputeWords';
import { BadRequest, Conflict } from '../../utils/errors';
import { idOf, newId, toObjectId, type Id } from '../../utils/ids';
import type { UploadedFile } from '../../utils/input';
import { repeatTransaction, type Tx } from '../../utils/transaction';
import type { UserActor } from '../../utils/types/actor';
import type { MediaService } from '../media.service';
import { evidenceHash } from './evidenceChain';
import type { MessageReader } from './messageReader';

export interface EvidenceDeps {
  readonly mediaLibrary: Pick<MediaService, 'accept' | 'attach'>;
  readonly messages: MessageReader;
}

/** What somebody puts before staff; at least one part of it. */
export interface GivenEvidence {
  readonly text?: string | undefined;
  /** Ids or addresses of one's own uploads. */
  readonly files?: readonly string[] | undefined;
  readonly uploads?: readonly UploadedFile[] | undefined;
  readonly messageIds?: readonly Id[] | undefined;
}

/** The same, kept and read: ready to be written. */
export interface ReadyEvidence {
  readonly text?: string | undefined;
  readonly files: readonly string[];
  readonly messages: readonly EvidenceMessage[];
}

interface Giver {
  readonly actor: UserActor;
  readonly dispute: Dispute;
}

const MOST = 200;

/** Keeps the files and reads the messages, outside of any transaction; 400 when nothing is given. */
export async function prepareEvidence(
  { mediaLibrary, messages: reader }: EvidenceDeps,
  { actor, dispute }: Giver,
  { text, files = [], uploads = [], messageIds = [] }: GivenEvidence,
): Promise<ReadyEvidence> {
  if (text === undefined && files.length + uploads.length + messageIds.length === 0) {
    throw new BadRequest('dispute.nothingGiven');
  }
  const otherId = [idOf(dispute.clientId), idOf(dispute.craftsmanId)].find((id) => id !== actor.id) ?? '';
  const messages: EvidenceMessage[] = [];
  for (const messageId of messageIds) {
    const read = await reader.messageFor({ userId: actor.id, otherId }, messageId);
    if (!read) {
      throw new BadRequest('dispute.messageNotFound');
    }
    messages.push({ ...read, messageId: toObjectId(messageId), authorId: toObjectId(read.authorId) });
  }
  const kept = await mediaLibrary.accept(actor, uploads, 'evidence');
  return { text, files: [...files, ...kept.map((media) => idOf(media))], messages };
}

export interface Appending extends Giver {
  readonly side: DisputeSide;
  readonly kind: EvidenceKind;
  readonly given: ReadyEvidence;
  readonly now: Date;
  /** What becomes of the dispute by it. */
  readonly set?: Pick<Dispute, 'answeredAt'> | undefined;
}

/** Adds one piece to the end of the chain; whoever adds one at the same time begins again. */
export async function appendEvidence(
  tx: Tx,
  { mediaLibrary }: Pick<EvidenceDeps, 'mediaLibrary'>,
  { actor, dispute, side, kind, given, now, set }: Appending,
): Promise<DisputeEvidence> {
  const { _id: disputeId, evidenceCount, evidenceHash: previousHash } = dispute;
  if (evidenceCount >= MOST) {
    throw new Conflict('dispute.evidenceFull', { pub: { currentState: dispute.status } });
  }
  const subject = { type: 'dispute', id: idOf(disputeId) } as const;
  const wish = { refs: given.files, purpose: 'evidence', subject, field: 'files' } as const;
  const media = given.files.length > 0 ? await mediaLibrary.attach(tx, actor, wish) : [];
  const piece = {
    disputeId,
    seq: evidenceCount + 1,
    kind,
    side,
    by: toObjectId(actor.id),
    ...(given.text !== undefined && { text: given.text }),
    files: media.map(fileOf),
    messages: [...given.messages],
    at: now,
    previousHash,
  };
  const evidence: DisputeEvidence = { _id: newId(), ...piece, hash: evidenceHash(piece) };
  await advance(tx, dispute, { evidence, now, set });
  await DisputeEvidenceModel.create([evidence], { session: tx });
  return evidence;
}

type Advance = Pick<Appending, 'now' | 'set'> & { readonly evidence: DisputeEvidence };

/** The dispute remembers the end of the chain, so that a piece that is missing there shows, too. */
async function advance(tx: Tx, dispute: Dispute, { evidence, now, set }: Advance): Promise<void> {
  const { _id, status, evidenceCount } = dispute;
  const { modifiedCount } = await DisputeModel.updateOne(
    { _id, status, evidenceCount },
    {
      $set: { ...set, evidenceCount: evidence.seq, evidenceHash: evidence.hash, updatedAt: now },
      ...(set?.answeredAt && { $unset: { answerNextAt: 1 } }),
    },
    { session: tx },
  ).exec();
  if (modifiedCount !== 1) {
    throw repeatTransaction(`dispute ${idOf(_id)} was changed meanwhile`);
  }
}

const fileOf = ({ _id, key, contentType, sizeBytes, sha256 = '' }: Media): EvidenceFile => ({
  mediaId: _id,
  key,
  contentType,
  sizeBytes,
  sha256,
});
