import type BaseJoi from 'joi';
import { isoDate, text } from './common.validator';
import { Joi } from './joi';

/** A day, or an instant of it. */
export interface GivenDay {
  readonly at: Date;
  /** A date alone keeps its day whatever the time zone. */
  readonly hasTime: boolean;
}

export interface GivenWindow {
  from: string;
  to: string;
}

/** Joi's strict types know objects, but no choice between shapes of one and no other type after reading. */
const asType = <T extends BaseJoi.Schema>(schema: BaseJoi.Schema): T => schema as unknown as T;

const DATE_ALONE = /^\d{4}-\d{2}-\d{2}$/;

/** `YYYY-MM-DD`, or an ISO instant. */
export const jobDay = (): BaseJoi.ObjectSchema<GivenDay> =>
  asType<BaseJoi.ObjectSchema<GivenDay>>(
    isoDate()
      .empty('')
      .custom((at: Date, helpers): GivenDay | BaseJoi.ErrorReport => {
        const given: unknown = helpers.original;
        const isAlone = typeof given === 'string' && DATE_ALONE.test(given.trim());
        // 31 February is read as a day in March.
        const isDay = !isAlone || at.toISOString().startsWith(given.trim());
        return isDay ? { at, hasTime: !isAlone } : helpers.error('date.calendar');
      })
      .description('A date alone (`2026-05-31`), or an instant.'),
  );

const HOUR = /^([01]\d|2[0-3]):[0-5]\d$/;
const hour = (): BaseJoi.StringSchema => Joi.string().trim().pattern(HOUR);

/** Between which hours somebody is there; may run over midnight. */
export const timeWindow = (): BaseJoi.ObjectSchema<GivenWindow> =>
  Joi.object<GivenWindow, true>({
    from: hour().required().example('09:00'),
    to: hour().required().invalid(Joi.ref('from')).example('12:00'),
  });

/** A service as apps name it: its id or name, or the object that they were sent. */
export const serviceName = (): BaseJoi.StringSchema =>
  asType<BaseJoi.StringSchema>(
    Joi.alternatives(
      text(1, 120),
      Joi.object({ id: text(1, 120), _id: text(1, 120), name: text(1, 120) })
        .or('id', '_id', 'name')
        .custom((given: { id?: string; _id?: string; name?: string }) => given.id ?? given._id ?? given.name),
    ).example('Plumbing'),
  );
