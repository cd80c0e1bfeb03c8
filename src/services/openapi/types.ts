/** Anything that ends up in the document. */
export type Json = Readonly<Record<string, unknown>>;

export interface OpenApiDocument {
  readonly openapi: '3.1.0';
  readonly info: Json;
  readonly servers: readonly Json[];
  readonly tags: readonly Json[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  readonly components: Readonly<Record<string, Json>>;
}

/** `input`: what a client may send; `output`: what he gets. */
export type Mode = 'input' | 'output';

/** The part of Joi's `describe()` that the documentation reads. */
export interface Described {
  readonly type?: string;
  readonly flags?: Readonly<Record<string, unknown>>;
  readonly keys?: Readonly<Record<string, Described>>;
  readonly items?: readonly Described[];
  readonly ordered?: readonly Described[];
  readonly patterns?: readonly { readonly rule: Described }[];
  readonly matches?: readonly DescribedMatch[];
  readonly rules?: readonly { readonly name: string; readonly args?: Readonly<Record<string, unknown>> }[];
  readonly metas?: readonly Json[];
  readonly examples?: readonly unknown[];
  readonly allow?: readonly unknown[];
}

export interface DescribedMatch {
  readonly schema?: Described;
  readonly then?: Described;
  readonly otherwise?: Described;
  readonly switch?: readonly { readonly then?: Described; readonly otherwise?: Described }[];
}
