import { defineCodes } from './defineCodes';

/** What is wrong with a request before any resource has seen it, or with the server itself. */
export const requestCodes = defineCodes({
  'request.invalid': {
    status: 400,
    en: 'Some fields are missing or not valid.',
    ar: 'بعض الحقول ناقصة أو غير صحيحة.',
  },
  'request.malformedJson': {
    status: 400,
    en: 'The body is not valid JSON.',
    ar: 'محتوى الطلب ليس بصيغة JSON صحيحة.',
  },
  'request.malformedMultipart': {
    status: 400,
    en: 'The form data is not readable.',
    ar: 'تعذّرت قراءة بيانات النموذج.',
  },
  'request.forbiddenKey': {
    status: 400,
    en: 'The input holds a key that is not allowed.',
    ar: 'يحتوي الطلب على مفتاح غير مسموح به.',
  },
  'request.tooComplex': {
    status: 400,
    en: 'The input is nested too deeply or has too many keys.',
    ar: 'بنية الطلب معقّدة أكثر من المسموح.',
  },
  'request.pageTooDeep': {
    status: 400,
    en: 'Pages beyond 10,000 items are not served; continue with "cursor" from pagination.nextCursor.',
    ar: 'لا تُعرض الصفحات بعد 10,000 عنصر؛ تابع باستخدام «cursor» من pagination.nextCursor.',
  },
  'request.idempotencyKeyInvalid': {
    status: 400,
    en: 'Idempotency-Key must have 1 to 255 characters.',
    ar: 'يجب أن يتراوح طول Idempotency-Key بين 1 و255 حرفًا.',
  },
  'request.routeNotFound': { status: 404, en: 'API route not found', ar: 'مسار الواجهة غير موجود' },
  'request.invalidId': {
    status: 404,
    en: 'Resource not found (invalid ID)',
    ar: 'المورد غير موجود (معرّف غير صالح)',
  },
  'request.notFound': { status: 404, en: 'Resource not found', ar: 'المورد غير موجود' },
  'request.tooSlow': {
    status: 408,
    en: 'The request took too long to arrive.',
    ar: 'استغرق وصول الطلب وقتًا أطول من المسموح.',
  },
  'request.duplicate': { status: 409, en: 'This exists already.', ar: 'هذا موجود بالفعل.' },
  'request.inProgress': {
    status: 409,
    en: 'The first request with this Idempotency-Key is still being handled.',
    ar: 'ما زال الطلب الأول بهذا المفتاح قيد التنفيذ.',
  },
  'request.tooLarge': {
    status: 413,
    en: 'The request is larger than allowed.',
    ar: 'حجم الطلب أكبر من المسموح.',
  },
  'request.unsupportedType': {
    status: 415,
    en: 'This content type is not accepted here.',
    ar: 'نوع المحتوى غير مقبول هنا.',
  },
  'request.keyReused': {
    status: 422,
    en: 'This Idempotency-Key was used with another body.',
    ar: 'استُخدم مفتاح التكرار هذا مع محتوى مختلف.',
  },
  'request.tooMany': {
    status: 429,
    en: 'Too many requests. Please wait.',
    ar: 'طلبات كثيرة جدًا. يُرجى الانتظار.',
  },
  'server.error': { status: 500, en: 'Internal server error', ar: 'خطأ داخلي في الخادم' },
  'provider.failed': {
    status: 502,
    en: 'A service we depend on failed. Please try again.',
    ar: 'تعذّر الاتصال بإحدى الخدمات التي نعتمد عليها. حاول مرة أخرى.',
  },
  'server.unavailable': {
    status: 503,
    en: 'The service is not ready. Please try again shortly.',
    ar: 'الخدمة غير متاحة الآن. حاول مرة أخرى بعد قليل.',
  },
  'server.keyMissing': {
    status: 503,
    en: 'Some protected data cannot be read at present. Nothing is lost, and no money has moved.',
    ar: 'تتعذّر قراءة بعض البيانات المحمية حاليًا. لم يُفقد شيء، ولم تتحرك أي أموال.',
  },
  'server.busy': {
    status: 503,
    en: 'The server is busy. Please try again shortly.',
    ar: 'الخادم مشغول. حاول مرة أخرى بعد قليل.',
  },
});
