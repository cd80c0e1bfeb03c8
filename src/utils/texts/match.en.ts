import { englishTexts } from './text';

/** Why a craftsman is recommended, and what is said of new jobs and of prices. */
export const matchEn = englishTexts({
  'match.pastWork': {
    one: 'Has worked for you once before',
    other: 'Has worked for you {{count}} times before',
  },
  'match.skill': 'Knows what this job needs: {{skills}}',
  'match.rating': {
    one: 'Rated {{rating}} in {{count}} review',
    other: 'Rated {{rating}} in {{count}} reviews',
  },
  'match.reliability': {
    one: 'Has completed {{count}} job and keeps {{percent}}% of what he takes on',
    other: 'Has completed {{count}} jobs and keeps {{percent}}% of what he takes on',
  },
  'match.distance': '{{km}} km away',
  'match.here': 'In your neighbourhood',
  'match.response': {
    one: 'Usually answers within a minute',
    other: 'Usually answers within {{count}} minutes',
  },
  'match.newcomer': 'New here, verified by our staff',
  'match.free': 'Has no other job at the moment',
  'suggestion.price': {
    one: 'Such jobs usually cost {{low}} to {{high}}, mostly about {{typical}}: {{count}} hire within {{km}} km.',
    other:
      'Such jobs usually cost {{low}} to {{high}}, mostly about {{typical}}: {{count}} hires within {{km}} km.',
  },
  'suggestion.hours': {
    one: 'They take {{low}} to {{high}} hours, mostly about {{typical}} ({{count}} case).',
    other: 'They take {{low}} to {{high}} hours, mostly about {{typical}} ({{count}} cases).',
  },
  'suggestion.tooFew': {
    one: 'There is {{count}} such hire within {{km}} km: too few to say what is usual.',
    other: 'There are {{count}} such hires within {{km}} km: too few to say what is usual.',
  },
  'notice.jobMatched.title': 'A new job for you',
  'notice.jobMatched.body': '“{{title}}” was just posted near you. Be among the first to make an offer.',
});
