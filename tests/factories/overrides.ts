/** Fields that win over the defaults; `undefined` takes a field away. */
export type Overrides<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** The document without what was taken away. */
export const withoutUndefined = <T extends object>(fields: Overrides<T>): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
