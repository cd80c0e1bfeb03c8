import Joi from 'joi';
import { integer, setting } from './setting';

/** The papers that each role must show. */
export interface RequiredDocuments {
  readonly craftsman: readonly string[];
}

const documentTypes = Joi.array().items(Joi.string().trim().min(1).max(120)).unique().max(10).required();

/** How people prove who they are (rules, section 8). */
export const verificationSettings = {
  'verification.requiredDocuments': setting<RequiredDocuments>(
    { craftsman: [] },
    Joi.object({ craftsman: documentTypes }),
    'Kinds of documents (docTypes) that a request to be verified must hold, by role, such as National ID.',
  ),
  'verification.validDays': setting<number>(365, integer(1, 3_650), 'How long a verification is good for.'),
  'verification.reminderDays': setting<readonly number[]>(
    [30, 7, 1],
    Joi.array().items(integer(1, 365)).unique().max(10),
    'Days before its end on which the craftsman is reminded.',
  ),
};
