import fc from 'fast-check';
import { fold } from '../../src/utils/fold';
import { stemEnglish, withoutArticle } from '../../src/utils/stem';
import { matchesAllOf, phraseOf, queryTerms, termsOf, type Expand } from '../../src/utils/textTerms';

// The same texts in every run.
fc.configureGlobal({ seed: 20_260_302 });

const finds = (question: string, texts: readonly string[], expand?: Expand): boolean => {
  const stored = new Set(termsOf(texts, { expand }));
  const groups = queryTerms(question, { expand });
  return groups.length > 0 && groups.every((group) => group.some((term) => stored.has(term)));
};

describe('the stem of an English word', () => {
  it.each([
    ['pipes', 'pipe'],
    ['piping', 'pipe'],
    ['piped', 'pipes'],
    ['tiling', 'tiles'],
    ['wired', 'wiring'],
    ['fitted', 'fit'],
    ['fitting', 'fits'],
    ['installed', 'installing'],
    ['houses', 'house'],
    ['boxes', 'box'],
    ['glasses', 'glass'],
    ['batteries', 'battery'],
    ['dried', 'drying'],
    ['ceilings', 'ceiling'],
    ['leaking', 'leaks'],
    ['branches', 'branch'],
  ])('is shared by %s and %s', (one, other) => {
    expect(stemEnglish(one)).toBe(stemEnglish(other));
  });

  it.each(['gas', 'bed', 'need', 'red', 'ring', 'spring', 'bus', 'it', 'سباكة', '42', 'b2b'])(
    'of %s is the word itself',
    (word) => {
      expect(stemEnglish(word)).toBe(word);
    },
  );

  it.each([
    ['paint', 'pain'],
    ['door', 'doer'],
    ['water', 'waiter'],
    ['tile', 'tilt'],
    ['lock', 'look'],
  ])('keeps %s and %s apart', (one, other) => {
    expect(stemEnglish(one)).not.toBe(stemEnglish(other));
  });
});

describe('the article of an Arabic word', () => {
  it.each(['السباك', 'والسباك', 'بالسباك', 'للسباك', 'سباك'])('falls from %s', (word) => {
    expect(withoutArticle(word)).toBe('سباك');
  });

  it.each(['الم', 'بالغ', 'والد', 'لله'])('stays where too little would be left: %s', (word) => {
    expect(withoutArticle(word)).toBe(word);
  });
});

describe('a text', () => {
  const texts = ['تسريب في المطبخ', 'The kitchen sink leaks since 3 days; call after 17:00, flat 204'];

  it.each([
    'kitchen',
    'LEAKING sinks',
    'my leak in the kitchen',
    'مطبخ',
    'تَسْرِيب بالمطبخ',
    'للمطبخ',
    'flats 204',
    '٢٠٤',
  ])('is found by %s', (question) => {
    expect(finds(question, texts)).toBe(true);
  });

  it.each(['kitchens bathroom', 'chicken', 'حمام', '205', 'itchen', '$where', '.*'])(
    'is not found by %s',
    (question) => {
      expect(finds(question, texts)).toBe(false);
    },
  );

  it.each(['', '   ', 'a', 'the of', 'في', '؟!', '🔧'])('is not asked for by "%s"', (question) => {
    expect(queryTerms(question)).toEqual([]);
  });

  it('has at most sixty terms, the first texts first, however long it is', () => {
    const long = Array.from({ length: 3_000 }, (_, index) => `word${index}`).join(' ');

    const terms = termsOf(['Leaking tap', long, 'x'.repeat(10_000)]);

    expect(terms).toHaveLength(60);
    expect(terms.slice(0, 4)).toEqual(['leaking', 'leak', 'tap', 'word0']);
  });

  it('of one endless word is found by it', () => {
    expect(finds('س'.repeat(5_000), ['س'.repeat(5_000)])).toBe(true);
  });

  it('keeps terms and questions short for the database', () => {
    const terms = termsOf(['𝒳'.repeat(300)]);
    const groups = queryTerms(Array.from({ length: 500 }, (_, index) => `word${index}`).join(' '));

    expect(Math.max(...terms.map((term) => [...term].length))).toBeLessThanOrEqual(40);
    expect(groups).toHaveLength(8);
  });
});

describe('meanings', () => {
  const cooling = ['air conditioning', 'تكييف', 'ac'].map(phraseOf);
  const expand: Expand = (phrase) => (cooling.includes(phrase) ? ['#cooling', 'ac', 'تكييف'] : []);

  it.each([
    ['air conditioning', 'صيانة التكييف'],
    ['تكييف', 'Air-Conditioning is broken'],
    ['AC', 'Clean the air conditioning'],
    ['broken ac', 'air conditioning broken'],
  ])('let %s find %s', (question, text) => {
    expect(finds(question, [text], expand)).toBe(true);
  });

  it('of a phrase do not reach its single words', () => {
    expect(finds('تكييف', ['The air in the cellar is damp'], expand)).toBe(false);
  });

  it('leave the other words of a question standing', () => {
    expect(finds('ac install', ['Clean the air conditioning'], expand)).toBe(false);
  });

  it('leave room for the words of a text that has very many', () => {
    const many: Expand = (phrase) => Array.from({ length: 100 }, (_, index) => `#${phrase}${index}`);

    expect(termsOf(['Leaking tap'], { expand: many })).toContain('tap');
  });
});

describe('for any text', () => {
  const word = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.stringMatching(/^[A-Za-z]{1,12}$/),
    fc.stringMatching(/^(?:[\u0621-\u064a\u0660-\u0669]\p{Mn}?){1,12}$/u),
  );
  const manyWords = fc.array(word, { maxLength: 12 }).map((words) => words.join(' '));

  it('folding twice is folding once', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => fold(fold(text)) === fold(text)));
    fc.assert(fc.property(manyWords, (text) => fold(fold(text)) === fold(text)));
  });

  it('its own words find it', () => {
    const isFound = (text: string, start: number, count: number): boolean => {
      const words = text.split(' ').slice(start, start + count);
      const stored = new Set(termsOf([text.split(' ').slice(0, 12).join(' ')]));
      return queryTerms(words.join(' ')).every((group) => group.some((term) => stored.has(term)));
    };

    fc.assert(fc.property(manyWords, fc.nat(11), fc.integer({ min: 1, max: 12 }), isFound), { numRuns: 500 });
  });

  it('marks and strokes written into it change nothing', () => {
    const marked = (text: string): string => text.replace(/(?<=[\u0621-\u064a])/g, '\u064e\u0640');

    fc.assert(
      fc.property(manyWords, (text) => {
        expect(termsOf([marked(text)])).toEqual(termsOf([text]));
      }),
    );
  });
});

describe('the filter of a question', () => {
  it('asks for one term of every group, and for nothing when nothing is asked', () => {
    expect(matchesAllOf('terms', [['leak', 'tap'], ['sink']])).toEqual({
      $and: [{ terms: { $in: ['leak', 'tap'] } }, { terms: { $in: ['sink'] } }],
    });
    expect(matchesAllOf('terms', [])).toEqual({});
  });
});
