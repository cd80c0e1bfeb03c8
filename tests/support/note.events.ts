import { makeOn, type Delivery, type HandlerMap } from '../../src/services/outbox/on';

export interface NoteEvents {
  'note.published': { noteId: string; text: string };
  'note.archived': { noteId: string };
  'note.amended': { noteId: string };
}

/** What the double's handlers use of the world. */
export interface NoteDeps {
  tell(
    whom: 'reader' | 'librarian',
    delivery: Pick<Delivery<unknown>, 'deliveryId' | 'signal'>,
  ): Promise<void> | void;
}

const on = makeOn<NoteEvents, NoteDeps>();

/** Two who hear of a publication, one of an end, nobody of an amendment. */
export const noteHandlers: HandlerMap<NoteEvents, NoteDeps> = {
  'note.published': [
    on('note.published', 'tell-reader', async (delivery, { tell }) => tell('reader', delivery)),
    on('note.published', 'tell-librarian', async (delivery, { tell }) => tell('librarian', delivery)),
  ],
  'note.archived': [
    on('note.archived', 'tell-librarian', async (delivery, { tell }) => tell('librarian', delivery)),
  ],
  'note.amended': { noHandlers: 'readers look for themselves' },
};
