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
  automation: false,
  groupBy: 'none',
  requestTimeoutMs: 15_000,
  'localControlPlane.port': 47_615,
  detectForeignSecrets: false,
  /** Recipes, by the names that the person gave them. */
  programs: {},
  keepAlsoIn: {},
};

export type SettingName = keyof typeof settingDefaults;
export type SettingValue<K extends SettingName> = (typeof settingDefaults)[K];

/**
 * Settings of which only the person's own value counts: they decide where traffic goes and how often,
 * how long a secret is seen, of what the person is warned, who may answer for them, and which programs are started. What is left to a folder is what its
 * authors know better (the file and the variables that their program reads) and how a list is grouped.
 */
export const personalSettings: ReadonlySet<SettingName> = new Set<SettingName>([
  'automation',
  'rotationWindowDays',
  'expiryWarningDays',
  'clipboardClearSeconds',
  'revealSeconds',
  'autoRefreshSeconds',
  'requestTimeoutMs',
  'localControlPlane.port',
  'detectForeignSecrets',
  'programs',
  'keepAlsoIn',
]);
