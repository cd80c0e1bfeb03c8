import type { FaqArticle } from '../../models/faqArticle.model';
import type { FaqAnswer } from '../../services/assistant.service';
import { t } from '../../utils/i18n';
import { idOf } from '../../utils/ids';
import type { Locale } from '../../utils/types/actor';

/** What the assistant says, with its source. */
export const presentFaqAnswer = ({
  language,
  found,
  related,
  generatedBy,
}: FaqAnswer): Record<string, unknown> => ({
  isAnswered: found !== undefined,
  answer: found ? found.sentences.join(' ') : t(language, 'assistant.nothingFits'),
  language,
  source: found ? presentArticle(found.article, language) : null,
  related: related.map((article) => presentArticle(article, language)),
  generatedBy,
});

const presentArticle = (article: FaqArticle, language: Locale): Record<string, unknown> => ({
  id: idOf(article),
  _id: idOf(article),
  slug: article.slug,
  title: article.titles[language],
});
