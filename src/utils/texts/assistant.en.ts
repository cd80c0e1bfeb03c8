export const assistantEn = {
  'assistant.nothingFits':
    'I found nothing about that in our answers. Please ask in other words, or write to us by the contact form.',
} as const;
