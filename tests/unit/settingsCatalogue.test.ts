import { settingsCatalogue, type SettingKey } from '../../src/config/settings';
import { SCOPE_PATTERN } from '../../src/services/settings/view';

const keys = Object.keys(settingsCatalogue) as SettingKey[];

describe('the catalogue of settings', () => {
  it.each(keys)('%s is explained, and its defaults are values that staff could give', (key) => {
    const { schema, description, scoped, ...definition } = settingsCatalogue[key];

    const values = [definition.default, ...Object.values(scoped)];

    expect(values.map((value) => schema.validate(value, { convert: false }).error)).toEqual(
      values.map(() => undefined),
    );
    expect(Object.keys(scoped).every((scope) => SCOPE_PATTERN.test(scope))).toBe(true);
    expect(description).toMatch(/^[A-Z].{8,}\.$/);
    expect(schema.validate(undefined).error).toBeDefined();
  });
});
