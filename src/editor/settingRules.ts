import type { SettingName, SettingValue } from './settingDefaults.ts';

/** What a value must be beyond its type. */
export type SettingRule =
  | { readonly minimum: number; readonly maximum: number }
  | { readonly pattern: RegExp }
  | { readonly enum: readonly string[] };

/**
 * As in `package.json`, compared by a test. VS Code only underlines a value that breaks them, and hands
 * it out all the same: `../../.ssh/config` for a file, or so many seconds that a timer ends at once.
 */
export const settingRules: { readonly [K in SettingName]?: SettingRule } = {
  envVariable: { pattern: /^[A-Za-z][A-Za-z0-9_]*$/ },
  baseUrlVariable: { pattern: /^([A-Za-z][A-Za-z0-9_]*)?$/ },
  envFile: {
    pattern: /^(\.env(\.[\w-]+)*|\w[\w-]*(\.[\w-]+)*\.env|\.envrc|\.dev\.vars)?$/,
  },
  rotationWindowDays: { minimum: 1, maximum: 3650 },
  expiryWarningDays: { minimum: 1, maximum: 365 },
  clipboardClearSeconds: { minimum: 5, maximum: 600 },
  revealSeconds: { minimum: 5, maximum: 120 },
  autoRefreshSeconds: { minimum: 0, maximum: 3600 },
  groupBy: { enum: ['none', 'attention', 'status', 'serviceAccount'] },
  requestTimeoutMs: { minimum: 1000, maximum: 120_000 },
  'localControlPlane.port': { minimum: 1024, maximum: 65_535 },
};

/** The value, a number as near to it as is allowed; the default for everything else that breaks the rule. */
export function withinRule<K extends SettingName>(
  name: K,
  value: SettingValue<K>,
  fallback: SettingValue<K>,
): SettingValue<K> {
  const rule: SettingRule | undefined = settingRules[name];
  if (rule === undefined) return value;
  if ('minimum' in rule) {
    const near = Math.min(Math.max(Math.round(Number(value)), rule.minimum), rule.maximum);
    // `as`: such a rule stands at settings that are numbers.
    return near as SettingValue<K>;
  }
  if (typeof value !== 'string') return fallback;
  const isAllowed = 'pattern' in rule ? rule.pattern.test(value) : rule.enum.includes(value);
  return isAllowed ? value : fallback;
}
