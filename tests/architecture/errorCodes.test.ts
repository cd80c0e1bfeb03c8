import { errorCatalogue } from '../../src/utils/errorCodes';
import { filesMatching, textOf } from './sourceTree';

const entries = Object.entries(errorCatalogue);
const ARABIC = /\p{Script=Arabic}/u;

describe('error codes', () => {
  it('are named resource.reason', () => {
    const odd = entries.filter(([code]) => !/^[a-z][A-Za-z]*\.[a-z][A-Za-z]*$/.test(code));

    expect(odd).toEqual([]);
  });

  it('speak English and Arabic', () => {
    const untranslated = entries.filter(
      ([, { en, ar }]) => en.trim() === '' || ARABIC.test(en) || !ARABIC.test(ar),
    );

    expect(untranslated).toEqual([]);
  });

  it('fill the same places in both languages', () => {
    const places = (text: string): string[] => (text.match(/\{\{?\w+\}?\}/g) ?? []).sort();

    const uneven = entries.filter(([, { en, ar }]) => places(en).join() !== places(ar).join());

    expect(uneven).toEqual([]);
  });

  it('are each used somewhere in the program', () => {
    const program = filesMatching(/^src\/(?!utils\/errorCodes\/).*\.ts$/, /^server\.ts$/)
      .map(textOf)
      .join('\n');

    const unused = entries.map(([code]) => code).filter((code) => !program.includes(`'${code}'`));

    expect(unused).toEqual([]);
  });

  it('stand in the part of their catalogue once', () => {
    const parts = filesMatching(/^src\/utils\/errorCodes\/.*\.codes\.ts$/)
      .map(textOf)
      .join('\n');
    const declared = [...parts.matchAll(/^ {2}'([\w.]+)': \{/gm)].map(([, code]) => code);

    const twice = declared.filter((code, index) => declared.indexOf(code) !== index);

    expect(twice).toEqual([]);
    expect(declared).toHaveLength(entries.length);
  });
});
