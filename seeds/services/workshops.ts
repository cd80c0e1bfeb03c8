import type { SeedGroup } from './seedService';

export const workshops: SeedGroup = {
  slug: 'wood-metal-glass',
  icon: 'hammer',
  color: '#6D4C41',
  en: {
    name: 'Wood, metal and glass',
    about: 'Made to measure in the workshop and on site',
    also: 'workshop',
  },
  ar: { name: 'خشب ومعادن وزجاج', about: 'تفصيل في الورشة وعلى الموقع', also: 'ورشة, ورش' },
  trades: [
    {
      slug: 'carpentry',
      icon: 'saw',
      en: {
        name: 'Carpentry',
        about: 'Doors, wardrobes, kitchens and repairs of wood',
        also: 'carpenter, joiner, woodwork, wooden door, wardrobe, furniture repair',
      },
      ar: {
        name: 'نجارة',
        about: 'أبواب ودواليب ومطابخ وإصلاح الخشب',
        also: 'نجار, نجارين, باب خشب, دولاب, تصليح أثاث',
      },
    },
    {
      slug: 'kitchens',
      icon: 'cabinet',
      en: {
        name: 'Fitted kitchens',
        about: 'Wooden and aluminium kitchens to measure',
        also: 'kitchen cabinet, kitchen cupboard, kitchen unit',
      },
      ar: {
        name: 'مطابخ',
        about: 'تفصيل وتركيب مطابخ خشب وألوميتال',
        also: 'تفصيل مطبخ, تفصيل مطابخ, دواليب مطبخ',
      },
    },
    {
      slug: 'furniture-assembly',
      icon: 'box',
      kind: 'daily',
      en: {
        name: 'Furniture assembly',
        about: 'Assembling, taking apart and hanging',
        also: 'furniture, assembly, flat pack, curtain rail',
      },
      ar: { name: 'تركيب أثاث', about: 'فك وتركيب وتعليق', also: 'فك وتركيب, تركيب عفش, تعليق ستائر' },
    },
    {
      slug: 'blacksmith',
      icon: 'anvil',
      en: {
        name: 'Metalwork',
        about: 'Gates, window bars, stairs and welding',
        also: 'blacksmith, welder, welding, iron gate, window bars',
      },
      ar: {
        name: 'حدادة',
        about: 'بوابات وشبابيك حديد وسلالم ولحام',
        also: 'حداد, لحام, كريتال, بوابة حديد, شباك حديد',
      },
    },
    {
      slug: 'aluminium',
      icon: 'window',
      en: {
        name: 'Aluminium and PVC',
        about: 'Windows, shutters, insect screens and shower cabins',
        also: 'aluminum, aluminium window, pvc window, insect screen, shutter',
      },
      ar: {
        name: 'ألوميتال',
        about: 'شبابيك وسلك وشيش وكبائن دش',
        also: 'الوميتال, ألومنيوم, شباك ألوميتال, سلك شباك, شيش حصيرة',
      },
    },
    {
      slug: 'glass',
      icon: 'mirror',
      en: {
        name: 'Glass and mirrors',
        about: 'Cutting, replacing and fitting',
        also: 'glazier, glass, mirror, securit',
      },
      ar: { name: 'زجاج ومرايات', about: 'قص وتغيير وتركيب', also: 'زجاج, مرايات, مراية, سيكوريت, قزاز' },
    },
    {
      slug: 'upholstery',
      icon: 'sofa',
      en: {
        name: 'Upholstery',
        about: 'Sofas, chairs, mattresses and car seats',
        also: 'upholsterer, sofa repair, armchair',
      },
      ar: { name: 'تنجيد', about: 'كنب وكراسي ومراتب وفرش سيارات', also: 'منجد, تنجيد كنب, تنجيد أنتريه' },
    },
    {
      slug: 'locksmith',
      icon: 'key',
      en: {
        name: 'Locksmith',
        about: 'Opening doors, changing locks, keys',
        also: 'lock, key, locked out, door lock',
      },
      ar: {
        name: 'كوالين ومفاتيح',
        about: 'فتح أبواب وتغيير كوالين ونسخ مفاتيح',
        also: 'كالون, كوالين, مفاتيح, صانع مفاتيح, فتح باب',
      },
    },
  ],
};
