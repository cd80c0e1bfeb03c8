import type { SeedGroup } from './seedService';

export const installations: SeedGroup = {
  slug: 'installations',
  icon: 'plug',
  color: '#1E88E5',
  en: {
    name: 'Installations',
    about: 'Water, electricity, gas and air in the home',
    also: 'utilities, installation',
  },
  ar: { name: 'تركيبات ومرافق', about: 'المياه والكهرباء والغاز والتكييف في البيت', also: 'مرافق, تركيبات' },
  trades: [
    {
      slug: 'plumbing',
      icon: 'faucet',
      en: {
        name: 'Plumbing',
        about: 'Leaks, taps, drains, bathrooms and water pipes',
        also: 'plumber, leak, water leak, pipe, tap, faucet, drain, toilet, sink, bathroom fitting',
      },
      ar: {
        name: 'سباكة',
        about: 'تسريبات وحنفيات وصرف وحمامات ومواسير مياه',
        also: 'سباك, سباكين, تسريب, تسريب مياه, مواسير, ماسورة, حنفية, صرف, بالوعة, حوض, سيفون',
      },
    },
    {
      slug: 'electricity',
      icon: 'bolt',
      en: {
        name: 'Electricity',
        about: 'Wiring, sockets, lights, fuse boxes and short circuits',
        also: 'electrician, electrical, wiring, socket, light switch, fuse box, short circuit, power cut',
      },
      ar: {
        name: 'كهرباء',
        about: 'تأسيس وصيانة ومفاتيح ولوحات وقفلات كهرباء',
        also: 'كهربائي, كهربجي, أسلاك, فيشة, مفتاح نور, لوحة كهرباء, قفلة, ماس كهربائي',
      },
    },
    {
      slug: 'air-conditioning',
      icon: 'snowflake',
      en: {
        name: 'Air conditioning',
        about: 'Installing, cleaning and repairing air conditioners, charging gas',
        also: 'ac, aircon, air conditioner, ac repair, cooling, split unit, freon',
      },
      ar: {
        name: 'تكييف وتبريد',
        about: 'تركيب وغسيل وصيانة التكييفات وشحن الفريون',
        also: 'تكييف, تكييفات, مكيف, تبريد, سبليت, فريون, فني تكييف',
      },
    },
    {
      slug: 'natural-gas',
      icon: 'flame',
      en: {
        name: 'Natural gas',
        about: 'Gas pipes, cookers and heaters, safety checks',
        also: 'gas fitter, gas pipe, gas leak, gas cooker',
      },
      ar: {
        name: 'غاز طبيعي',
        about: 'توصيلات الغاز والبوتاجازات والسخانات وكشف التسريب',
        also: 'فني غاز, توصيل غاز, تسريب غاز, مواسير غاز',
      },
    },
    {
      slug: 'water-heaters',
      icon: 'thermometer',
      en: {
        name: 'Water heaters',
        about: 'Gas, electric and solar heaters: installing and repairing',
        also: 'boiler, water heater, solar heater, geyser',
      },
      ar: {
        name: 'سخانات',
        about: 'تركيب وصيانة سخانات الغاز والكهرباء والشمس',
        also: 'سخان, سخان غاز, سخان كهرباء, سخان شمسي',
      },
    },
    {
      slug: 'water-filters',
      icon: 'droplet',
      en: {
        name: 'Water filters and pumps',
        about: 'Filters, tanks, pumps and motors',
        also: 'water filter, water pump, water tank, pump motor',
      },
      ar: {
        name: 'فلاتر ومواتير مياه',
        about: 'تركيب وصيانة الفلاتر والخزانات والمواتير',
        also: 'فلتر, فلتر مياه, موتور مياه, خزان, طلمبة',
      },
    },
    {
      slug: 'satellite-internet',
      icon: 'satellite',
      en: {
        name: 'Satellite and internet',
        about: 'Dishes, receivers, routers and network cables',
        also: 'satellite dish, receiver, wifi, router, network cable',
      },
      ar: {
        name: 'دش وإنترنت',
        about: 'تركيب الأطباق والريسيفر والراوتر وشبكات البيت',
        also: 'دش, ستلايت, ريسيفر, راوتر, واي فاي, شبكات',
      },
    },
    {
      slug: 'security-cameras',
      icon: 'camera',
      en: {
        name: 'Security cameras',
        about: 'Cameras, alarms, intercoms and electric gates',
        also: 'cctv, surveillance camera, alarm, intercom',
      },
      ar: {
        name: 'كاميرات مراقبة',
        about: 'كاميرات وإنذار وإنتركم وبوابات كهربائية',
        also: 'كاميرات, كاميرا مراقبة, إنذار, انتركم',
      },
    },
  ],
};
