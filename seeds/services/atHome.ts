import type { SeedGroup } from './seedService';

export const atHome: SeedGroup = {
  slug: 'at-home',
  icon: 'heart',
  color: '#D81B60',
  en: { name: 'At your home', about: 'Care, tailoring and cooking where you live', also: 'home service' },
  ar: { name: 'خدمات في بيتك', about: 'رعاية وخياطة وطبخ حيث تسكن', also: 'خدمات منزلية' },
  trades: [
    {
      slug: 'tailoring',
      icon: 'scissors',
      en: {
        name: 'Tailoring',
        about: 'Sewing, alterations and curtains',
        also: 'tailor, seamstress, sewing, alteration, curtains',
      },
      ar: { name: 'خياطة', about: 'تفصيل وتعديل ملابس وستائر', also: 'خياط, ترزي, خياطة ملابس, تفصيل ستائر' },
    },
    {
      slug: 'cooking',
      icon: 'chef',
      kind: 'daily',
      en: { name: 'Home cooking', about: 'Meals, feasts and weekly cooking', also: 'cook, chef, catering' },
      ar: {
        name: 'طبخ منزلي',
        about: 'عزومات وأكل بيتي وطبخ الأسبوع',
        also: 'طباخ, طباخة, أكل بيتي, عزومات',
      },
    },
    {
      slug: 'elderly-care',
      icon: 'hand-heart',
      kind: 'daily',
      en: {
        name: 'Care at home',
        about: 'Company and help for the elderly and the sick',
        also: 'caregiver, nurse, elderly care, babysitter, nanny',
      },
      ar: {
        name: 'رعاية منزلية',
        about: 'مرافقة ومساعدة كبار السن والمرضى والأطفال',
        also: 'جليسة, جليسة أطفال, رعاية مسنين, ممرضة, مرافق مريض',
      },
    },
    {
      slug: 'barber',
      icon: 'comb',
      en: {
        name: 'Barber and hairdresser',
        about: 'Haircuts and care at your home',
        also: 'hairdresser, haircut, barber',
      },
      ar: { name: 'حلاقة وتصفيف شعر', about: 'قص وتصفيف وعناية في بيتك', also: 'حلاق, كوافير, قص شعر' },
    },
  ],
};
