import { workspace, type ConfigurationScope } from 'vscode';
import {
  personalSettings,
  settingDefaults,
  type SettingName,
  type SettingValue,
} from './settingDefaults.ts';
import { withinRule } from './settingRules.ts';

/**
 * Reads one setting. A value of the wrong type or form, and a repository's value for a personal
 * setting (VS Code before 1.132 could be talked past its scope filter, vscode#330310), count as unset.
 */
export function readSetting<K extends SettingName>(
  name: K,
  scope?: ConfigurationScope,
): SettingValue<K> {
  const section = workspace.getConfiguration('keyrail', scope);
  const fallback = settingDefaults[name];
  const value = personalSettings.has(name) ? section.inspect(name)?.globalValue : section.get(name);
  if (typeof value !== typeof fallback) return fallback;
  // `as`: the default decides the type, and the value has just been compared with it.
  return withinRule(name, value as SettingValue<K>, fallback);
}

export async function writePersonalSetting<K extends SettingName>(
  name: K,
  value: SettingValue<K>,
): Promise<void> {
  await workspace.getConfiguration('keyrail').update(name, value, true);
}
