import { countryName, presentAddress, readAddress } from '../../src/utils/address';

describe('an address', () => {
  it('in parts gets the country of the market and a text that follows the parts', () => {
    const address = readAddress({ city: 'Cairo', street: '26 Talaat Harb Street' }, 'Egypt');

    expect(address).toEqual({
      country: 'Egypt',
      city: 'Cairo',
      street: '26 Talaat Harb Street',
      text: '26 Talaat Harb Street, Cairo, Egypt',
    });
  });

  it('in one line keeps its line', () => {
    expect(readAddress({ text: 'Behind the mosque, Imbaba' }, 'Egypt')).toEqual({
      country: 'Egypt',
      text: 'Behind the mosque, Imbaba',
    });
  });

  it('that comes back with another city never keeps the text of the old one', () => {
    const sent = presentAddress({ country: 'Egypt', city: 'Cairo', text: 'Cairo, Egypt' });

    const address = readAddress({ ...sent, city: 'Giza' }, 'Egypt');

    expect(address?.text).toBe('Giza, Egypt');
  });

  it('that comes back as it was sent stays as it was', () => {
    const lines = readAddress({ text: 'Behind the mosque, Imbaba' }, 'Egypt');
    const parts = readAddress({ city: 'Cairo', state: 'Cairo Governorate' }, 'Egypt');

    const again = [lines, parts].map((one) => one && readAddress(presentAddress(one), 'Egypt'));

    expect(again).toEqual([lines, parts]);
  });

  it.each([[{}], [{ country: 'Egypt' }], [{ text: '', city: null }]])('%j says nothing', (given) => {
    expect(readAddress(given, 'Egypt')).toBeUndefined();
  });

  it('shows every part, null for what is not known', () => {
    expect(presentAddress({ text: 'Imbaba' })).toEqual({
      country: null,
      state: null,
      city: null,
      street: null,
      text: 'Imbaba',
    });
  });

  it('names the country of a market', () => {
    expect([countryName('EG'), countryName('ZA')]).toEqual(['Egypt', 'South Africa']);
  });
});
