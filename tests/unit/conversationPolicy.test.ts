import { pointsOf } from '../../src/services/conversations/points';
import { excerptOf, stemsOf } from '../../src/services/conversations/draft';
import { conversationPolicy, hidesContacts } from '../../src/services/policies/conversation.policy';
import { newId } from '../../src/utils/ids';
import type { UserActor } from '../../src/utils/types/actor';

const [client, craftsman, rival] = [newId(), newId(), newId()];

const actor = (
  id: ReturnType<typeof newId>,
  role: 'client' | 'craftsman' | 'admin' = 'client',
): UserActor => ({
  kind: 'user',
  id: id.toHexString(),
  role,
  roles: [role],
  locale: 'en',
  sessionId: 's',
  scope: 'full',
});

describe('a conversation', () => {
  it.each([
    ['its client', actor(client), false, true, true],
    ['its craftsman', actor(craftsman, 'craftsman'), false, true, true],
    ['its client behind a block', actor(client), true, true, 'conversation.blocked'],
    ['its craftsman behind a block', actor(craftsman, 'craftsman'), true, true, 'conversation.blocked'],
    ['another craftsman', actor(rival, 'craftsman'), false, 'request.notFound', 'request.notFound'],
    [
      'another craftsman behind a block',
      actor(rival, 'craftsman'),
      true,
      'request.notFound',
      'request.notFound',
    ],
    ['staff', actor(rival, 'admin'), false, 'request.notFound', 'request.notFound'],
  ] as const)('is for %s what it is', (...[, who, isBlocked, read, write]) => {
    const talk = { clientId: client, craftsmanId: craftsman, isBlocked };

    expect([conversationPolicy.read(who, talk), conversationPolicy.write(who, talk)]).toEqual([read, write]);
  });

  it.each([
    ['nobody is hired', {}, true],
    ['another one is hired', { craftsmanId: rival, firmAt: new Date(0) }, true],
    ['he is hired, not firmly', { craftsmanId: craftsman }, true],
    ['he is hired', { craftsmanId: craftsman, firmAt: new Date(0) }, false],
  ])('hides contact details or not when %s', (_when, job, hides) => {
    expect(hidesContacts({ craftsmanId: craftsman }, job)).toBe(hides);
  });

  it('hides them where the job is gone', () => {
    expect(hidesContacts({ craftsmanId: craftsman }, undefined)).toBe(true);
  });
});

describe('the points of a conversation', () => {
  const said = (...contents: string[]) => contents.map((content, id) => ({ id, content }));

  it('are at most five sentences, one of a message, in the order in which they were written', () => {
    const many = said(
      ...Array.from({ length: 30 }, (_, n) => `The pipe number ${n} drips. It costs ${n}0 pounds.`),
    );

    const points = pointsOf(many);

    expect(points).toHaveLength(5);
    expect(points.map(({ id }) => id)).toEqual([...points.map(({ id }) => id)].sort((a, b) => a - b));
    expect(pointsOf(many)).toEqual(points);
  });

  it('leave greetings and single words out, and do not part 4.5', () => {
    expect(pointsOf(said('Hello', 'ok', 'It is 4.5 metres of pipe', '👍'))).toEqual([
      { id: 2, sentence: 'It is 4.5 metres of pipe' },
    ]);
    expect(pointsOf([])).toEqual([]);
  });
});

describe('what is kept of a text', () => {
  it('for lists is its beginning on one line', () => {
    expect(excerptOf('one\n two\t three')).toBe('one two three');
    expect(excerptOf('👍'.repeat(10), 4)).toBe('👍👍👍…');
  });

  it('for searches are the stems of its words, each once', () => {
    expect(stemsOf('Pipes, pipe, PIPING! السباك والسباك')).toEqual(['pip', 'سباك']);
    expect(stemsOf('… !')).toEqual([]);
  });
});
