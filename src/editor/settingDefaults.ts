/** Every setting with its type and default; a test compares this table with `package.json`. */
export const settingDefaults = {
  envVariable: 'GOVRAIL_API_KEY',
  baseUrlVariable: 'GOVRAIL_API_BASE_URL',
  envFile: '',
  rotationWindowDays: 90,
  expiryWarningDays: 14,
  clipboardClearSeconds: 45,
  revealSeconds: 20,
  autoRefreshSeconds: 0,
  groupBy: 'none',
  requestTimeoutMs: 15_000,
  'localControlPlane.port': 47_615,
  detectForeignSecrets: false,
};

export type SettingName = keyof typeof settingDefaults;
export type SettingValue<K extends SettingName> = (typeof settingDefaults)[K];

/** Settings that decide where traffic or time goes: only the person's own value counts. */
export const personalSettings: ReadonlySet<SettingName> = new Set<SettingName>([
  'clipboardClearSeconds',
  'revealSeconds',
  'requestTimeoutMs',
  'localControlPlane.port',
  'detectForeignSecrets',
]);
