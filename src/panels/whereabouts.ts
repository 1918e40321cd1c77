import { t } from '@vscode/l10n';
import { timeOrDate } from '../domain/text/relativeTime.ts';
import type { Freshness, Snapshot } from '../editor/keys/snapshot.ts';
import type { ShownFreshness, Where } from './protocol/whereabouts.ts';

/** Where the window looks, as far as it is known; `null` where it is not connected. */
export function whereOf({ connection, context }: Snapshot): Where | null {
  if (!connection) return null;
  return {
    connection: connection.name,
    production: connection.production,
    workspace: context?.workspaceName ?? null,
    role: context?.role?.replaceAll('_', ' ') ?? null,
  };
}

/** How far what is shown can be trusted, and why no further. */
export function freshnessOf(freshness: Freshness): ShownFreshness {
  switch (freshness.kind) {
    case 'never':
      return { kind: 'never', text: t('Not read yet') };
    case 'fresh':
      return { kind: 'fresh', text: t('Read at {0}', new Date(freshness.at).toLocaleTimeString()) };
    case 'stale':
      return {
        kind: 'stale',
        text: t('Stale since {0}. {1}', timeOrDate(freshness.since, new Date()), freshness.because),
      };
    case 'failed':
      return { kind: 'failed', text: freshness.because };
  }
}
