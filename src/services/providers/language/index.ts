import type { Config } from '../../../config';
import { makeChatLanguage } from './chat';
import type { LanguageProvider } from './provider';

/** The language model of these settings; none unless one is named: everything works without. */
export const makeLanguageProvider = ({ language }: Pick<Config, 'language'>): LanguageProvider | undefined =>
  language && makeChatLanguage(language);
