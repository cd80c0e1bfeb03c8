import { isEmptyPatch, patchOf, within } from '../../src/utils/patch';

describe('a patch', () => {
  it('leaves what is absent, sets values and removes what is null', () => {
    const patch = patchOf({ bio: 'Plumber', lastName: null, phone: undefined });

    expect(patch).toEqual({ $set: { bio: 'Plumber' }, $unset: { lastName: 1 } });
  });

  it('sets what is false, zero or empty: these are values', () => {
    const patch = patchOf({ isOpen: false, radius: 0, note: '' });

    expect(patch).toEqual({ $set: { isOpen: false, radius: 0, note: '' } });
  });

  it.each([
    ['nothing', {}],
    ['only absent fields', { bio: undefined }],
  ])('of %s is empty and holds no operator', (_what, changes) => {
    const patch = patchOf(changes);

    expect(patch).toEqual({});
    expect(isEmptyPatch(patch)).toBe(true);
  });

  it('is not empty when it only removes', () => {
    expect(isEmptyPatch(patchOf({ bio: null }))).toBe(false);
  });

  it('reaches into an embedded document without replacing it', () => {
    const patch = patchOf(within('preferences.channels', { push: false, sms: undefined, email: null }));

    expect(patch).toEqual({
      $set: { 'preferences.channels.push': false },
      $unset: { 'preferences.channels.email': 1 },
    });
  });
});
