import type { SeedGroup } from './seedService';

export const cleaning: SeedGroup = {
  slug: 'cleaning',
  icon: 'sparkles',
  color: '#00897B',
  kind: 'daily',
  en: { name: 'Cleaning', about: 'Homes, offices and everything in them', also: 'cleaner, cleaning company' },
  ar: { name: 'تنظيف', about: 'البيوت والمكاتب وكل ما فيها', also: 'نظافة, شركة تنظيف' },
  trades: [
    {
      slug: 'home-cleaning',
      icon: 'home',
      kind: 'daily',
      en: {
        name: 'Home cleaning',
        about: 'Once or every week, after works too',
        also: 'house cleaning, maid, housekeeper, deep cleaning',
      },
      ar: {
        name: 'تنظيف منازل',
        about: 'مرة أو كل أسبوع، وبعد التشطيب',
        also: 'تنظيف بيوت, تنظيف شقق, عاملة نظافة, شغالة',
      },
    },
    {
      slug: 'carpet-cleaning',
      icon: 'carpet',
      kind: 'daily',
      en: {
        name: 'Carpets and sofas',
        about: 'Washing carpets, curtains, sofas and mattresses',
        also: 'carpet, carpet washing, sofa cleaning, curtain washing',
      },
      ar: {
        name: 'غسيل سجاد وأنتريهات',
        about: 'سجاد وستائر وكنب ومراتب',
        also: 'غسيل سجاد, سجاد, تنظيف كنب, غسيل ستائر',
      },
    },
    {
      slug: 'tank-cleaning',
      icon: 'tank',
      en: {
        name: 'Tank and drain cleaning',
        about: 'Water tanks, drains and septic tanks',
        also: 'drain cleaning, blocked drain, tank cleaning',
      },
      ar: {
        name: 'تسليك وتنظيف خزانات',
        about: 'تسليك صرف وتنظيف خزانات وبيارات',
        also: 'تسليك, تسليك صرف, تنظيف خزانات, شفط بيارات',
      },
    },
    {
      slug: 'pest-control',
      icon: 'bug',
      en: {
        name: 'Pest control',
        about: 'Insects, rodents and bedbugs',
        also: 'exterminator, insects, cockroach, bedbugs, mice',
      },
      ar: {
        name: 'مكافحة حشرات',
        about: 'حشرات وقوارض وبق الفراش',
        also: 'رش حشرات, إبادة حشرات, صراصير, فئران, بق',
      },
    },
    {
      slug: 'car-wash',
      icon: 'droplets',
      kind: 'daily',
      en: { name: 'Car washing', about: 'At your door, inside and outside', also: 'car wash, car cleaning' },
      ar: { name: 'غسيل سيارات', about: 'أمام بيتك، من الداخل والخارج', also: 'غسيل عربيات, تنظيف سيارات' },
    },
  ],
};
