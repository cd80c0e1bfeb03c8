import type { SeedGroup } from './seedService';

export const repairs: SeedGroup = {
  slug: 'repairs',
  icon: 'wrench',
  color: '#F4511E',
  en: { name: 'Repairs', about: 'What is broken works again', also: 'repair shop' },
  ar: { name: 'صيانة وإصلاح', about: 'كل ما تعطل يعود للعمل', also: 'صيانة, تصليح' },
  trades: [
    {
      slug: 'home-appliances',
      icon: 'washing-machine',
      en: {
        name: 'Home appliances',
        about: 'Washing machines, cookers, dishwashers and the like',
        also: 'appliance repair, washing machine, dishwasher, cooker, oven, microwave',
      },
      ar: {
        name: 'أجهزة منزلية',
        about: 'غسالات وبوتاجازات وأطباق وميكروويف',
        also: 'صيانة أجهزة, غسالة, غسالة أطباق, بوتاجاز, فرن, ميكروويف',
      },
    },
    {
      slug: 'refrigerators',
      icon: 'refrigerator',
      en: {
        name: 'Refrigerators',
        about: 'Refrigerators, freezers and shop cooling',
        also: 'fridge, freezer, refrigeration',
      },
      ar: { name: 'ثلاجات', about: 'ثلاجات وديب فريزر وتبريد المحلات', also: 'ثلاجة, ديب فريزر, فني ثلاجات' },
    },
    {
      slug: 'electronics',
      icon: 'tv',
      en: {
        name: 'Televisions and electronics',
        about: 'Screens, sound and home electronics',
        also: 'tv, tv repair, television',
      },
      ar: {
        name: 'شاشات وإلكترونيات',
        about: 'تلفزيونات وشاشات وسماعات',
        also: 'تلفزيون, شاشة, صيانة شاشات',
      },
    },
    {
      slug: 'computers',
      icon: 'laptop',
      en: {
        name: 'Computers',
        about: 'Laptops, printers, setting up and data rescue',
        also: 'computer repair, laptop, printer, pc',
      },
      ar: {
        name: 'كمبيوتر',
        about: 'لابتوب وطابعات وتسطيب واسترجاع بيانات',
        also: 'لابتوب, حاسب آلي, طابعة, صيانة كمبيوتر',
      },
    },
    {
      slug: 'mobile-phones',
      icon: 'smartphone',
      en: {
        name: 'Mobile phones',
        about: 'Screens, batteries and software',
        also: 'phone repair, cell phone, phone screen',
      },
      ar: { name: 'موبايلات', about: 'شاشات وبطاريات وسوفت وير', also: 'موبايل, تليفون, صيانة موبايل' },
    },
    {
      slug: 'elevators',
      icon: 'elevator',
      en: {
        name: 'Lifts',
        about: 'Maintenance and repair of lifts',
        also: 'elevator, lift, elevator repair',
      },
      ar: { name: 'مصاعد', about: 'صيانة وإصلاح الأسانسير', also: 'أسانسير, مصعد, صيانة مصاعد' },
    },
    {
      slug: 'car-repair',
      icon: 'car',
      en: {
        name: 'Car mechanics',
        about: 'Engines, brakes and service where you stand',
        also: 'mechanic, car service, brakes, engine',
      },
      ar: {
        name: 'ميكانيكا سيارات',
        about: 'موتور وفرامل وصيانة في مكانك',
        also: 'ميكانيكي, تصليح سيارات, تصليح عربيات, فرامل',
      },
    },
    {
      slug: 'car-electrics',
      icon: 'battery',
      en: {
        name: 'Car electrics',
        about: 'Batteries, dynamos, lights and diagnosis',
        also: 'car battery, car electrician, dynamo',
      },
      ar: {
        name: 'كهرباء سيارات',
        about: 'بطاريات ودينامو وكشف أعطال',
        also: 'كهربائي سيارات, بطارية سيارة, دينامو',
      },
    },
  ],
};
