import type { Locale } from '../../src/utils/types/actor';

type Some = readonly [string, ...string[]];
type InBoth = Readonly<Record<Locale, Some>>;

export const firstNames: InBoth = {
  en: [
    'Mona',
    'Karim',
    'Yasmin',
    'Omar',
    'Hoda',
    'Tarek',
    'Nadia',
    'Sherif',
    'Dina',
    'Hassan',
    'Laila',
    'Amr',
  ],
  ar: ['منى', 'كريم', 'ياسمين', 'عمر', 'هدى', 'طارق', 'نادية', 'شريف', 'دينا', 'حسن', 'ليلى', 'عمرو'],
};

export const lastNames: InBoth = {
  en: ['Hassan', 'Fathy', 'Adel', 'Mansour', 'Nabil', 'Samir', 'Farouk', 'Salem', 'Gamal', 'Fouad', 'Zaki'],
  ar: ['حسن', 'فتحي', 'عادل', 'منصور', 'نبيل', 'سمير', 'فاروق', 'سالم', 'جمال', 'فؤاد', 'زكي'],
};

export const streets: InBoth = {
  en: [
    'El Gomhoreya Street',
    'El Nasr Street',
    'Port Said Street',
    'El Horreya Road',
    'Saad Zaghloul Street',
  ],
  ar: ['شارع الجمهورية', 'شارع النصر', 'شارع بورسعيد', 'طريق الحرية', 'شارع سعد زغلول'],
};

/** `{service}` and `{city}` are put in. */
export const titles: InBoth = {
  en: [
    '{service} needed in {city}',
    'Looking for {service} at home',
    'Small repair: {service}',
    '{service} for a flat in {city}',
    'Urgent {service}, ground floor',
    '{service} for a shop in {city}',
  ],
  ar: [
    'مطلوب {service} في {city}',
    'أحتاج {service} في المنزل',
    'إصلاح بسيط: {service}',
    '{service} لشقة في {city}',
    '{service} بشكل عاجل في الدور الأرضي',
    '{service} لمحل في {city}',
  ],
};

export const whats: InBoth = {
  en: [
    'The old one has been there for years and gives up now and then.',
    'It broke yesterday evening and we cannot use the room.',
    'We are renovating and want it done before the family moves in.',
    'Two others have tried already; please look at it before you name a price.',
    'Nothing is broken, it only has to be made new.',
    'The neighbours below complain, so it should be soon.',
  ],
  ar: [
    'القديم موجود منذ سنوات ويتعطل من وقت لآخر.',
    'تعطل مساء أمس ولا نستطيع استخدام الغرفة.',
    'نجدد الشقة ونريد الانتهاء قبل انتقال الأسرة.',
    'حاول اثنان من قبل، من فضلك عاين قبل تحديد السعر.',
    'لا يوجد عطل، المطلوب التجديد فقط.',
    'الجيران في الأسفل يشتكون، لذلك نريده قريبا.',
  ],
};

export const details: InBoth = {
  en: [
    'Material is there.',
    'Please bring your own tools and material.',
    'There is a lift.',
    'Mornings are best.',
    'Parking in front of the house.',
    'I can send more photos.',
  ],
  ar: [
    'الخامات موجودة.',
    'برجاء إحضار العدة والخامات.',
    'يوجد مصعد.',
    'الأفضل في الصباح.',
    'يوجد مكان انتظار أمام المنزل.',
    'يمكنني إرسال صور أخرى.',
  ],
};
