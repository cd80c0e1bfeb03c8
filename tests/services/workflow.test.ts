import { mayFire, type EventOf } from '../../src/services/workflows/defineWorkflow';
import { transition, type Transition } from '../../src/services/workflows/workflow';
import { Conflict } from '../../src/utils/errors';
import { newId, toObjectId } from '../../src/utils/ids';
import { inTransaction } from '../../src/utils/transaction';
import { ROLES, systemActor, type Actor } from '../../src/utils/types/actor';
import { connectTestDatabase, leaveTestDatabase, emptyDatabase } from '../helpers/database';
import { userWith } from '../support/note.actors';
import { aNote, BEGUN } from '../support/note.factory';
import { NoteModel, type Note } from '../support/note.model';
import { noteWorkflow } from '../support/note.workflow';

const AT = new Date('2026-03-02T09:00:00.000Z');
const owner = userWith('client');

const fire = (
  note: Pick<Note, '_id'>,
  event: EventOf<typeof noteWorkflow>,
  move: Partial<Transition<Note>> = {},
): Promise<Note> =>
  inTransaction((tx) =>
    transition(tx, NoteModel, noteWorkflow, event, {
      id: note._id.toHexString(),
      actor: owner,
      at: AT,
      ...move,
    }),
  );
const stored = (note: Note): Promise<Note | null> => NoteModel.findById(note._id).lean<Note>().exec();

beforeAll(connectTestDatabase);
afterEach(emptyDatabase);
afterAll(leaveTestDatabase);

describe('a transition', () => {
  it('moves the status, writes the fields of the act and answers with the document as it then is', async () => {
    const note = await aNote(owner, { pin: { colour: 'red', note: 'old' } });

    const moved = await fire(note, 'publish', {
      set: { text: 'Mind the step', 'pin.colour': 'blue' },
      unset: ['pin.note'],
      inc: { amendments: 2 },
      push: { tags: 'safety' },
      reason: 'it was wrong',
    });

    expect(moved).toMatchObject({
      status: 'Published',
      text: 'Mind the step',
      amendments: 2,
      tags: ['safety'],
    });
    expect(moved.pin).toEqual({ colour: 'blue' });
    expect(moved).toEqual(await stored(note));
  });

  it('keeps who did what, when, why and from where, also for an event that leaves several states', async () => {
    const note = await aNote(owner);

    await fire(note, 'publish');
    await fire(note, 'amend');
    const archived = await fire(note, 'archive', { actor: systemActor, reason: 'too old' });

    const by = { id: owner.id, role: 'client' };
    expect(archived.history).toEqual([
      { event: 'create', from: null, to: 'Draft', by, at: BEGUN },
      { event: 'publish', from: 'Draft', to: 'Published', by, at: AT },
      { event: 'amend', from: 'Published', to: 'Published', by, at: AT },
      {
        event: 'archive',
        from: 'Published',
        to: 'Archived',
        by: { id: 'system', role: 'system' },
        at: AT,
        reason: 'too old',
      },
    ]);
  });

  it('takes the text of a user as text, never as an expression of the database', async () => {
    const note = await aNote(owner);

    const moved = await fire(note, 'publish', {
      set: { text: '$status' },
      push: { tags: '$$ROOT' },
      reason: '$text',
    });

    expect(moved.text).toBe('$status');
    expect(moved.tags).toEqual(['$$ROOT']);
    expect(moved.history.at(-1)?.reason).toBe('$text');
  });

  it('leaves alone what is set to undefined', async () => {
    const note = await aNote(owner);

    const moved = await fire(note, 'publish', { set: { text: undefined } });

    expect(moved.text).toBe(note.text);
  });

  it('does not happen when the transaction fails later', async () => {
    const note = await aNote(owner);

    const work = inTransaction(async (tx) => {
      await transition(tx, NoteModel, noteWorkflow, 'publish', {
        id: note._id.toHexString(),
        actor: owner,
        at: AT,
      });
      throw new Error('later');
    });

    await expect(work).rejects.toThrow('later');
    expect(await stored(note)).toEqual(note);
  });
});

