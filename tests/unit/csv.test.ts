import fc from 'fast-check';
import { csvLine } from '../../src/utils/csv';

it('writes cells as RFC 4180 has them', () => {
  const at = new Date('2026-05-31T09:00:00.000Z');

  expect(csvLine(['a', 1, -5, true, null, undefined, at])).toBe('a,1,-5,true,,,2026-05-31T09:00:00.000Z\r\n');
  expect(csvLine(['a,b', 'say "x"', 'two\nlines', ' edge'])).toBe(
    '"a,b","say ""x""","two\nlines"," edge"\r\n',
  );
});

it.each(['=1+1', '+20', '-1', '@SUM(A1)', '\t=1', '\r=1', '  =1', '＝1', '＋1', '－1', '＠x'])(
  '%j is text, never a formula',
  (text) => {
    expect(csvLine([text]).replace(/^"/, '')).toMatch(/^'/);
  },
);

it('keeps every text in its cell, whatever it holds', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('=', '+', '"', ',', '\r', '\n', '\t', ' ', 'a', 'ب', "'") }),
      (text) => {
        const cell = csvLine([text, 'end']).slice(0, -',end\r\n'.length);
        const read = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
        expect([text, `'${text}`]).toContain(read);
        expect(cell.startsWith('"') || !/[",\r\n]/.test(cell)).toBe(true);
      },
    ),
  );
});
