import { createHash } from 'node:crypto';
import { globSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { env, workspace } from 'vscode';
import { auditedActions } from '../../support/auditedActions.ts';
import { folder } from './keyrail.ts';

/**
 * What a command may change for a person: files of the folder, what the control plane has audited,
 * journal, ledger and placements, the clipboard, their settings. Two readings compare.
 */
export async function everything(): Promise<Record<string, string>> {
  const storage = process.env['KEYRAIL_STORAGE'] ?? '';
  return {
    files: filesIn(folder(), '**/*', '.*', '.vscode/*'),
    lifecycle: filesIn(path.join(storage, 'lifecycle'), '**/*'),
    audit: JSON.stringify([...auditedActions(storage)]),
    clipboard: await env.clipboard.readText(),
    settings: JSON.stringify(workspace.getConfiguration('keyrail')),
  };
}

function filesIn(place: string, ...patterns: readonly string[]): string {
  return patterns
    .flatMap((pattern) => globSync(pattern, { cwd: place }))
    .filter((name) => !name.startsWith('.git/') && statSync(path.join(place, name)).isFile())
    .toSorted()
    .map((name) => {
      const digest = createHash('sha256').update(readFileSync(path.join(place, name)));
      return `${name} ${digest.digest('hex')}`;
    })
    .join('\n');
}
