import type { assistantEn } from './assistant.en';
import type { ArabicOf } from './text';

export const assistantAr: ArabicOf<typeof assistantEn> = {
  'assistant.nothingFits':
    'لم أجد في إجاباتنا شيئًا عن ذلك. جرّب السؤال بكلمات أخرى، أو راسلنا عبر نموذج التواصل.',
};
