import { BadRequest } from '../../utils/errors';
import { idOf } from '../../utils/ids';
import type { UploadedFile } from '../../utils/input';
import { MESSAGE_FILES } from '../../utils/talkWords';
import { phraseOf } from '../../utils/textTerms';
import type { UserActor } from '../../utils/types/actor';
import { maskContacts } from '../contacts/maskContacts';
import type { MediaService } from '../media.service';

/** A message as its writer gives it. */
export interface GivenMessage {
  readonly content?: string | undefined;
  /** Uploaded before, by id or address. */
  readonly attachments?: readonly string[] | undefined;
  readonly files: readonly UploadedFile[];
}

/** A message as it will be stored; whatever was taken out of it is nowhere else. */
export interface Draft {
  readonly content: string;
  readonly excerpt: string;
  readonly terms: readonly string[];
  readonly hiddenContacts: number;
}

const EXCERPT_LETTERS = 140;

/** Reads what was given, without contact details where they are not due; 400 when it says nothing. */
export function readDraft(
  { content: given = '', attachments = [], files }: GivenMessage,
  { masks }: { readonly masks: boolean },
): Draft {
  const count = new Set(attachments).size + files.length;
  if (given === '' && count === 0) {
    throw new BadRequest('conversation.emptyMessage');
  }
  if (count > MESSAGE_FILES) {
    throw new BadRequest('conversation.tooManyFiles');
  }
  const { text: content, count: hiddenContacts } = masks ? maskContacts(given) : { text: given, count: 0 };
  return { content, hiddenContacts, excerpt: excerptOf(content), terms: stemsOf(content) };
}

/** Keeps the files, outside of any transaction, and names all that the message shall have. */
export async function keepFiles(
  library: Pick<MediaService, 'accept'>,
  actor: UserActor,
  { attachments = [], files }: GivenMessage,
): Promise<readonly string[]> {
  const kept = files.length > 0 ? await library.accept(actor, files, 'message') : [];
  return [...attachments, ...kept.map(idOf)];
}

/** The stems of a text's words, each once: a question finds what has all of its own. */
export const stemsOf = (text: string): string[] => [...new Set(phraseOf(text).split(' ').filter(Boolean))];

/** The beginning of a text on one line. */
export function excerptOf(text: string, most = EXCERPT_LETTERS): string {
  const letters = [...text.replace(/\s{1,2000}/g, ' ')];
  return letters.length <= most ? letters.join('') : `${letters.slice(0, most - 1).join('')}…`;
}
