import { t } from '@vscode/l10n';
import type { FileWarning } from '../../dotenv/disk.ts';
import type { Warning, Write } from '../../dotenv/plan.ts';
import type { AboutWrite } from '../../dotenv/transaction.ts';
import { confirm } from '../prompts.ts';

/** The person would rather have another file. Caught where the file is chosen. */
export class AnotherFile extends Error {
  override readonly name = 'AnotherFile';
}

export interface Preview {
  /** As the person knows the file. */
  readonly name: string;
  readonly plan: Write;
  /** Absent for an edit in an open editor. */
  readonly about: AboutWrite | undefined;
  /** The scheme of a file system that is not the machine's disk. */
  readonly virtual: string | undefined;
}

/**
 * Shows the masked lines and everything worth knowing about the file before it is written.
 * @throws CancelledError, AnotherFile
 */
export async function approveWrite({ name, plan, about, virtual }: Preview): Promise<void> {
  const write = t('Write');
  const another = t('Choose another file…');
  const notes = [
    ...(about?.again === true
      ? [t('Another program has changed the file meanwhile. This is how it would be now.')]
      : []),
    ...(about?.created === true && virtual === undefined
      ? [t('The file is new. Only you will be able to read it.')]
      : [t('Every other byte stays as it is.')]),
    ...(virtual === undefined ? [] : limitsOf(virtual)),
    ...(about?.warnings ?? []).map(aboutFile),
    ...plan.warnings.map(aboutChange),
  ];
  const pressed = await confirm({
    message: t('Write to {0}?', name),
    detail: [maskedLines(plan), notes],
    buttons: [write, another],
  });
  if (pressed === another) throw new AnotherFile();
}

function maskedLines({ changes }: Write): string[] {
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
        '{0} reads this file in a way of its own, and sees something else in it afterwards.',
        warning.tool,
      );
    case 'not-utf8':
      return t('The file is not in UTF-8. Tools written in Python do not read it.');
  }
}
