import type { Address } from '../src/utils/address';
import type { Locale, Role } from '../src/utils/types/actor';

/** Of every demo account; no secret of anybody: production refuses the seed. */
export const DEMO_PASSWORD = 'Nile-Sunrise-2026';

/** The day on which this world begins; ids and dates never depend on when it is loaded. */
export const WORLD_BEGINS = new Date('2026-01-05T08:00:00.000Z');

export interface DemoAccount {
  readonly email: string;
  readonly phone: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly role: Role;
  readonly locale: Locale;
  readonly bio: string;
  readonly address: Address;
  readonly at: { readonly latitude: number; readonly longitude: number };
  /** Of craftsmen, whom staff has verified. */
  readonly craft?: {
    readonly service: string;
    readonly skills: readonly string[];
    readonly radiusKm: number;
    readonly years: number;
  };
  /** Days after the beginning on which the account was opened. */
  readonly day: number;
}

const clients: readonly DemoAccount[] = [
  {
    email: 'mona.client@example.com',
    phone: '+201000000001',
    firstName: 'Mona',
    lastName: 'Hassan',
    role: 'client',
    locale: 'en',
    bio: 'Lives in Maadi and is renovating an old flat, one room after the other.',
    address: {
      country: 'Egypt',
      state: 'Cairo Governorate',
      city: 'Cairo',
      street: '14 Road 9, Maadi',
      text: '14 Road 9, Maadi, Cairo, Cairo Governorate, Egypt',
    },
    at: { latitude: 29.9602, longitude: 31.2569 },
    day: 2,
  },
  {
    email: 'khaled.client@example.com',
    phone: '+201100000002',
    firstName: 'خالد',
    lastName: 'منصور',
    role: 'client',
    locale: 'ar',
    bio: 'صاحب مكتبة في الدقي ويحتاج إلى صيانة دورية.',
    address: {
      country: 'مصر',
      state: 'محافظة الجيزة',
      city: 'الجيزة',
      street: '22 شارع التحرير، الدقي',
      text: '22 شارع التحرير، الدقي، الجيزة، محافظة الجيزة، مصر',
    },
    at: { latitude: 30.0385, longitude: 31.2118 },
    day: 3,
  },
];

const craftsmen: readonly DemoAccount[] = [
  {
    email: 'karim.plumber@example.com',
    phone: '+201200000003',
    firstName: 'Karim',
    lastName: 'Fathy',
    role: 'craftsman',
    locale: 'en',
    bio: 'Plumber for twelve years: leaks, water heaters, complete bathrooms. Works all over Nasr City and Heliopolis.',
    address: {
      country: 'Egypt',
      state: 'Cairo Governorate',
      city: 'Cairo',
      street: '8 Abbas El Akkad Street, Nasr City',
      text: '8 Abbas El Akkad Street, Nasr City, Cairo, Cairo Governorate, Egypt',
    },
    at: { latitude: 30.0566, longitude: 31.3301 },
    craft: { service: 'plumbing', skills: ['leaks', 'water heaters', 'bathrooms'], radiusKm: 30, years: 12 },
    day: 4,
  },
  {
    email: 'ahmed.electrician@example.com',
    phone: '+201500000004',
    firstName: 'أحمد',
    lastName: 'السيد',
    role: 'craftsman',
    locale: 'ar',
    bio: 'كهربائي معتمد: تأسيس وصيانة ولوحات كهرباء، في إمبابة والمهندسين والدقي.',
    address: {
      country: 'مصر',
      state: 'محافظة الجيزة',
      city: 'الجيزة',
      street: '5 شارع الوحدة، إمبابة',
      text: '5 شارع الوحدة، إمبابة، الجيزة، محافظة الجيزة، مصر',
    },
    at: { latitude: 30.0763, longitude: 31.2078 },
    craft: { service: 'electricity', skills: ['تأسيس', 'لوحات كهرباء', 'صيانة'], radiusKm: 20, years: 9 },
    day: 5,
  },
  {
    email: 'yasmin.carpenter@example.com',
    phone: '+201000000005',
    firstName: 'Yasmin',
    lastName: 'Adel',
    role: 'craftsman',
    locale: 'en',
    bio: 'Carpenter with a workshop near the Pyramids: doors, kitchens, repairs of old furniture.',
    address: {
      country: 'Egypt',
      state: 'Giza Governorate',
      city: 'Giza',
      street: '171 Al Haram Street',
      text: '171 Al Haram Street, Giza, Giza Governorate, Egypt',
    },
    at: { latitude: 29.9969, longitude: 31.1667 },
    craft: { service: 'carpentry', skills: ['doors', 'kitchens', 'old furniture'], radiusKm: 40, years: 7 },
    day: 6,
  },
];

const staff: readonly DemoAccount[] = [
  {
    email: 'noura.moderator@example.com',
    phone: '+201100000006',
    firstName: 'نورا',
    lastName: 'سمير',
    role: 'moderator',
    locale: 'ar',
    bio: 'تراجع الشكاوى والتحقق من الحرفيين.',
    address: {
      country: 'مصر',
      state: 'محافظة القاهرة',
      city: 'القاهرة',
      street: '26 شارع طلعت حرب، وسط البلد',
      text: '26 شارع طلعت حرب، وسط البلد، القاهرة، محافظة القاهرة، مصر',
    },
    at: { latitude: 30.0478, longitude: 31.2387 },
    day: 1,
  },
  {
    email: 'salma.admin@example.com',
    phone: '+201200000007',
    firstName: 'Salma',
    lastName: 'Nabil',
    role: 'admin',
    locale: 'en',
    bio: 'Runs this demo.',
    address: {
      country: 'Egypt',
      state: 'Cairo Governorate',
      city: 'Cairo',
      street: '3 Brazil Street, Zamalek',
      text: '3 Brazil Street, Zamalek, Cairo, Cairo Governorate, Egypt',
    },
    at: { latitude: 30.0609, longitude: 31.2197 },
    day: 0,
  },
];

/** Everybody in the demo, as the README's table lists them. */
export const demoAccounts: readonly DemoAccount[] = [...clients, ...craftsmen, ...staff];
