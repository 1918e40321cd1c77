import { commands } from 'vscode';
import { attentionFilter } from '../../editor/keys/searchable.ts';
import type { LocalKeys } from '../ports.ts';

/** Opens the API Keys view with the keys that its badge counts; clearing the filter shows all again. */
export async function showAttention({ keyFilter }: LocalKeys): Promise<void> {
  keyFilter.set(attentionFilter());
  await commands.executeCommand('keyrail.apiKeys.focus');
}
