import type { Response } from 'supertest';
import { IdempotencyKeyModel } from '../../src/models/idempotencyKey.model';
import { days, seconds } from '../../src/utils/clock';
import { inTransaction } from '../../src/utils/transaction';
import { startTestApp } from '../helpers/app';
import { makeProbeRoutes, ProbeModel } from '../support/probe.routes';

const app = startTestApp({
  mounts: (container) => [{ prefix: '/api/probes', router: makeProbeRoutes(container) }],
});

const post = (key: string, title = 'Fix a sink'): PromiseLike<Response> =>
  app.http.post('/api/probes').set('Idempotency-Key', key).send({ title });

describe('a request with an Idempotency-Key', () => {
  it('gets the first answer again and takes effect once', async () => {
    const first = await post('a');
    const second = await post('a');

    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect(await ProbeModel.countDocuments()).toBe(1);
  });

  it('is another request under another key, another path or another method', async () => {
    await post('a');
    await post('b');
    await app.http.put('/api/probes').set('Idempotency-Key', 'a').send({ title: 'Fix a sink' });

    expect(await ProbeModel.countDocuments()).toBe(3);
  });

  it('is refused with 422 when the key comes with another body', async () => {
    await post('a');
    const other = await post('a', 'Paint a wall');

    expect(other.status).toBe(422);
    expect(other.body.code).toBe('request.keyReused');
  });

  it('is refused with 422 when a file differs, and replayed when it is the same', async () => {
    const send = (content: string): PromiseLike<Response> =>
      app.http
        .post('/api/probes')
        .set('Idempotency-Key', 'f')
        .field('title', 'Fix a sink')
        .attach('photos', Buffer.from(content), 'a.jpg');
    const first = await send('one');
    const same = await send('one');
    const other = await send('two');

    expect([first.status, same.status, other.status]).toEqual([201, 201, 422]);
    expect(await ProbeModel.countDocuments()).toBe(1);
  });

  it('takes effect once when twenty of it come at the same time; the others are told to wait', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => post('a')));

    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 201).length).toBeGreaterThan(0);
    expect(new Set(statuses.filter((status) => status !== 201))).toEqual(
      new Set(statuses.includes(409) ? [409] : []),
    );
    expect(await ProbeModel.countDocuments()).toBe(1);
  });

  it('is not kept when the server failed: the same request runs again', async () => {
    const failure = jest.spyOn(ProbeModel, 'create').mockRejectedValueOnce(new Error('disk full'));
    const first = await post('a');
    failure.mockRestore();
    const second = await post('a');

    expect([first.status, second.status]).toEqual([500, 201]);
    expect(await ProbeModel.countDocuments()).toBe(1);
  });

  it('does not run twice when the process died between its commit and its answer', async () => {
    await post('a');
    const probe = await ProbeModel.findOne().lean();
    await IdempotencyKeyModel.updateOne(
      { key: 'a' },
      {
        $set: { state: 'running', results: { 0: { result: probe } }, leaseUntil: app.clock.now() },
        $unset: { answer: 1 },
      },
    );

    const again = await post('a');

    expect(again.status).toBe(201);
    expect(again.body.data.id).toBe(String(probe?._id));
    expect(await ProbeModel.countDocuments()).toBe(1);
  });

  it('waits for a living attempt and takes over a dead one, whose late commit then fails', async () => {
    const { idempotency } = app.container;
    const request = { owner: 'anonymous', route: 'POST /api/probes', key: 'k', bodyHash: 'h' };
    const dead = await idempotency.begin(request);

    const early = await idempotency.begin(request).catch((error: { code: string }) => error.code);
    app.clock.advance(seconds(7));
    const heir = await idempotency.begin(request);

    expect(early).toBe('request.inProgress');
    expect('run' in dead && 'run' in heir).toBe(true);
    const late = inTransaction(async (tx) => {
      await ProbeModel.create([{ title: 'too late' }], { session: tx });
      await ('run' in dead ? dead.run.keep(tx, 0, null) : undefined);
    });
    await expect(late).rejects.toMatchObject({ code: 'request.inProgress' });
    expect(await ProbeModel.countDocuments()).toBe(0);
  });

  it('is not run again when its slow attempt answers just as another one is about to take it over', async () => {
    const { begin } = app.container.idempotency;
    const request = { owner: 'anonymous', route: 'POST /slow', key: 'slow', bodyHash: 'same' };
    const slow = await begin(request);
    if (!('answered' in slow)) {
      throw new Error('the first attempt runs');
    }
    app.clock.advance(seconds(7));
    const takeOver = IdempotencyKeyModel.findOneAndUpdate.bind(IdempotencyKeyModel);
    const answer = { status: 201, body: '{}' };
    jest.spyOn(IdempotencyKeyModel, 'findOneAndUpdate').mockImplementationOnce(((...args: never[]) => ({
      // The other one has read the key by now, and not yet written to it.
      lean: () => slow.answered(answer).then(() => takeOver(...(args as unknown as [object])).lean()),
    })) as never);

    await expect(begin(request)).rejects.toMatchObject({ code: 'request.inProgress' });
    expect(await begin(request)).toEqual(answer);
  });

  it('is forgotten after a day', async () => {
    await post('a');
    app.clock.advance(days(1) + 1);
    await app.container.idempotency.purge();

    const again = await post('a');

    expect(again.headers['idempotency-replayed']).toBeUndefined();
    expect(await ProbeModel.countDocuments()).toBe(2);
  });

  it.each(['', ' ', 'x'.repeat(256)])('is refused when the key is %j', async (key) => {
    const answer = await post(key);

    expect(answer.status).toBe(400);
    expect(answer.body.code).toBe('request.idempotencyKeyInvalid');
  });
});
