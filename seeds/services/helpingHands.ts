import type { SeedGroup } from './seedService';

export const helpingHands: SeedGroup = {
  slug: 'moving-and-labour',
  icon: 'truck',
  color: '#FB8C00',
  kind: 'daily',
  en: {
    name: 'Moving and helping hands',
    about: 'Carrying, driving, digging and planting',
    also: 'helper, day labour',
  },
  ar: { name: 'نقل وعمالة', about: 'حمل ونقل وحفر وزراعة', also: 'عمالة, عمالة يومية' },
  trades: [
    {
      slug: 'moving',
      icon: 'truck',
      kind: 'daily',
      en: {
        name: 'Moving',
        about: 'Packing, lifting, transport with a winch',
        also: 'mover, moving house, furniture moving, relocation, winch',
      },
      ar: {
        name: 'نقل عفش',
        about: 'تغليف ورفع ونقل بونش',
        also: 'نقل أثاث, نقل موبيليا, ونش رفع, عربية نقل',
      },
    },
    {
      slug: 'construction-labour',
      icon: 'helmet',
      kind: 'daily',
      en: {
        name: 'Construction labour',
        about: 'Carrying, digging, demolition and rubble',
        also: 'labourer, laborer, builder helper, demolition, rubble, digging',
      },
      ar: {
        name: 'عمال بناء',
        about: 'تشوين وحفر وتكسير ورفع مخلفات',
        also: 'عامل بناء, تكسير, رفع مخلفات, ردم, فواعلي',
      },
    },
    {
      slug: 'loading',
      icon: 'package',
      kind: 'daily',
      en: {
        name: 'Loading and unloading',
        about: 'Hands for goods and markets',
        also: 'porter, loading, unloading, warehouse',
      },
      ar: {
        name: 'تحميل وتنزيل',
        about: 'عمال للبضائع والأسواق والمخازن',
        also: 'شيال, تحميل, تنزيل, عامل مخزن',
      },
    },
    {
      slug: 'gardening',
      icon: 'leaf',
      kind: 'daily',
      en: {
        name: 'Gardening',
        about: 'Planting, lawns, pruning and irrigation',
        also: 'gardener, garden, lawn, pruning, irrigation, landscaping',
      },
      ar: {
        name: 'تنسيق حدائق',
        about: 'زراعة ونجيل وتقليم وري',
        also: 'جنايني, حديقة, حدائق, نجيل, تقليم شجر',
      },
    },
    {
      slug: 'farming',
      icon: 'wheat',
      kind: 'daily',
      en: {
        name: 'Farm work',
        about: 'Sowing, harvest and irrigation',
        also: 'farm, farmer, farm worker, harvest',
      },
      ar: { name: 'أعمال زراعية', about: 'زراعة وحصاد وري', also: 'فلاح, عامل زراعي, حصاد, مزرعة' },
    },
    {
      slug: 'building-guard',
      icon: 'shield',
      kind: 'daily',
      en: {
        name: 'Guards and doormen',
        about: 'Doormen, guards and caretakers',
        also: 'guard, doorman, caretaker, security guard',
      },
      ar: { name: 'حراسة وبوابين', about: 'بواب وحارس عقار وأمن', also: 'بواب, حارس عقار, حارس, أمن' },
    },
    {
      slug: 'handyman',
      icon: 'toolbox',
      kind: 'daily',
      en: {
        name: 'Handyman',
        about: 'Small jobs around the house: hanging, fixing, replacing',
        also: 'odd jobs, small repairs',
      },
      ar: {
        name: 'أعمال صيانة خفيفة',
        about: 'شغل البيت الصغير: تعليق وتثبيت وتغيير',
        also: 'صنايعي, صيانة خفيفة, تثبيت شاشة, تعليق رفوف',
      },
    },
  ],
};
