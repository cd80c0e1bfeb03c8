import type { Address } from '../../src/utils/address';

const line = (parts: readonly string[], comma: string): string => parts.join(comma);

/** A street in Cairo, in English. */
export const inCairo = (street: string): Address => ({
  country: 'Egypt',
  state: 'Cairo Governorate',
  city: 'Cairo',
  street,
  text: line([street, 'Cairo', 'Cairo Governorate', 'Egypt'], ', '),
});

/** A street in Giza, in Arabic. */
export const inGiza = (street: string): Address => ({
  country: 'مصر',
  state: 'محافظة الجيزة',
  city: 'الجيزة',
  street,
  text: line([street, 'الجيزة', 'محافظة الجيزة', 'مصر'], '، '),
});
