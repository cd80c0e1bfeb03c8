import { objectId } from './common.validator';
import { Joi } from './joi';

const shown = {
  firstName: Joi.string().allow('').example('Mona'),
  lastName: Joi.string().allow('').example('Hassan'),
  fullName: Joi.string().allow('').example('Mona Hassan'),
  profilePicture: Joi.string()
    .allow(null)
    .example('/media/profile-images/3f0c8f5e5b3c4b8e9c556d2f3a1b7c90.jpg'),
  rating: Joi.number().example(4.8),
  ratingCount: Joi.number().example(12),
  isDeleted: Joi.boolean()
    .valid(true)
    .optional()
    .description('The account was erased: there is no name any more.')
    .example(true),
};

/** A person inside something else. */
export const personAnswer = Joi.object({ id: objectId(), _id: objectId(), ...shown }).meta({
  component: 'Person',
});

const doerId = Joi.string().example('665f1c2ab8a1f0d4c3e2b1a0').description('A user’s id, or `system`.');

/** Whoever did something: a person or the system. */
export const doerAnswer = Joi.object({ id: doerId, _id: doerId, ...shown }).meta({ component: 'Doer' });
