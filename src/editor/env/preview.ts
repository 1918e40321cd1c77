import { t } from '@vscode/l10n';
import type { FileWarning } from '../../files/disk.ts';
import type { Unchanged, Warning, Write } from '../../dotenv/text/plan.ts';
import type { AboutWrite } from '../../dotenv/transaction.ts';
import { confirm } from '../prompts.ts';
import type { Precedence } from './envSiblings.ts';
import type { NamedKey } from './namedKey.ts';
import { AnotherFile, type FileLines, type Occasion } from './previewEnd.ts';

/** What stands now in the line that is to hold the secret. */
export type FormerValue = 'nothing' | 'the same' | 'something else' | NamedKey;

export interface Preview {
  /** As the person knows the file. */
  readonly name: string;
  /** `unchanged` where only files beside it are written. */
  readonly plan: Write | Unchanged;
  /** Every other file that is written with it, and its lines. */
  readonly beside: readonly FileLines[];
  /** Absent for an edit in an open editor. */
  readonly about: AboutWrite | undefined;
  /** What the other env files of its folder mean for the value. */
  readonly precedence: Precedence;
  /** Who could not be asked whether the file would be committed. */
  readonly unguarded: readonly string[];
  /** The scheme of a file system that is not the machine's disk. */
  readonly virtual: string | undefined;
  /** `undefined` for a secret of no key that is known. */
  readonly key: NamedKey | undefined;
  readonly held: FormerValue;
  readonly occasion: Occasion | undefined;
}

/**
 * Shows every file and masked line that is to be written, which key is replaced by which, and
 * everything worth knowing about the file. @throws CancelledError, AnotherFile
 */
export async function approveWrite(preview: Preview): Promise<void> {
  const { name, plan, beside, about, precedence, unguarded, virtual, key, occasion } = preview;
  const write = occasion?.button ?? t('Write');
  const another = t('Choose Another File…');
  const main = plan.kind === 'write' ? [{ name, changes: plan.changes }] : [];
  const notes = [
    ...(about?.again === true
      ? [t('Another program has changed the file meanwhile. This is how it would be now.')]
      : []),
    ...(about?.created === true && virtual === undefined
      ? [t('{0} is new. Only you will be able to read it.', name)]
      : [t('Every other byte stays as it is.')]),
    ...(beside.some((file) => file.name.endsWith('.gitignore'))
      ? [t('Git does not ignore {0} yet; the line in .gitignore makes it.', name)]
      : []),
    ...unguarded,
    ...(virtual === undefined ? [] : limitsOf(virtual)),
    ...(about?.warnings ?? []).map(aboutFile),
    ...(plan.kind === 'write' ? plan.warnings.map(aboutChange) : []),
  ];
  const pressed = await confirm({
    message:
      occasion?.message ??
      (key?.production === undefined
        ? t('Write to {0}?', name)
        : t('Write a secret of production {0} to {1}?', key.production, name)),
    detail: [
      ...(occasion ? [occasion.detail].flat() : []),
      ...whatItReplaces(preview),
      ...precedence.hidden,
      ...precedence.others,
      ...[...main, ...beside].map((file) => [`${file.name}:`, ...maskedLines(file)]),
      notes,
    ],
    buttons: [write, another],
  });
  if (pressed === another) throw new AnotherFile();
}

function whatItReplaces({ key, held }: Preview): string[] {
  switch (held) {
    case 'nothing':
      return key ? [t('It is the secret of {0}.', key.name)] : [];
    case 'the same':
      return key ? [t('The secret of {0} is there already.', key.name)] : [];
    case 'something else':
      return key
        ? [t('Replaces a value that is no known key’s by the secret of {0}.', key.name)]
        : [t('Replaces a value that is no known key’s.')];
    default:
      return key
        ? [t('Replaces the key {0} by {1}.', held.name, key.name)]
        : [t('Replaces the key {0} by a secret that is no known key’s.', held.name)];
  }
}

function maskedLines({ changes }: FileLines): string[] {
  return changes.flatMap(({ line, before, after }) => [
    ...(before === undefined ? [] : [`− ${line}: ${before}`]),
    ...(after === undefined ? [] : [`+ ${line}: ${after}`]),
  ]);
}

/** What a file system behind a provider cannot promise, and what is done instead. */
function limitsOf(scheme: string): string[] {
  return [
    t(
      'This folder is not on this machine’s disk ({0}:). Git cannot be asked there: make sure yourself that the file is never committed.',
      scheme,
    ),
    t(
      'The file cannot be replaced in one step either. Keyrail writes only if nothing has changed it since this preview, and reads it back.',
    ),
  ];
}

function aboutFile({ kind }: FileWarning): string {
  switch (kind) {
    case 'hard-linked':
      return t('The file has other names (hard links). Those keep the former content.');
    case 'readable-by-others':
      return t('Other users of this machine may read the file. Its permissions stay as they are.');
  }
}

function aboutChange(warning: Warning): string {
  switch (warning.kind) {
    case 'also-set-before':
      return t('The variable is also set on an earlier line, which stays as it is.');
    case 'quoted':
      return t(
        'The value is written in quotation marks. “docker run --env-file” takes those as a part of it.',
      );
    case 'reader-differs':
      return t(
        '{0} reads this file differently, and sees something else in it afterwards.',
        warning.tool,
      );
    case 'not-utf8':
      return t('The file is not in UTF-8. Tools written in Python do not read it.');
  }
}
