/** An update of a document, ready for `updateOne`; holds no operator without fields. */
export interface Patch {
  readonly $set?: Record<string, unknown>;
  readonly $unset?: Record<string, 1>;
}

/**
 * Turns changes into an update (decision 0008): an absent field stays, a value is set, `null` removes the field, so
 * that no stored document holds a null.
 */
export function patchOf(changes: Readonly<Record<string, unknown>>): Patch {
  const named = Object.entries(changes).filter(([, value]) => value !== undefined);
  const $set = Object.fromEntries(named.filter(([, value]) => value !== null));
  const cleared = named.filter(([, value]) => value === null).map(([field]) => [field, 1] as const);
  return {
    ...(Object.keys($set).length > 0 && { $set }),
    ...(cleared.length > 0 && { $unset: Object.fromEntries(cleared) }),
  };
}

/** Whether the update would leave everything as it is. */
export const isEmptyPatch = ({ $set, $unset }: Patch): boolean => $set === undefined && $unset === undefined;

/** The changes of an embedded document one by one, so that its other fields stay: `{ city }` → `{ 'address.city' }`. */
export const within = (field: string, changes: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(changes).map(([key, value]) => [`${field}.${key}`, value]));
