import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Settings of a repository by which git runs a program. */
export function programsOfGit(program: string): [name: string, setting: string][] {
  return [
    ['core.fsmonitor', program],
    ['core.hooksPath', path.dirname(program)],
    ['core.pager', program],
    ['core.editor', program],
    ['core.sshCommand', program],
    ['core.askPass', program],
    ['core.alternateRefsCommand', program],
    ['pager.ls-files', program],
    ['pager.check-ignore', program],
    ['alias.ls-files', `!${program}`],
    ['alias.check-ignore', `!${program}`],
    ['filter.evil.clean', program],
    ['filter.evil.smudge', program],
    ['filter.evil.process', program],
    ['diff.evil.textconv', program],
    ['diff.external', program],
    ['credential.helper', `!${program}`],
    ['gpg.program', program],
    ['uploadpack.packObjectsHook', program],
  ];
}

/** What may stand where the `.env` should; `bait` is a file outside of the folder. */
export function traps(file: string, bait: string): Readonly<Record<string, () => void>> {
  return {
    'a link out of the folder': () => {
      symlinkSync(bait, file);
    },
    'a link to a device': () => {
      symlinkSync('/dev/zero', file);
    },
    'a link to itself': () => {
      symlinkSync(file, file);
    },
    'a pipe that nobody writes to': () => {
      execFileSync('mkfifo', [file]);
    },
    'a folder': () => {
      mkdirSync(file);
    },
    'a file of 1 GiB': () => {
      writeFileSync(file, '');
      truncateSync(file, 1024 ** 3);
    },
  };
}
