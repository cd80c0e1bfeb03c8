import type { Locale } from '../../src/utils/types/actor';

/** A city with the name of its governorate; people live around its centre. */
export interface City {
  readonly names: Readonly<Record<Locale, string>>;
  readonly states: Readonly<Record<Locale, string>>;
  readonly longitude: number;
  readonly latitude: number;
}

type Row = readonly [
  en: string,
  ar: string,
  stateEn: string,
  stateAr: string,
  longitude: number,
  latitude: number,
  share: number,
];

/** At least one city of each of the 27 governorates; the share is roughly how many people live there. */
const rows: readonly Row[] = [
  ['Cairo', 'القاهرة', 'Cairo', 'القاهرة', 31.2357, 30.0444, 22],
  ['Nasr City', 'مدينة نصر', 'Cairo', 'القاهرة', 31.33, 30.0561, 8],
  ['Helwan', 'حلوان', 'Cairo', 'القاهرة', 31.3342, 29.85, 5],
  ['Giza', 'الجيزة', 'Giza', 'الجيزة', 31.2089, 30.0131, 14],
  ['6th of October', 'السادس من أكتوبر', 'Giza', 'الجيزة', 30.9254, 29.9386, 5],
  ['Alexandria', 'الإسكندرية', 'Alexandria', 'الإسكندرية', 29.9187, 31.2001, 12],
  ['Shubra El Kheima', 'شبرا الخيمة', 'Qalyubia', 'القليوبية', 31.2422, 30.1286, 5],
  ['Banha', 'بنها', 'Qalyubia', 'القليوبية', 31.1848, 30.466, 3],
  ['Mansoura', 'المنصورة', 'Dakahlia', 'الدقهلية', 31.3785, 31.0409, 5],
  ['Zagazig', 'الزقازيق', 'Sharqia', 'الشرقية', 31.5021, 30.5877, 4],
  ['10th of Ramadan', 'العاشر من رمضان', 'Sharqia', 'الشرقية', 31.742, 30.2965, 3],
  ['Tanta', 'طنطا', 'Gharbia', 'الغربية', 31.0019, 30.7865, 4],
  ['El Mahalla El Kubra', 'المحلة الكبرى', 'Gharbia', 'الغربية', 31.1669, 30.9697, 4],
  ['Shibin El Kom', 'شبين الكوم', 'Monufia', 'المنوفية', 31.0098, 30.5526, 3],
  ['Damanhur', 'دمنهور', 'Beheira', 'البحيرة', 30.4682, 31.0341, 3],
  ['Kafr El Sheikh', 'كفر الشيخ', 'Kafr El Sheikh', 'كفر الشيخ', 30.9396, 31.1107, 2],
  ['Damietta', 'دمياط', 'Damietta', 'دمياط', 31.8133, 31.4165, 2],
  ['Port Said', 'بورسعيد', 'Port Said', 'بورسعيد', 32.3019, 31.2653, 4],
  ['Ismailia', 'الإسماعيلية', 'Ismailia', 'الإسماعيلية', 32.2715, 30.5965, 3],
  ['Suez', 'السويس', 'Suez', 'السويس', 32.5498, 29.9668, 4],
  ['Arish', 'العريش', 'North Sinai', 'شمال سيناء', 33.7984, 31.1316, 1],
  ['El Tor', 'الطور', 'South Sinai', 'جنوب سيناء', 33.6176, 28.2364, 1],
  ['Sharm El Sheikh', 'شرم الشيخ', 'South Sinai', 'جنوب سيناء', 34.33, 27.9158, 1],
  ['Hurghada', 'الغردقة', 'Red Sea', 'البحر الأحمر', 33.8116, 27.2579, 2],
  ['Marsa Matruh', 'مرسى مطروح', 'Matrouh', 'مطروح', 27.2373, 31.3543, 1],
  ['Faiyum', 'الفيوم', 'Faiyum', 'الفيوم', 30.8418, 29.3084, 3],
  ['Beni Suef', 'بني سويف', 'Beni Suef', 'بني سويف', 31.0979, 29.0661, 2],
  ['Minya', 'المنيا', 'Minya', 'المنيا', 30.7503, 28.1099, 3],
  ['Asyut', 'أسيوط', 'Asyut', 'أسيوط', 31.1837, 27.1809, 3],
  ['Sohag', 'سوهاج', 'Sohag', 'سوهاج', 31.6948, 26.5591, 2],
  ['Qena', 'قنا', 'Qena', 'قنا', 32.716, 26.1551, 2],
  ['Luxor', 'الأقصر', 'Luxor', 'الأقصر', 32.6396, 25.6872, 3],
  ['Aswan', 'أسوان', 'Aswan', 'أسوان', 32.8998, 24.0889, 2],
  ['Kharga', 'الخارجة', 'New Valley', 'الوادي الجديد', 30.5464, 25.4514, 1],
];

/** Every city as often as its share, so that a drawn one is a likely one. */
export const drawnCities: readonly City[] = rows.flatMap(
  ([en, ar, stateEn, stateAr, longitude, latitude, share]) =>
    Array.from({ length: share }, () => ({
      names: { en, ar },
      states: { en: `${stateEn} Governorate`, ar: `محافظة ${stateAr}` },
      longitude,
      latitude,
    })),
);
