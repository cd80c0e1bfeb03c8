import type { SeedArticle } from './article';

/** What people ask about jobs and each other. */
export const workArticles: readonly SeedArticle[] = [
  {
    slug: 'post-a-job',
    en: {
      title: 'How do I post a job?',
      body: 'Say what has to be done, choose the service, and give the address. You may add up to five photos, a date and a budget. Verified craftsmen nearby then send you quotes. A job without activity closes after 30 days.',
      also: 'create publish request new order ask craftsman',
    },
    ar: {
      title: 'كيف أنشر طلب عمل؟',
      body: 'اكتب المطلوب واختر الخدمة وأدخل العنوان. يمكنك إضافة خمس صور على الأكثر وموعد وميزانية. بعد ذلك يرسل إليك الحرفيون الموثقون القريبون عروضهم. يُغلق الطلب بعد 30 يومًا بلا نشاط.',
      also: 'إنشاء إضافة طلب جديد أطلب حرفي',
    },
  },
  {
    slug: 'verification',
    en: {
      title: 'How do I become a verified craftsman?',
      body: 'Send your skills, some pictures of your work and your documents from your profile. Our staff looks at them and tells you the result. Only verified craftsmen may send quotes. If something is missing you can correct it and send it again.',
      also: 'verify identity id card documents approval pending rejected',
    },
    ar: {
      title: 'كيف أصبح حرفيًا موثقًا؟',
      body: 'أرسل مهاراتك وصورًا من أعمالك ومستنداتك من ملفك الشخصي. يراجعها فريقنا ويبلغك بالنتيجة. لا يرسل العروض إلا الحرفيون الموثقون. إذا نقص شيء يمكنك تصحيحه وإرساله من جديد.',
      also: 'توثيق بطاقة هوية مستندات قبول رفض تحقق',
    },
  },
  {
    slug: 'dispute',
    en: {
      title: 'What can I do if the work is bad?',
      body: 'You may ask for rework twice. If that does not help, open a dispute up to seven days after completion and add photos or messages as evidence. The other side has 48 hours to answer. Our staff decides within 72 hours: a refund, a payment, a split or rework.',
      also: 'dispute complain complaint problem poor quality damage refund',
    },
    ar: {
      title: 'ماذا أفعل إذا كان العمل سيئًا؟',
      body: 'يمكنك طلب إعادة العمل مرتين. إذا لم يفد ذلك فافتح نزاعًا خلال سبعة أيام من الإكمال وأرفق صورًا أو رسائل. أمام الطرف الآخر 48 ساعة للرد. يقرر فريقنا خلال 72 ساعة: استرداد أو دفع أو تقسيم أو إعادة العمل.',
      also: 'نزاع شكوى مشكلة جودة تلف استرداد',
    },
  },
  {
    slug: 'reviews',
    en: {
      title: 'When do reviews become visible?',
      body: 'Both sides may review each other for 14 days after completion. A review stays hidden until both have written or the 14 days are over; then both are shown together. You may change yours only while it is hidden. You may answer a review once, in public.',
      also: 'rating stars feedback hidden edit delete reply',
    },
    ar: {
      title: 'متى تظهر التقييمات؟',
      body: 'يستطيع الطرفان تقييم بعضهما خلال 14 يومًا من الإكمال. يبقى التقييم مخفيًا حتى يكتب الطرفان أو تنتهي المدة، ثم يظهران معًا. يمكنك تعديل تقييمك ما دام مخفيًا فقط. يمكنك الرد على التقييم مرة واحدة علنًا.',
      also: 'نجوم رأي مخفي تعديل حذف رد',
    },
  },
  {
    slug: 'password',
    en: {
      title: 'I forgot my password. What now?',
      body: 'Choose “forgot password” where you sign in and enter your e-mail. We send you a link to choose a new one; it is good for one hour. All other logins of yours end when the password changes.',
      also: 'reset login sign in account lost access',
    },
    ar: {
      title: 'نسيت كلمة المرور، ماذا أفعل؟',
      body: 'اختر «نسيت كلمة المرور» عند تسجيل الدخول وأدخل بريدك الإلكتروني. نرسل إليك رابطًا لاختيار كلمة جديدة صالحًا لساعة واحدة. تنتهي جلساتك الأخرى كلها عند تغيير كلمة المرور.',
      also: 'استعادة دخول حساب الباسورد',
    },
  },
];
