import Joi from 'joi';

/** The variables about messages to phones; a part of `Env`. */
export interface TwilioEnv {
  TWILIO_ACCOUNT_SID?: string;
  TWILIO_AUTH_TOKEN?: string;
  TWILIO_PHONE_NUMBER?: string;
  TWILIO_WHATSAPP_NUMBER?: string;
  TWILIO_WHATSAPP_TEMPLATE?: string;
  TWILIO_WHATSAPP_TEMPLATE_AR?: string;
}

/** A sender at Twilio, with or without the prefix that its console shows. */
const whatsAppNumber = Joi.string().pattern(/^(whatsapp:)?\+[1-9]\d{6,14}$/, 'a number such as +14155238886');
const contentSid = Joi.string().pattern(/^HX[0-9a-fA-F]{32}$/, 'the SID of a content template');

export const twilioEnv: Joi.StrictSchemaMap<TwilioEnv> = {
  TWILIO_ACCOUNT_SID: Joi.string()
    .pattern(/^AC[0-9a-fA-F]{32}$/, 'the SID of an account')
    .description('Codes to phones go through Twilio; without it they are caught in /dev/inbox'),
  TWILIO_AUTH_TOKEN: Joi.string()
    .when('TWILIO_ACCOUNT_SID', { is: Joi.exist(), then: Joi.required() })
    .description('The account’s token'),
  TWILIO_PHONE_NUMBER: Joi.string()
    .pattern(/^(\+[1-9]\d{6,14}|[A-Za-z0-9 ]{1,11})$/, 'a number such as +12025550123 or a sender’s name')
    .when('TWILIO_ACCOUNT_SID', { is: Joi.exist(), then: Joi.required() })
    .description('Sender of text messages'),
  TWILIO_WHATSAPP_NUMBER: whatsAppNumber.description(
    'Sender on WhatsApp, which is tried first; without it only text messages are sent',
  ),
  TWILIO_WHATSAPP_TEMPLATE: contentSid.description(
    'Approved template with the code as variable 1 (HX…); without it plain text, which the sandbox takes',
  ),
  TWILIO_WHATSAPP_TEMPLATE_AR: contentSid.description('The same in Arabic; absent: the other one'),
};
