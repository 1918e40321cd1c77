import { createHash } from 'node:crypto';
import { globSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { env, workspace } from 'vscode';
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
    audit: audited(storage),
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

function audited(storage: string): string {
  const [file] = globSync('**/control-plane.sqlite', { cwd: storage });
  if (file === undefined) throw new Error('The local control plane has no data file yet.');
  const database = new DatabaseSync(path.join(storage, file), { readOnly: true });
  try {
    const rows = database
      .prepare('SELECT event_type AS type, count(*) AS count FROM audit_events GROUP BY event_type')
      .all();
    return rows.map(({ type, count }) => `${String(type)} ${Number(count)}`).join('\n');
  } finally {
    database.close();
  }
}
