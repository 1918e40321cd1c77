import { dirname } from 'node:path';
import { workspace, type Uri } from 'vscode';
import { Secret } from '../../domain/secrets/secret.ts';
import { findIfAny } from '../../domain/secrets/anyForm.ts';
import type { FoundSecret } from '../../domain/secrets/secretFormat.ts';
import { isSecretFileName } from '../../dotenv/envFileName.ts';
import type { LifecycleContext } from '../../lifecycle/context.ts';
import type { KeyList } from '../keys/keyList.ts';
import { readSetting } from '../settings.ts';
import { rangesIn, type Leak } from './leak.ts';
import { whoseSecret } from './whoseSecret.ts';
import { checkGit } from '../../dotenv/git/gitGuard.ts';

/** What a text is compared with. */
export interface LookParts {
  readonly lifecycle: () => Promise<LifecycleContext>;
  readonly keyList: Pick<KeyList, 'snapshot'>;
}

interface Found extends FoundSecret {
  /** The rule that knows it, where it is of another service. */
  readonly format?: string;
}

/**
 * The values in a text that should not be there. A `.env` that git ignores is where they belong.
 * Nearly every text holds none, and costs a few searches.
 */
export async function lookForLeaks(
  { lifecycle, keyList }: LookParts,
  uri: Uri,
  text: string,
  isTracked?: boolean,
): Promise<readonly Leak[]> {
  const found: Found[] = [...findIfAny(text)];
  if (readSetting('detectForeignSecrets')) {
    const { findForeignSecrets } = await import('./foreignSecrets.ts');
    const ours = [...found];
    for (const each of await findForeignSecrets(uri.path, text)) {
      const end = each.index + each.value.length;
      // A rule for any long text would say again what is known better.
      if (ours.some((our) => our.index < end && each.index < our.end)) continue;
      found.push({ ...each, end });
    }
    found.sort((one, other) => one.index - other.index);
  }
  if (found.length === 0) return [];
  const place = await whereIs(uri, isTracked);
  if (place === 'at-home') return [];
  const opened = await lifecycle();
  const spans = found.map(({ index, end }) => ({ start: index, end }));
  const ranges = rangesIn(text, spans);
  const leaks: Leak[] = [];
  for (const [at, { value, format, form }] of found.entries()) {
    const secret = new Secret(value);
    if (await opened.dismissals.has(secret)) continue;
    const owner =
      format === undefined
        ? await whoseSecret(opened, keyList.snapshot, secret)
        : { kind: 'foreign' as const, format };
    const [span, range] = [spans[at], ranges[at]];
    if (!span || !range) continue;
    const tracked = place === 'tracked';
    leaks.push({ ...span, range, secret, owner, tracked, ...(form && { form }) });
  }
  return leaks;
}

/** `at-home`: a `.env` that will not be committed, as far as can be known. */
async function whereIs(
  uri: Uri,
  isTracked: boolean | undefined,
): Promise<'at-home' | 'tracked' | 'elsewhere'> {
  if (isTracked) return 'tracked';
  const isHome = uri.scheme === 'file' && isSecretFileName(uri.path);
  // The settings of a repository can name programs: nothing is asked about one that is not trusted.
  if (uri.scheme !== 'file' || !workspace.isTrusted) return isHome ? 'at-home' : 'elsewhere';
  const { kind } = await checkGit(dirname(uri.fsPath), uri.fsPath);
  if (kind === 'tracked') return 'tracked';
  return isHome && kind !== 'not-ignored' ? 'at-home' : 'elsewhere';
}
