import type { Dispute } from '../../models/dispute.model';
import type { DisputeEvidence, EvidenceFile, EvidenceMessage } from '../../models/disputeEvidence.model';
import type { DisputeNote } from '../../models/disputeNote.model';
import type { SettlementOffer } from '../../models/settlementOffer.model';
import type { People } from '../../services/person.service';
import { idOf } from '../../utils/ids';
import { presentDoer } from './person.presenter';

export type LinkTo = (file: Pick<EvidenceFile, 'key'>) => string;

interface EvidenceLook {
  readonly dispute: Pick<Dispute, 'clientId'>;
  readonly linkTo: LinkTo;
}

/** A piece of evidence with links to its files and the hash by which a later change would show. */
export const presentEvidence = (
  { _id, seq, kind, side, text, files, messages, at, hash }: DisputeEvidence,
  { dispute, linkTo }: EvidenceLook,
): Record<string, unknown> => ({
  id: idOf(_id),
  _id: idOf(_id),
  seq,
  kind,
  by: side,
  text: text ?? null,
  files: files.map((file) => presentFile(file, linkTo)),
  messages: messages.map((message) => presentMessage(message, dispute)),
  at,
  hash,
});

const presentFile = (file: EvidenceFile, linkTo: LinkTo) => ({
  id: idOf(file.mediaId),
  url: linkTo(file),
  contentType: file.contentType,
  sizeBytes: file.sizeBytes,
  sha256: file.sha256,
});

const presentMessage = (
  { messageId, authorId, content, sentAt }: EvidenceMessage,
  { clientId }: Pick<Dispute, 'clientId'>,
) => ({
  id: idOf(messageId),
  by: idOf(authorId) === idOf(clientId) ? 'client' : 'craftsman',
  content,
  sentAt,
});

/** What one would accept, for oneself to read. */
export const presentOffer = ({ amountMinor, currency, statedAt }: SettlementOffer) => ({
  amount: amountMinor,
  currency,
  statedAt,
});

/** What staff wrote for staff. */
export const presentNote = ({ _id, by, text, at }: DisputeNote, people: People) => ({
  id: idOf(_id),
  _id: idOf(_id),
  by: presentDoer(idOf(by), people),
  text,
  at,
});
