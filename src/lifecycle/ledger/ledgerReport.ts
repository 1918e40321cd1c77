import { t } from '@vscode/l10n';
import { plainText } from '../../domain/text/markdown.ts';
import type { LedgerEvent, LedgerKind } from './ledger.ts';

const words: Readonly<Record<LedgerKind, string>> = {
  issue: t('Issued'),
  keep: t('Kept a local copy'),
  reveal: t('Revealed'),
  copy: t('Copied'),
  'env-write': t('Written to `.env`'),
  deliver: t('Delivered to a program'),
  'take-out': t('Taken out of a program'),
  terminal: t('Put into terminals'),
  inject: t('Given to a launch or task'),
  import: t('Imported'),
  forget: t('Local copy removed'),
  rotate: t('Rotated'),
  overlap: t('Rotated with overlap'),
  prove: t('Proved by a call'),
  retire: t('Old key ended'),
  'keep-old': t('Planned end of the old key called off'),
  revoke: t('Revoked'),
  'give-up': t('Given up and closed'),
  recovery: t('Finished after an interruption'),
  lost: t('Answer lost; the key was replaced or ended'),
  'disable-account': t('Service account disabled'),
  lend: t('Lent'),
  'loan-end': t('Loan ended'),
  panic: t('Revoked and wiped'),
  'place-by-hand': t('A place was updated by hand, as the person said'),
  'place-gone': t('A place is gone, as the person said'),
  'place-left': t('The person did not wait for a place'),
  'place-overwritten': t(
    'A change of somebody else in a place was overwritten, as the person said',
  ),
};

/** The history as a Markdown document, newest first; ids and prefixes only. */
export function renderLedger(events: readonly LedgerEvent[]): string {
  const lines = [
    t('# What was done with keys on this machine'),
    '',
    t('Kept by Keyrail on this machine only. It never holds a secret.'),
    '',
  ];
  if (events.length === 0) return [...lines, t('Nothing yet.'), ''].join('\n');
  lines.push(
    '| When (UTC) | What | Key | Control-plane workspace | Where |',
    '|---|---|---|---|---|',
  );
  for (const event of events) {
    const { at, kind, connectionId, workspaceId, keyId, keyPrefix, detail } = event;
    const when = at.slice(0, 19).replace('T', ' ');
    const key = plainText(keyPrefix ?? keyId ?? '');
    const where = plainText(`${workspaceId} (${connectionId})`);
    lines.push(`| ${when} | ${words[kind]} | ${key} | ${where} | ${plainText(detail ?? '')} |`);
  }
  return [...lines, ''].join('\n');
}
