import { t } from '@vscode/l10n';

/** Which of the two kinds a connection is, in a word. */
export function connectionKind({ production }: { readonly production: boolean }): string {
  return production ? t('production') : t('non-production');
}

/** Its name, and the word only where it is a warning. */
export function nameWithWarning(connection: {
  readonly name: string;
  readonly production: boolean;
}): string {
  return connection.production ? t('{0} (production)', connection.name) : connection.name;
}
