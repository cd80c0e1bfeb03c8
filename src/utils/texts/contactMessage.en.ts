export const contactMessageEn = {
  'message.contactMessageSent': 'Email sent successfully.',
  'message.contactMessageClosed': 'Message closed.',
  'contactForm.subject': 'Contact form: {{name}}',
  'contactForm.intro':
    'Somebody wrote to us by the contact form. The address below is his own word: answer there.',
  'contactForm.name': 'Name',
  'contactForm.email': 'E-mail',
} as const;
