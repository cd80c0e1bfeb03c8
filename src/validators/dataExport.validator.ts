import { input } from '../utils/input';
import { isoDate } from './common.validator';
import { Joi } from './joi';

export interface ExportQuery {
  from?: Date;
  to?: Date;
}

export const exportRange = input({
  query: Joi.object<ExportQuery, true>({
    from: isoDate().description('From then on.'),
    to: isoDate().description('Before then.'),
  }),
});
