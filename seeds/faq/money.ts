import type { SeedArticle } from './article';

/** What people ask about money. */
export const moneyArticles: readonly SeedArticle[] = [
  {
    slug: 'platform-fee',
    en: {
      title: 'How much is the platform fee?',
      body: 'The fee is 5% of the price of the job. The craftsman pays it out of what he earns, the client pays nothing on top. A craftsman’s first two completed jobs are free of it.',
      also: 'commission percentage cost charge cut rate',
    },
    ar: {
      title: 'كم تبلغ رسوم المنصة؟',
      body: 'الرسوم 5% من سعر العمل. يدفعها الحرفي من أجره، ولا يدفع العميل شيئًا فوق السعر. أول عملين يكملهما الحرفي معفيان من الرسوم.',
      also: 'عمولة نسبة تكلفة خصم',
    },
  },
  {
    slug: 'escrow',
    en: {
      title: 'How does escrow payment work?',
      body: 'With escrow the client pays when he hires, and we hold the money. It goes to the craftsman when the work is accepted. If nobody objects within 72 hours of the submitted work, it is accepted by itself. In a dispute the money stays held until a decision.',
      also: 'safe secure hold held money protection guarantee card',
    },
    ar: {
      title: 'كيف يعمل الدفع المضمون؟',
      body: 'في الدفع المضمون يدفع العميل عند التعاقد ونحتفظ نحن بالمبلغ. يصل المبلغ إلى الحرفي عند قبول العمل. إذا لم يعترض أحد خلال 72 ساعة من تسليم العمل يُقبل تلقائيًا. عند النزاع يبقى المبلغ محجوزًا حتى صدور القرار.',
      also: 'ضمان أمان حجز فلوس بطاقة حماية',
    },
  },
  {
    slug: 'cash',
    en: {
      title: 'Can I pay in cash?',
      body: 'Yes: choose Cash when you post the job, and pay the craftsman when the work is done. Afterwards both sides confirm the amount. Silence for 24 hours confirms it too. With protected cash a deposit is paid first and the rest in cash.',
      also: 'hand deposit confirm amount payment method',
    },
    ar: {
      title: 'هل يمكنني الدفع نقدًا؟',
      body: 'نعم: اختر الدفع نقدًا عند نشر الطلب، وادفع للحرفي عند انتهاء العمل. بعد ذلك يؤكد الطرفان المبلغ. السكوت 24 ساعة يُعد تأكيدًا أيضًا. في النقد المحمي يُدفع عربون أولًا والباقي نقدًا.',
      also: 'كاش عربون تأكيد المبلغ طريقة الدفع',
    },
  },
  {
    slug: 'withdrawal',
    en: {
      title: 'How do I withdraw my earnings?',
      body: 'Open your wallet, enter where the money should go, and ask for a withdrawal. The least amount is EGP 50. It is paid within two business days; Friday and Saturday are the weekend. Earnings can be withdrawn 24 hours after the work was accepted, for your first three payouts after five days.',
      also: 'payout bank transfer balance wallet cash out money',
    },
    ar: {
      title: 'كيف أسحب أرباحي؟',
      body: 'افتح محفظتك وأدخل بيانات استلام المال ثم اطلب السحب. الحد الأدنى 50 جنيهًا. يُدفع خلال يومي عمل، والجمعة والسبت عطلة. يمكن سحب الأرباح بعد 24 ساعة من قبول العمل، وفي أول ثلاث مرات بعد خمسة أيام.',
      also: 'سحب تحويل بنك رصيد محفظة فلوس',
    },
  },
  {
    slug: 'cancellation',
    en: {
      title: 'What does it cost to cancel a job?',
      body: 'Cancelling is free until somebody is hired, within five minutes of the hire, and 24 hours or more before the agreed time. Later a client pays 15% of the price, and 30% once the craftsman is on the way. A craftsman who cancels late pays a penalty. The app shows the exact cost before you confirm.',
      also: 'cancellation fee refund penalty call off late',
    },
    ar: {
      title: 'كم يكلف إلغاء الطلب؟',
      body: 'الإلغاء مجاني قبل التعاقد، وخلال خمس دقائق منه، وقبل الموعد بأربع وعشرين ساعة أو أكثر. بعد ذلك يدفع العميل 15% من السعر، و30% إذا كان الحرفي في الطريق. الحرفي الذي يلغي متأخرًا يدفع غرامة. يعرض التطبيق التكلفة بالضبط قبل التأكيد.',
      also: 'رسوم الإلغاء استرداد غرامة ألغي',
    },
  },
];
