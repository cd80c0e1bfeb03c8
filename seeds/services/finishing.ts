import type { SeedGroup } from './seedService';

export const finishing: SeedGroup = {
  slug: 'building-and-finishing',
  icon: 'paint-roller',
  color: '#8E24AA',
  en: {
    name: 'Building and finishing',
    about: 'From bare walls to a finished home',
    also: 'finishing, renovation, building work',
  },
  ar: {
    name: 'بناء وتشطيبات',
    about: 'من الطوب الأحمر إلى شقة كاملة',
    also: 'تشطيب, تشطيبات, تجديد, مقاولات',
  },
  trades: [
    {
      slug: 'painting',
      icon: 'brush',
      en: {
        name: 'Painting',
        about: 'Walls, ceilings, doors and facades',
        also: 'painter, wall paint, decorator, wallpaper',
      },
      ar: {
        name: 'نقاشة ودهانات',
        about: 'دهان الحوائط والأسقف والأبواب والواجهات',
        also: 'نقاش, نقاشة, دهان, دهانات, بويات, ورق حائط',
      },
    },
    {
      slug: 'tiling',
      icon: 'grid',
      en: {
        name: 'Tiling',
        about: 'Ceramic, porcelain and marble floors and walls',
        also: 'tiler, tile, ceramic, porcelain, floor tiles',
      },
      ar: {
        name: 'سيراميك وبلاط',
        about: 'تركيب السيراميك والبورسلين للأرضيات والحوائط',
        also: 'مبلط, بلاط, سيراميك, بورسلين, أرضيات',
      },
    },
    {
      slug: 'marble',
      icon: 'layers',
      en: {
        name: 'Marble and granite',
        about: 'Stairs, kitchen tops, polishing',
        also: 'marble, granite, marble polishing, kitchen top',
      },
      ar: {
        name: 'رخام وجرانيت',
        about: 'سلالم ورخامة مطبخ وجلي',
        also: 'رخام, جرانيت, جلي رخام, رخامة مطبخ',
      },
    },
    {
      slug: 'plastering',
      icon: 'trowel',
      en: {
        name: 'Plastering',
        about: 'Plaster, screed and wall repair',
        also: 'plasterer, plaster, mortar, screed',
      },
      ar: { name: 'محارة', about: 'بياض محارة وترميم حوائط', also: 'مبيض محارة, بياض, لياسة' },
    },
    {
      slug: 'gypsum',
      icon: 'square',
      en: {
        name: 'Gypsum board',
        about: 'Suspended ceilings, partitions and cornices',
        also: 'gypsum, drywall, false ceiling, suspended ceiling, cornice',
      },
      ar: {
        name: 'جبس بورد',
        about: 'أسقف معلقة وقواطيع وكرانيش',
        also: 'جبس, جبسون بورد, سقف معلق, كرانيش',
      },
    },
    {
      slug: 'masonry',
      icon: 'wall',
      en: {
        name: 'Masonry',
        about: 'Brickwork, walls and small building works',
        also: 'mason, bricklayer, brick, brickwork',
      },
      ar: { name: 'مباني', about: 'بناء الطوب والحوائط والأعمال الصغيرة', also: 'بنا, بناء, طوب, مباني طوب' },
    },
    {
      slug: 'waterproofing',
      icon: 'umbrella',
      en: {
        name: 'Waterproofing',
        about: 'Roofs, bathrooms, cellars and thermal insulation',
        also: 'insulation, damp, roof leak, sealing',
      },
      ar: {
        name: 'عزل',
        about: 'عزل الأسطح والحمامات والبدروم من المياه والحرارة',
        also: 'عزل أسطح, عزل مائي, عزل حراري, رطوبة',
      },
    },
    {
      slug: 'flooring',
      icon: 'floor',
      en: {
        name: 'Parquet and flooring',
        about: 'Parquet, laminate and vinyl floors',
        also: 'parquet, laminate, hdf, vinyl floor, wooden floor',
      },
      ar: {
        name: 'باركيه وأرضيات خشب',
        about: 'تركيب وصيانة الباركيه وHDF والفينيل',
        also: 'باركيه, أرضيات خشب, فينيل',
      },
    },
    {
      slug: 'interior-design',
      icon: 'ruler',
      en: {
        name: 'Interior design',
        about: 'Plans, colours and supervision of works',
        also: 'interior designer, decoration, home design',
      },
      ar: {
        name: 'تصميم داخلي وديكور',
        about: 'رسومات وألوان وإشراف على التنفيذ',
        also: 'ديكور, مهندس ديكور, تصميم داخلي',
      },
    },
  ],
};
