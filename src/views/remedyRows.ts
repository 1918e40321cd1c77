import { t } from '@vscode/l10n';
import { ThemeIcon, TreeItem } from 'vscode';
import type { Snapshot } from '../editor/keys/snapshot.ts';
import { isOnlyReason } from '../editor/keys/viewState.ts';

/** A row that runs a command: what can be done where the list of keys could not be read. */
export interface RemedyNode {
  readonly node: 'remedy';
  readonly id: string;
  readonly label: string;
  readonly icon: string;
  readonly command: string;
}

/** What helps against that reason; only a connection by URL can be edited and tested. */
export function remedyNodes(snapshot: Pick<Snapshot, 'state' | 'connection'>): RemedyNode[] {
  if (!isOnlyReason(snapshot.state)) return [];
  const byUrl = snapshot.connection?.kind === 'remote';
  const row = (command: string, icon: string, label: string): RemedyNode => ({
    node: 'remedy',
    id: `remedy:${command}`,
    label,
    icon,
    command,
  });
  return [
    row('keyrail.refresh', 'refresh', t('Try Again')),
    ...(byUrl
      ? [
          row('keyrail.editConnection', 'edit', t('Edit Connection…')),
          row('keyrail.testConnection', 'pulse', t('Test Connection')),
        ]
      : []),
    row('keyrail.switchConnection', 'plug', t('Switch Connection…')),
    row('keyrail.showLog', 'output', t('Show Log')),
  ];
}

/** What a panic or a revocation left to do; it stands above the keys until it is done. */
export function leftoverNode(lines: number): RemedyNode {
  return {
    node: 'remedy',
    id: 'remedy:leftovers',
    label:
      lines === 1
        ? t('Remove .env Line of an Ended Key…')
        : t('Remove {0} .env Lines of Ended Keys…', lines),
    icon: 'warning',
    command: 'keyrail.removeEnvLines',
  };
}

export function remedyItem({ id, label, icon, command }: RemedyNode): TreeItem {
  const item = new TreeItem(label);
  item.id = id;
  item.iconPath = new ThemeIcon(icon);
  item.command = { command, title: label };
  item.contextValue = 'remedy';
  return item;
}
