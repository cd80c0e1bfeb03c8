import fc from 'fast-check';
import type { DisputeEvidence } from '../../src/models/disputeEvidence.model';
import { evidenceHash, faultsOfEvidence, NO_EVIDENCE } from '../../src/services/disputes/evidenceChain';
import { agreementOf, meetingPoint } from '../../src/services/disputes/offers';
import { newId } from '../../src/utils/ids';
import { money, type Money } from '../../src/utils/money';

const egp = (amountMinor: number): Money => money(amountMinor, 'EGP');
const offers = (client: number, craftsman: number) => ({ client: egp(client), craftsman: egp(craftsman) });
const claim = egp(1_000);

describe('two sealed offers', () => {
  it.each([
    ['that just meet', offers(400, 600), [400, 600]],
    ['that leave something over: it is halved', offers(300, 500), [400, 600]],
    ['that leave an odd piastre over: it is the client’s', offers(300, 501), [400, 600]],
    ['of which both give in: the middle', offers(0, 0), [500, 500]],
    ['of which one gives in to all that the other wants', offers(1_000, 0), [1_000, 0]],
  ])('%s', (_what, both, [client, craftsman]) => {
    expect(meetingPoint(claim, both)).toEqual(offers(client ?? 0, craftsman ?? 0));
  });

  it.each([offers(401, 600), offers(1_000, 1), offers(1, 1_000)])('that do not meet: nothing', (both) => {
    expect(meetingPoint(claim, both)).toBeUndefined();
  });

  it('never give anybody less than he accepts, and always add up', () => {
    const amount = fc.integer({ min: 0, max: 1_000_000 });
    fc.assert(
      fc.property(amount, amount, amount, (whole, client, craftsman) => {
        const met = meetingPoint(egp(whole), offers(client, craftsman));
        expect(met === undefined).toBe(client + craftsman > whole);
        if (met) {
          expect(met.client.amountMinor + met.craftsman.amountMinor).toBe(whole);
          const [more, also] = [met.client.amountMinor - client, met.craftsman.amountMinor - craftsman];
          expect([more >= 0, also >= 0, more - also === 0 || more - also === 1]).toEqual([true, true, true]);
        }
      }),
    );
  });

  it.each([
    [offers(0, 1_000), 'work', 'release'],
    [offers(1_000, 0), 'work', 'refund'],
    [offers(1_000, 0), 'cashDifference', 'split'],
    [offers(400, 600), 'work', 'split'],
  ] as const)('become a decision of their own kind', (both, kind, decision) => {
    expect(agreementOf(both, kind)).toMatchObject({
      kind: decision,
      clientAmount: both.client.amountMinor,
      craftsmanAmount: both.craftsman.amountMinor,
    });
  });
});

/** A chain of three pieces, whole and true. */
function chainOf(): DisputeEvidence[] {
  const [disputeId, by] = [newId(), newId()];
  const chain: DisputeEvidence[] = [];
  for (const seq of [1, 2, 3]) {
    const file = {
      mediaId: newId(),
      key: `evidence/${seq}.jpg`,
      contentType: 'image/jpeg' as const,
      sizeBytes: 10,
      sha256: 'f'.repeat(64),
    };
    const message = { messageId: newId(), authorId: by, content: 'Hello', sentAt: new Date(1) };
    const piece = {
      disputeId,
      seq,
      kind: 'statement' as const,
      side: 'client' as const,
      by,
      text: `piece ${seq}`,
      files: [file],
      messages: [message],
      at: new Date(seq),
      previousHash: chain.at(-1)?.hash ?? NO_EVIDENCE,
    };
    chain.push({ _id: newId(), ...piece, hash: evidenceHash(piece) });
  }
  return chain;
}

describe('evidence', () => {
  const headOf = (chain: readonly DisputeEvidence[]) => ({
    evidenceCount: chain.length,
    evidenceHash: chain.at(-1)?.hash ?? NO_EVIDENCE,
  });

  it('is sound as it was given', () => {
    const chain = chainOf();

    expect(faultsOfEvidence(headOf(chain), chain)).toEqual([]);
    expect(faultsOfEvidence(headOf([]), [])).toEqual([]);
  });

  it.each<[string, (piece: DisputeEvidence) => Partial<DisputeEvidence>]>([
    ['its words', () => ({ text: 'otherwise' })],
    ['its author', () => ({ side: 'craftsman' })],
    ['its instant', () => ({ at: new Date(99) })],
    ['a file', ({ files }) => ({ files: files.map((file) => ({ ...file, sha256: 'e'.repeat(64) })) })],
    ['a message', ({ messages }) => ({ messages: messages.map((one) => ({ ...one, content: 'Bye' })) })],
    ['a piece less of it', () => ({ files: [] })],
  ])('shows a later change of %s', (_what, change) => {
    const chain = chainOf();
    const changed = chain.map((piece, index) => (index === 1 ? { ...piece, ...change(piece) } : piece));

    expect(faultsOfEvidence(headOf(chain), changed)).toEqual(['number 2 was changed']);
  });

  it('shows what is missing, at the end and between', () => {
    const chain = chainOf();
    const [first, second, third] = chain as [DisputeEvidence, DisputeEvidence, DisputeEvidence];

    expect(faultsOfEvidence(headOf(chain), [first, second])).toEqual(['it says 3 pieces, there are 2']);
    expect(faultsOfEvidence(headOf(chain), [first, third])).toEqual([
      'number 3 stands at place 2',
      'number 3 does not follow the one before it',
      'it says 3 pieces, there are 2',
    ]);
  });

  it('shows a piece that was changed together with its hash', () => {
    const chain = chainOf();
    const changed = chain.map((piece, index) => {
      const forged = { ...piece, text: 'otherwise' };
      return index === 1 ? { ...forged, hash: evidenceHash(forged) } : piece;
    });

    expect(faultsOfEvidence(headOf(chain), changed)).toEqual(['number 3 does not follow the one before it']);
  });
});
