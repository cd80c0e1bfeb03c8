import { deviceName, networkOf } from '../../src/utils/device';
import { emailKey, tidyEmail } from '../../src/utils/emails';
import { joinName, splitName } from '../../src/utils/names';
import { maskedPhone, phoneFacts, phoneNumberOf } from '../../src/utils/phones';

describe('an e-mail address', () => {
  it.each([
    ['case', 'Mona@Example.COM'],
    ['blanks around', '  mona@example.com '],
    ['full width', 'ｍｏｎａ@example.com'],
    ['a Cyrillic o and a', 'm\u043en\u0430@example.com'],
    ['a Greek omicron', 'm\u03bfna@example.com'],
    ['a Cyrillic capital M', '\u041cona@example.com'],
    ['a full-width at sign', 'mona\uff20example.com'],
  ])('is the same in spite of %s', (_what, spelling) => {
    expect(emailKey(spelling)).toBe('mona@example.com');
  });

  it.each([
    'mona.@example.com',
    'mona+1@example.com',
    'mona@examp1e.com',
    'mona@ex\u0430mple.com',
    'نور@example.com',
  ])('is another one: %s', (other) => {
    expect(emailKey(other)).not.toBe('mona@example.com');
  });

  it('has one form of an international domain', () => {
    expect(emailKey('a@müller.example')).toBe('a@xn--mller-kva.example');
  });

  it.each(['', 'mona', '@example.com', 'mona@', 'mona@exa mple.com'])('is none: "%s"', (text) => {
    expect(emailKey(text)).toBeUndefined();
  });

  it('is shown as it was given, but for the domain', () => {
    expect(tidyEmail(' Mona.H@EXAMPLE.com ')).toBe('Mona.H@example.com');
  });
});

describe('a phone number', () => {
  it.each([
    '01001234567',
    '+20 100 123 4567',
    '0020-100-1234567',
    '(0100) 123 4567',
    '٠١٠٠١٢٣٤٥٦٧',
    '۰۱۰۰۱۲۳۴۵۶۷',
    '＋20 1001234567',
  ])('is one in the spelling %s', (spelling) => {
    expect(phoneNumberOf(spelling)).toBe('+201001234567');
  });

  it.each([
    '',
    '123',
    '0100123456',
    '010012345678',
    '+999123456789',
    'call me',
    '01001234567 ext. 5',
    '1'.repeat(100),
  ])('is none: %s', (text) => {
    expect(phoneNumberOf(text)).toBeUndefined();
  });

  it('of another country is read with its prefix or its region', () => {
    expect(phoneNumberOf('+966 50 123 4567')).toBe('+966501234567');
    expect(phoneNumberOf('050 123 4567', 'SA')).toBe('+966501234567');
  });

  it.each([
    ['+201001234567', { country: 'EG', isMobile: true, range: '+201001234' }],
    ['+20223456789', { country: 'EG', isMobile: false, range: '+20223456' }],
    ['+12025550123', { country: 'US', isMobile: true, range: '+12025550' }],
    ['+919876543210', { country: 'IN', isMobile: true, range: '+919876543' }],
  ])('%s tells its country, its kind and its range', (phone, facts) => {
    expect(phoneFacts(phone)).toEqual(facts);
  });

  it('is shown to those who know it, and says little to others', () => {
    expect(maskedPhone('+201001234567')).toBe('+20•••••••567');
  });
});

describe('a device', () => {
  it.each([
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36',
      'Chrome on Windows',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0',
      'Edge on Windows',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1 Version/17.0 Safari/604.1',
      'Safari on iPhone',
    ],
    [
      'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36',
      'Chrome on Android',
    ],
    ['okhttp/4.12.0', 'Android app'],
    ['curl/8.5.0', 'curl'],
    ['<script>/1', 'script'],
    ['///', 'Unknown device'],
    [undefined, 'Unknown device'],
  ])('is named so that its owner knows it: %s', (userAgent, name) => {
    expect(deviceName({ userAgent })).toBe(name);
  });

  it.each([
    ['197.45.12.77', '197.45.12.0/24'],
    ['::ffff:197.45.12.77', '197.45.12.0/24'],
    ['2001:DB8:abcd:12::1', '2001:db8:abcd::/48'],
    ['::1', '0:0:0::/48'],
    ['unknown', undefined],
    [undefined, undefined],
  ])('stands in a network, never at an address: %s', (ip, network) => {
    expect(networkOf(ip)).toBe(network);
  });
});

describe('a name', () => {
  it('comes apart at the first blank and together again', () => {
    expect(splitName('  Karim  El Sayed ')).toEqual({ firstName: 'Karim', lastName: 'El Sayed' });
    expect(splitName('Nour')).toEqual({ firstName: 'Nour' });
    expect(joinName({ firstName: 'Karim', lastName: 'El Sayed' })).toBe('Karim El Sayed');
    expect(joinName({})).toBe('');
  });
});
