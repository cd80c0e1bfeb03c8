import { englishTexts } from './text';

/** What people are told of what others write to them. */
export const conversationEn = englishTexts({
  'notice.messageReceived.title': 'New message about “{{title}}”',
  'notice.messageReceived.body': 'Message: {{excerpt}}',
  'notice.messageRemoved.title': 'Your message was removed',
  'notice.messageRemoved.body': 'Our staff removed a message of yours about “{{title}}”. Reason: {{reason}}.',
  'message.conversationOpened': 'You can write to each other now.',
  'message.messageSent': 'Message sent.',
  'message.contactsHidden': {
    one: 'Message sent. {{count}} contact detail was hidden: phones, e-mails, links and accounts can be shared once the hire is firm.',
    other:
      'Message sent. {{count}} contact details were hidden: phones, e-mails, links and accounts can be shared once the hire is firm.',
  },
  'message.conversationRead': 'Marked as read.',
  'conversation.removed': 'This message was removed.',
  'conversation.file': 'A file',
  'conversation.somebody': 'A former user',
  'conversation.summary.none': 'Nothing has been written yet.',
  'conversation.summary.frame': {
    one: '{{count}} message between {{client}} and {{craftsman}}, {{from}} to {{to}}. What was said:',
    other: '{{count}} messages between {{client}} and {{craftsman}}, {{from}} to {{to}}. What was said:',
  },
});
