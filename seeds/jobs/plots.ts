import { inCairo, inGiza } from './places';
import type { JobPlot } from './plot';

const MONA = 'mona.client@example.com';
const KHALED = 'khaled.client@example.com';
const KARIM = 'karim.plumber@example.com';
const AHMED = 'ahmed.electrician@example.com';
const YASMIN = 'yasmin.carpenter@example.com';

const MAADI = inCairo('14 Road 9, Maadi');
const AT_MAADI = { longitude: 31.2569, latitude: 29.9602 };
const DOKKI = inGiza('22 شارع التحرير، الدقي');
const AT_DOKKI = { longitude: 31.2118, latitude: 30.0385 };

const open: readonly JobPlot[] = [
  {
    name: 'posted',
    client: MONA,
    service: 'plumbing',
    title: 'My kitchen sink leaks',
    description: 'Water drips from the pipe below the sink since yesterday evening; the cupboard is wet.',
    address: MAADI,
    at: AT_MAADI,
    price: 50_000,
    urgency: 'urgent',
    hoursAgo: 6,
    invited: { craftsman: KARIM, hoursAgo: 5 },
  },
  {
    name: 'quoted',
    client: KHALED,
    service: 'electricity',
    title: 'تغيير لوحة الكهرباء في المكتبة',
    description: 'اللوحة قديمة والقاطع الرئيسي يفصل كل يوم، المطلوب لوحة جديدة مع توصيل ثماني دوائر.',
    address: DOKKI,
    at: AT_DOKKI,
    price: 300_000,
    hoursAgo: 30,
    quotes: [
      { by: AHMED, price: 280_000, notes: 'السعر يشمل اللوحة والقواطع.', hoursAgo: 26 },
      { by: KARIM, price: 320_000, notes: 'يمكنني الحضور صباح الغد.', hoursAgo: 20 },
    ],
  },
  {
    name: 'cancelled',
    client: KHALED,
    service: 'painting',
    title: 'دهان واجهة المكتبة',
    description: 'دهان واجهة بعرض خمسة أمتار وارتفاع ثلاثة أمتار، اللون أبيض.',
    address: DOKKI,
    at: AT_DOKKI,
    price: 150_000,
    hoursAgo: 80,
    quotes: [{ by: YASMIN, price: 160_000, notes: 'الدهان من عندي.', hoursAgo: 70 }],
    then: [{ event: 'cancelOpen', hoursAgo: 60, reason: 'تأجلت الأعمال إلى الربيع' }],
  },
];

const hired: readonly JobPlot[] = [
  {
    name: 'hired',
    client: MONA,
    service: 'carpentry',
    title: 'Repair of two wooden doors',
    description: 'Both doors of the old flat stick in their frames and one has lost its lock.',
    address: inCairo('7 Shagaret El Dorr Street, Zamalek'),
    at: { longitude: 31.2203, latitude: 30.0588 },
    price: 120_000,
    hoursAgo: 50,
    quotes: [
      { by: YASMIN, price: 110_000, notes: 'Lock and hinges are included.', hoursAgo: 44 },
      { by: AHMED, price: 135_000, notes: 'I bring a helper.', hoursAgo: 40 },
    ],
    hiredHoursAgo: 10,
  },
  {
    name: 'on the way',
    client: KHALED,
    service: 'electricity',
    title: 'لمبات الممر لا تعمل',
    description: 'ست لمبات سقف في الممر توقفت معا بعد انقطاع التيار أمس.',
    address: inGiza('9 شارع مصدق، الدقي'),
    at: { longitude: 31.2049, latitude: 30.0411 },
    price: 40_000,
    urgency: 'emergency',
    hoursAgo: 20,
    quotes: [{ by: AHMED, price: 45_000, notes: 'أصل خلال ساعة.', hoursAgo: 18 }],
    hiredHoursAgo: 3,
    then: [{ event: 'setOut', hoursAgo: 1 }],
  },
];

const working: readonly JobPlot[] = [
  {
    name: 'in progress',
    client: MONA,
    service: 'water-heaters',
    title: 'New water heater in the bathroom',
    description: 'The old gas heater goes, an electric one of 50 litres comes; the wall is tiled.',
    address: MAADI,
    at: AT_MAADI,
    price: 200_000,
    hoursAgo: 96,
    quotes: [{ by: KARIM, price: 190_000, notes: 'The heater itself you buy.', hoursAgo: 90 }],
    hiredHoursAgo: 48,
    then: [
      { event: 'setOut', hoursAgo: 5 },
      { event: 'start', hoursAgo: 4 },
    ],
  },
  {
    name: 'awaiting acceptance',
    client: KHALED,
    service: 'carpentry',
    title: 'رفوف خشبية للمكتبة',
    description: 'ثلاثة رفوف من خشب الزان بطول مترين مع التركيب على الحائط.',
    address: DOKKI,
    at: AT_DOKKI,
    price: 400_000,
    hoursAgo: 200,
    quotes: [{ by: YASMIN, price: 380_000, notes: 'التسليم خلال أسبوع.', hoursAgo: 190 }],
    hiredHoursAgo: 180,
    then: [
      { event: 'setOut', hoursAgo: 31 },
      { event: 'start', hoursAgo: 30 },
      { event: 'submitWork', hoursAgo: 12 },
    ],
  },
  {
    name: 'completed',
    client: MONA,
    service: 'plumbing',
    title: 'Blocked drain of the shower',
    description: 'The water of the shower runs off very slowly; a plunger did not help.',
    address: MAADI,
    at: AT_MAADI,
    price: 35_000,
    hoursAgo: 150,
    quotes: [{ by: KARIM, price: 30_000, notes: 'One hour of work.', hoursAgo: 148 }],
    hiredHoursAgo: 140,
    then: [
      { event: 'setOut', hoursAgo: 100 },
      { event: 'start', hoursAgo: 99 },
      { event: 'submitWork', hoursAgo: 98 },
      { event: 'requestRework', hoursAgo: 97, reason: 'It is still a little slow' },
      { event: 'submitWork', hoursAgo: 96 },
      { event: 'complete', hoursAgo: 90, reason: 'Works like new, thank you' },
    ],
    reviews: [
      {
        by: 'craftsman',
        stars: 5,
        comment: 'Clear about what was wrong, and tea with it.',
        hoursAgo: 80,
      },
      { by: 'client', stars: 4, comment: 'Came twice, but now it runs off at once.', hoursAgo: 70 },
    ],
  },
  {
    name: 'completed and reviewed by one side',
    client: KHALED,
    service: 'electricity',
    title: 'تركيب مروحة سقف في المكتبة',
    description: 'مروحة سقف جديدة مع مفتاح للسرعات، والأسلاك ممدودة حتى السقف.',
    address: DOKKI,
    at: AT_DOKKI,
    price: 60_000,
    hoursAgo: 120,
    quotes: [{ by: AHMED, price: 55_000, notes: 'التركيب في ساعتين.', hoursAgo: 118 }],
    hiredHoursAgo: 100,
    then: [
      { event: 'setOut', hoursAgo: 60 },
      { event: 'start', hoursAgo: 59 },
      { event: 'submitWork', hoursAgo: 57 },
      { event: 'complete', hoursAgo: 50 },
    ],
    reviews: [{ by: 'client', stars: 5, comment: 'شغل نظيف وفي الموعد.', hoursAgo: 40 }],
  },
];

/** One job in every state but Disputed, one whose work waits to be accepted, and one that one side has reviewed. */
export const jobPlots: readonly JobPlot[] = [...open, ...hired, ...working];