describe('a refused transition', () => {
  it('is 404 when the document is not there', async () => {
    await expect(fire({ _id: newId() }, 'publish')).rejects.toMatchObject({ status: 404 });
  });

  it('is 404 for a stranger, whatever his role and the state', async () => {
    const note = await aNote(owner);
    const stranger = userWith('client');
    const craftsman = userWith('craftsman');

    await expect(
      fire(note, 'publish', { actor: stranger, where: { ownerId: toObjectId(stranger.id) } }),
    ).rejects.toMatchObject({ status: 404 });
    await expect(
      fire(note, 'publish', { actor: craftsman, where: { ownerId: toObjectId(craftsman.id) } }),
    ).rejects.toMatchObject({ status: 404 });
  });

  it('is 403 for a role that may never fire the event', async () => {
    const note = await aNote(owner);

    await expect(fire(note, 'publish', { actor: userWith('moderator') })).rejects.toMatchObject({
      status: 403,
      code: 'workflow.forbidden',
    });
  });

  it('is 409 with the present state when the state is wrong', async () => {
    const note = await aNote(owner, { status: 'Archived' });

    await expect(fire(note, 'publish')).rejects.toMatchObject({
      status: 409,
      code: 'workflow.wrongState',
      pub: { currentState: 'Archived' },
    });
  });

  it('is 409 when a guard on the document does not hold, with the reason that the act knows', async () => {
    const note = await aNote(owner, { isLocked: true });
    const locked = new Conflict('request.duplicate');

    await expect(fire(note, 'publish', { guard: { isLocked: false } })).rejects.toMatchObject({
      code: 'workflow.wrongState',
    });
    await expect(
      fire(note, 'publish', {
        guard: { isLocked: false },
        explain: (doc) => (doc.isLocked ? locked : undefined),
      }),
    ).rejects.toBe(locked);
    expect(await stored(note)).toEqual(note);
  });
});

describe('two transitions at once', () => {
  it('have one winner; the loser is told the state that the winner made', async () => {
    const note = await aNote(owner);

    const ends = await Promise.allSettled([
      fire(note, 'publish'),
      fire(note, 'publish'),
      fire(note, 'publish'),
    ]);

    const lost = ends.filter((end) => end.status === 'rejected').map(({ reason }) => reason as unknown);
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(lost).toEqual([
      expect.objectContaining({ code: 'workflow.wrongState', pub: { currentState: 'Published' } }),
      expect.objectContaining({ code: 'workflow.wrongState', pub: { currentState: 'Published' } }),
    ]);
    expect((await stored(note))?.history.map(({ event }) => event)).toEqual(['create', 'publish']);
  });

  it('keep a true history when different events meet', async () => {
    const note = await aNote(owner);

    const ends = await Promise.allSettled([fire(note, 'publish'), fire(note, 'archive')]);

    const history = (await stored(note))?.history ?? [];
    const steps = history.slice(1).map(({ event, from }) => `${event} from ${from}`);
    const isPublishedFirst = ends[0].status === 'fulfilled';
    expect(ends[1].status).toBe('fulfilled');
    expect(steps).toEqual(
      isPublishedFirst ? ['publish from Draft', 'archive from Published'] : ['archive from Draft'],
    );
  });
});

describe('every state, event and role of the table', () => {
  const actors: readonly Actor[] = [...ROLES.map(userWith), systemActor];
  const events = Object.keys(noteWorkflow.events) as EventOf<typeof noteWorkflow>[];
  const cases = noteWorkflow.states.flatMap((state) =>
    events.flatMap((event) => actors.map((actor) => ({ state, event, actor, role: actor.role }))),
  );

  it.each(cases)(
    'agrees with the preview: $event in $state by $role',
    async ({ state, event, actor, role }) => {
      const note = await aNote(owner, { status: state });

      const status = await fire(note, event, { actor }).then(
        () => 200,
        (error: { status: number }) => error.status,
      );

      const mayEver = noteWorkflow.states.some((any) => mayFire(noteWorkflow, event, { state: any, role }));
      expect(status).toBe(mayFire(noteWorkflow, event, { state, role }) ? 200 : mayEver ? 409 : 403);
    },
  );
});
