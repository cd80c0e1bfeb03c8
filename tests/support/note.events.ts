import { makeOn, type HandlerMap } from '../../src/services/outbox/on';

export interface NoteEvents {
  'note.published': { noteId: string; text: string };
  'note.archived': { noteId: string };
  'note.amended': { noteId: string };
}

/** What the double's handlers use of the world. */
export interface NoteDeps {
  tell(whom: 'reader' | 'librarian', deliveryId: string): Promise<void> | void;
}

const on = makeOn<NoteEvents, NoteDeps>();

/** Two who hear of a publication, one of an end, nobody of an amendment. */
export const noteHandlers: HandlerMap<NoteEvents, NoteDeps> = {
  'note.published': [
    on('note.published', 'tell-reader', async ({ deliveryId }, { tell }) => tell('reader', deliveryId)),
    on('note.published', 'tell-librarian', async ({ deliveryId }, { tell }) => tell('librarian', deliveryId)),
  ],
  'note.archived': [
    on('note.archived', 'tell-librarian', async ({ deliveryId }, { tell }) => tell('librarian', deliveryId)),
  ],
  'note.amended': { noHandlers: 'readers look for themselves' },
};
