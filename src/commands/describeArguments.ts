import { t } from '@vscode/l10n';
import { labelWithPrefix } from '../domain/keys/keyLabel.ts';
import { plainLine } from '../domain/text/plainLine.ts';
import type { Snapshot } from '../editor/keys/snapshot.ts';

const longestValue = 200;
/** More than any command takes: what is beyond them is told by its number, or the buttons would be far below. */
const mostFields = 40;

/** Fields of arguments in words; one that is not here is named as the program named it. */
const labels = (): Readonly<Record<string, string>> => ({
  keyId: t('Key'),
  keyIds: t('Keys'),
  serviceAccountId: t('Service account'),
  workspaceId: t('Control-plane workspace'),
  connectionId: t('Connection'),
  scope: t('Scopes'),
  expiresAt: t('Ends'),
  name: t('Name'),
  description: t('Description'),
  role: t('Role'),
  'env.file': t('Written to'),
  'env.variable': t('Variable'),
  file: t('File'),
  folder: t('Folder'),
  variable: t('Variable'),
  minutes: t('Minutes'),
  grace: t('The old key works for'),
});

/** Where the names of keys and accounts are looked up. */
type Names = Pick<Snapshot, 'keys' | 'accounts'>;

/** What a program passed, one line a field, with the names of keys and accounts that are known here. */
export function describeArguments(given: object, names: Names): readonly string[] {
  const words = labels();
  const fields = flat(given, '');
  const rest = fields.length - mostFields;
  return [
    ...fields
      .slice(0, mostFields)
      .map(([field, value]) =>
        t(
          '{0}: {1}',
          (Object.hasOwn(words, field) && words[field]) || field,
          textOf(field, value, names),
        ),
      ),
    ...(rest > 0 ? [t('{0} more that no command takes', rest)] : []),
  ];
}

function flat(given: object, prefix: string): [string, unknown][] {
  return Object.entries(given).flatMap(([name, value]: [string, unknown]): [string, unknown][] => {
    const field = `${prefix}${name}`;
    return isRecord(value) ? [...flat(value, `${field}.`)] : [[field, value]];
  });
}

function textOf(field: string, value: unknown, names: Names): string {
  if (field === 'scope' && Array.isArray(value) && value.length === 0) return t('full access');
  if (field === 'expiresAt' && value === null) return t('never');
  if (Array.isArray(value)) {
    const all = value.map((each: unknown) => textOf(field, each, names));
    // Each once: a line that is too long is cut, and what counts could stand there.
    return all.length === 0 ? t('none') : [...new Set(all)].join(', ');
  }
  if (field === 'keyId' || field === 'keyIds' || field === 'to') {
    const row = names.keys.find(({ key }) => key.api_key_id === value);
    if (row) return plainLine(labelWithPrefix(row), longestValue);
  }
  if (field === 'serviceAccountId') {
    const row = names.accounts.find(({ account }) => account.service_account_id === value);
    if (row) return plainLine(row.account.name, longestValue);
  }
  return plainLine(typeof value === 'string' ? value : JSON.stringify(value), longestValue);
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
