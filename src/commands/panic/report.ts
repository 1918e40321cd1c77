import { t } from '@vscode/l10n';
import { plainText } from '../../domain/text/markdown.ts';

/** What a panic came to, in words that may be anybody's; no value anywhere. */
export interface PanicReport {
  /** Each place where keys were to end, e.g. `Staging · support · non-production`. */
  readonly where: readonly string[];
  /** Connections that were not covered, each with why. */
  readonly notCovered: readonly string[];
  readonly revoked: readonly string[];
  /** With why, and what happens about it. */
  readonly alive: readonly { readonly label: string; readonly code: string }[];
  /** A sentence on what the keys that are still alive wait for. */
  readonly waits: string | undefined;
  readonly copiesLeft: readonly string[];
  readonly terminals: readonly string[];
  readonly clipboard: boolean;
  /** `file:line, variable, of key`. */
  readonly lines: readonly string[];
  /** Files of other kinds that hold a value. */
  readonly elsewhere: readonly string[];
  /** Programs that keep a value. */
  readonly programs: readonly string[];
}

/** A place and whose value it holds; a label may have a prefix in parentheses already. */
export function ofKey(where: string, label: string): string {
  return t('{0}, of {1}', where, label);
}

/** As a Markdown document: first what could not be done. Names are of people, servers and folders. */
export function renderReport(report: PanicReport): string {
  const {
    where,
    notCovered,
    revoked,
    alive,
    waits,
    copiesLeft,
    terminals,
    clipboard,
    lines,
    elsewhere,
    programs,
  } = report;
  const parts = [
    `# ${t('Revoked and Wiped')}`,
    where.map((each) => `- ${plainText(each)}`).join('\n'),
    ...section(
      t('Not covered'),
      notCovered,
      t('No key was ended there. Do it again when it can be reached.'),
    ),
    ...section(
      t('Not revoked yet'),
      alive.map(({ label, code }) => `${label}: ${code}`),
      waits && t('These keys are still accepted. {0} Then it goes on by itself.', waits),
    ),
    ...section(
      t('Local copies that could not be removed yet'),
      copiesLeft,
      t('Keyrail removes them as soon as the key store of this editor can be used.'),
    ),
    ...section(
      t('Lines to remove'),
      lines,
      t(
        'These lines still hold a value. A row above the keys removes them when you say so, and stays there until that is done.',
      ),
    ),
    ...section(
      t('Other places that hold a value'),
      elsewhere,
      t('Keyrail does not change these files. Take the value out of them yourself.'),
    ),
    ...section(
      t('Programs that keep a value'),
      programs,
      t(
        'Keyrail takes it out where the program can and you say so. Look after the others yourself.',
      ),
    ),
    ...section(t('Revoked'), revoked),
    ...section(t('Terminals that get the value no more'), terminals),
    clipboard ? t('The clipboard held one of the values and was emptied.') : '',
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function section(title: string, items: readonly string[], note?: string): string[] {
  if (items.length === 0) return [];
  return [
    `## ${title}`,
    ...(note ? [note] : []),
    items.map((item) => `- ${plainText(item)}`).join('\n'),
  ];
}
