import assert from 'node:assert/strict';
import { settingDefaults, type SettingName } from '../../src/editor/settingDefaults.ts';
import { settingRules, withinRule } from '../../src/editor/settingRules.ts';

describe('what a setting may be', () => {
  const files = ['../.env', '/etc/passwd', '.env/../../x', '.env\n', '.env.', 'id_rsa', '.env\0'];
  for (const file of files) {
    it(`takes ${JSON.stringify(file)} for no file`, () => {
      assert.equal(withinRule('envFile', file, ''), '');
    });
  }

  it('takes the files that programs read', () => {
    for (const file of ['', '.env', '.env.local', '.env.production.local', '.env.my-app']) {
      assert.equal(withinRule('envFile', file, '.env'), file);
    }
  });

  for (const variable of ['A=B', 'A B', '1A', '$(id)', 'A\nB', '__proto__', 'A'.concat('\u202e')]) {
    it(`takes ${JSON.stringify(variable)} for no variable`, () => {
      assert.equal(withinRule('envVariable', variable, 'GOVRAIL_API_KEY'), 'GOVRAIL_API_KEY');
      assert.equal(withinRule('baseUrlVariable', variable, ''), '');
    });
  }

  it('takes the nearest number that is allowed', () => {
    for (const [name, rule] of Object.entries(settingRules)) {
      if (!('minimum' in rule)) continue;
      // `as`: the keys of `settingRules`.
      const setting = name as SettingName;
      const near = (value: number) => withinRule(setting, value, settingDefaults[setting]);
      assert.equal(near(1e308), rule.maximum, name);
      assert.equal(near(-1), rule.minimum, name);
      assert.equal(near(1e-9), rule.minimum, name);
      assert.equal(near(rule.maximum), rule.maximum, name);
    }
  });

  it('takes an unknown grouping for none', () => {
    assert.equal(withinRule('groupBy', '__proto__', 'none'), 'none');
    assert.equal(withinRule('groupBy', 'status', 'none'), 'status');
  });
});
