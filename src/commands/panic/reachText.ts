import { t } from '@vscode/l10n';
import { keyLabel } from '../../domain/keys/keyLabel.ts';
import { shortList } from '../../domain/text/shortList.ts';
import { describeContext } from '../../editor/keys/snapshot.ts';
import { shownFile } from '../../editor/shownPath.ts';
import { unsearchedSentences } from '../placements/unsearchedText.ts';
import type { EnvLine, PanicReach } from './reach.ts';
import { ofKey } from './report.ts';
import type { Listed } from './survey.ts';

/** The question, which names what is production among the places. */
export function panicQuestion(targets: readonly Listed[]): string {
  const count = targets.reduce((sum, { rows }) => sum + rows.length, 0);
  const live = targets.filter(({ context }) => context.connection.production);
  const names = [...new Set(live.map(({ context }) => context.connection.name))].join(', ');
  if (count === 1) {
    return live.length === 0
      ? t('Revoke 1 key now?')
      : t('Revoke 1 key on production {0} now?', names);
  }
  if (live.length === 0) return t('Revoke {0} keys now?', count);
  return live.length === targets.length
    ? t('Revoke {0} keys on production {1} now?', count, names)
    : t('Revoke {0} keys now, also on production {1}?', count, names);
}

/** What happens when the person says yes: the keys of each place, then one line a kind. */
export function describeReach(reach: PanicReach): readonly string[] {
  const { targets, copies, lines, elsewhere, programs, unsearched } = reach;
  const terminals = terminalsOf(reach);
  const files = [...new Set(lines.map(({ file }) => shownFile(file)))];
  return [
    t('Refused at once, for good:'),
    ...targets.map((target) => `• ${keysThere(target)}`),
    t('Local copies removed from this editor: {0}.', copies),
    ...(terminals.length > 0
      ? [t('Terminals that lose the value: {0}.', terminals.join('; '))]
      : []),
    t('The clipboard is emptied if it holds one of the values.'),
    files.length > 0
      ? t('Lines in {0} are listed, and removed when you say so.', shortList(files, ', '))
      : t('No .env line of the open folders holds one of the values.'),
    ...(elsewhere.length > 0
      ? [t('Also there, and left as it is: {0}.', shortList(elsewhere))]
      : []),
    ...(programs.length > 0
      ? [
          t(
            'Programs that keep it are listed, and it is removed where they can when you say so: {0}.',
            shortList(programs.map(({ where }) => where)),
          ),
        ]
      : []),
    ...unsearchedSentences(unsearched),
    t('What cannot be reached now is done as soon as it can be. There is no undo.'),
  ];
}

/** `Acme live · support · production: ci, grk_live_9f…` */
function keysThere({ context, rows }: Listed): string {
  const where = describeContext(context);
  const names = rows.slice(0, 10).map(keyLabel).join(', ');
  return rows.length > 10
    ? t('{0}: {1} and {2} more', where, names, rows.length - 10)
    : t('{0}: {1}', where, names);
}

export function terminalsOf({ uses, borrowers }: PanicReach): string[] {
  return [
    ...uses.map(({ folder, variable }) => `${folder.name}, ${variable}`),
    ...[...borrowers.values()].map((name) => t('“{0}”, closed', name)),
  ];
}

export function describeLine({ file, line, variable, label }: EnvLine): string {
  const where = shownFile(file);
  return ofKey(`${line === undefined ? where : `${where}:${line}`}, ${variable}`, label);
}
