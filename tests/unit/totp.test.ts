import { createSecretKey } from 'node:crypto';
import { seal, unseal } from '../../src/utils/seal';
import { codeOf, otpauthUri, stepAt, stepOfCode, toBase32 } from '../../src/utils/totp';

const SECRET = Buffer.from('12345678901234567890');
const atSecond = (second: number): Date => new Date(second * 1000);

describe('codes of authenticator apps', () => {
  // RFC 6238, appendix B.
  it.each([
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ])('are those of RFC 6238 at second %i', (second, eight) => {
    const step = stepAt(atSecond(second));

    expect(codeOf(SECRET, step, 8)).toBe(eight);
    expect(codeOf(SECRET, step)).toBe(eight.slice(2));
  });

  it('are good in their own step, the one before and the one after', () => {
    const code = codeOf(SECRET, 100);
    const found = [98, 99, 100, 101, 102].map((step) => stepOfCode(SECRET, code, atSecond(step * 30)));

    expect(found).toEqual([undefined, 100, 100, 100, undefined]);
  });

  it.each(['', '28708', '2870820', 'abcdef', '287082 '])('never match %p', (code) => {
    expect(stepOfCode(SECRET, code, atSecond(59))).toBeUndefined();
  });

  it('come from a secret that apps can read', () => {
    expect(toBase32(SECRET)).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
    expect(['', 'f', 'fo', 'foo', 'foob', 'fooba'].map((text) => toBase32(Buffer.from(text)))).toEqual([
      '',
      'MY',
      'MZXQ',
      'MZXW6',
      'MZXW6YQ',
      'MZXW6YTB',
    ]);
    expect(otpauthUri('GEZD', 'mona+1@example.com', 'Craft works')).toBe(
      'otpauth://totp/Craft%20works:mona%2B1%40example.com?secret=GEZD&issuer=Craft%20works&algorithm=SHA1&digits=6&period=30',
    );
  });
});

describe('a sealed text', () => {
  const key = createSecretKey(Buffer.alloc(32, 1));
  const sealed = seal(key, SECRET, 'user:1');

  it('is read with the same key and context, and looks different each time', () => {
    expect(unseal(key, sealed, 'user:1')).toEqual(SECRET);
    expect(seal(key, SECRET, 'user:1')).not.toBe(sealed);
  });

  it('is not read with another key, for another owner, or after a change', () => {
    const other = createSecretKey(Buffer.alloc(32, 2));
    const changed = `${sealed.slice(0, -2)}${sealed.endsWith('AA') ? 'BB' : 'AA'}`;

    expect(() => unseal(other, sealed, 'user:1')).toThrow();
    expect(() => unseal(key, sealed, 'user:2')).toThrow();
    expect(() => unseal(key, changed, 'user:1')).toThrow();
    expect(() => unseal(key, '', 'user:1')).toThrow();
  });
});
