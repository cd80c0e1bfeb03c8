import type { Request } from 'express';
import type Joi from 'joi';
import type { Locale, UserActor } from './types/actor';

export type NoKeys = Record<never, never>;

/** Files that a route takes, by form field. */
export interface FileField {
  readonly name: string;
  readonly maxCount: number;
}

export interface InputSchema<P = NoKeys, Q = NoKeys, B = NoKeys> {
  readonly params?: Joi.ObjectSchema<P>;
  readonly query?: Joi.ObjectSchema<Q>;
  readonly body?: Joi.ObjectSchema<B>;
  /** Makes the route read multipart/form-data besides JSON. */
  readonly files?: readonly FileField[];
  /** Makes the route read application/x-www-form-urlencoded: what a page's form sends. */
  readonly isPageForm?: boolean;
  /** The body stays as it came, of any type, in `req.rawBody`: what is signed is signed to the byte. */
  readonly raw?: true;
}

/** Types the input of one route: what is not named here is dropped before the controller. */
export const input = <P = NoKeys, Q = NoKeys, B = NoKeys>(
  schema: InputSchema<P, Q, B>,
): InputSchema<P, Q, B> => schema;

export interface InputOf<P, Q, B> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
}

/** A file as it arrived: already on disk, removed when the request ends. */
export interface UploadedFile {
  readonly field: string;
  readonly originalName: string;
  readonly path: string;
  readonly sizeBytes: number;
}

interface Common {
  readonly id: string;
  readonly locale: Locale;
  readonly uploads: readonly UploadedFile[];
}

/** A request that passed its route's guards; the actor is signed in. */
export type Req<S> =
  S extends InputSchema<infer P, infer Q, infer B>
    ? Request & Common & { readonly input: InputOf<P, Q, B>; readonly actor: UserActor }
    : never;

/** The same on a route that is open to anyone. */
export type OpenReq<S> =
  S extends InputSchema<infer P, infer Q, infer B>
    ? Request & Common & { readonly input: InputOf<P, Q, B>; readonly actor?: UserActor }
    : never;
