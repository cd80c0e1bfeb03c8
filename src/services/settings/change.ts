import { isDeepStrictEqual } from 'node:util';
import { settingsCatalogue, type SettingKey } from '../../config/settings';
import type { SettingChange, SettingOverride } from '../../models/setting.model';
import { BadRequest, type FieldProblem } from '../../utils/errors';
import { addressOf, GLOBAL, SCOPE_PATTERN } from './view';

/** One figure to be changed: a new value, or back to what holds without this override. */
export type SettingEdit = { readonly scope?: string | undefined; readonly key: string } & (
  { readonly value: unknown } | { readonly reset: true }
);

/** The overrides after the edits, and what really changed; throws 400 with every figure that is not allowed. */
export function applyEdits(
  before: readonly SettingOverride[],
  edits: readonly SettingEdit[],
): { readonly values: SettingOverride[]; readonly changes: SettingChange[] } {
  const problems = edits.flatMap(problemsOf);
  if (problems.length > 0) {
    throw new BadRequest('request.invalid', { pub: { errors: problems } });
  }
  const values = new Map(before.map((override) => [addressOf(override.scope, override.key), override]));
  const changes = edits.flatMap((edit) => apply(values, edit));
  return { values: [...values.values()], changes };
}

function apply(values: Map<string, SettingOverride>, edit: SettingEdit): SettingChange[] {
  const { scope = GLOBAL, key } = edit;
  const address = addressOf(scope, key);
  const old = values.get(address);
  if ('reset' in edit) {
    values.delete(address);
    return old ? [{ scope, key, before: old.value }] : [];
  }
  if (old && isDeepStrictEqual(old.value, edit.value)) {
    return [];
  }
  values.set(address, { scope, key, value: edit.value });
  return [{ scope, key, ...(old ? { before: old.value } : {}), after: edit.value }];
}

function problemsOf(edit: SettingEdit): FieldProblem[] {
  const { scope = GLOBAL, key } = edit;
  if (!Object.hasOwn(settingsCatalogue, key)) {
    return [{ field: key, message: 'there is no such setting' }];
  }
  if (!SCOPE_PATTERN.test(scope)) {
    return [
      { field: key, message: 'scope must be global, or tier, service or market with a name: "market:EG"' },
    ];
  }
  if ('reset' in edit) {
    return [];
  }
  const { error } = settingsCatalogue[key as SettingKey].schema.validate(edit.value, { convert: false });
  return error ? [{ field: key, message: error.message.replace(/^"value"/, `"${key}"`) }] : [];
}
