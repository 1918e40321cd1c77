import type { LedgerEvent, LedgerKind } from './ledger.ts';

const words: Readonly<Record<LedgerKind, string>> = {
  issue: 'Issued',
  keep: 'Kept a local copy',
  reveal: 'Revealed',
  copy: 'Copied',
  'env-write': 'Written to `.env`',
  terminal: 'Put into terminals',
  inject: 'Given to a launch or task',
  import: 'Imported',
  forget: 'Local copy removed',
  rotate: 'Rotated',
  overlap: 'Rotated with overlap',
  prove: 'Proved by a call',
  retire: 'Old key retired',
  revoke: 'Revoked',
  'give-up': 'Given up and closed',
  recovery: 'Recovered',
  lost: 'Answer lost; the key was replaced or ended',
  'disable-account': 'Service account disabled',
  lend: 'Lent',
  'loan-end': 'Loan ended',
  panic: 'Revoked in a panic',
};

/** The history as a Markdown document, newest first; ids and prefixes only. */
export function renderLedger(events: readonly LedgerEvent[]): string {
  const lines = [
    '# What was done with keys on this machine',
    '',
    'Kept by Keyrail on this machine only. It never holds a secret.',
    '',
  ];
  if (events.length === 0) return [...lines, 'Nothing yet.', ''].join('\n');
  lines.push(
    '| When (UTC) | What | Key | Control-plane workspace | Where |',
    '|---|---|---|---|---|',
  );
  for (const event of events) {
    const { at, kind, connectionId, workspaceId, keyId, keyPrefix, detail } = event;
    const when = at.slice(0, 19).replace('T', ' ');
    const key = foreign(keyPrefix ?? keyId ?? '');
    const where = foreign(`${workspaceId} (${connectionId})`);
    lines.push(`| ${when} | ${words[kind]} | ${key} | ${where} | ${foreign(detail ?? '')} |`);
  }
  return [...lines, ''].join('\n');
}

/** Ids come from a server and file names from a disk: neither may break the table or become a link. */
function foreign(text: string): string {
  return text.replace(/[\r\n]+/g, ' ').replace(/[\\|<>[\]!*_`]/g, (sign) => `\\${sign}`);
}
