import { beginningOf } from '../../src/services/workflows/workflow';
import { newId, toObjectId } from '../../src/utils/ids';
import type { UserActor } from '../../src/utils/types/actor';
import { NoteModel, type Note } from './note.model';
import { noteWorkflow } from './note.workflow';

export const BEGUN = new Date('2026-03-01T09:00:00.000Z');

/** A stored note of this owner. */
export async function aNote(owner: UserActor, overrides: Partial<Note> = {}): Promise<Note> {
  const note: Note = {
    _id: newId(),
    ownerId: toObjectId(owner.id),
    text: 'Mind the gap',
    isLocked: false,
    amendments: 0,
    tags: [],
    ...beginningOf(noteWorkflow, { actor: owner, at: BEGUN }),
    ...overrides,
  };
  await NoteModel.insertMany([note]);
  return note;
}
