import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** What a repository was given that runs a program, were one to use git as it asks. */
export interface ProgramsOfGit {
  /** A file that is there once any of them ran; who ran it is in it. */
  readonly proof: string;
  readonly settings: number;
  readonly hooks: number;
}

/** Sets programs into a repository's configuration, hooks and attributes; they lie in `place`, outside of it. */
export function plantPrograms(repository: string, place: string): ProgramsOfGit {
  const proof = path.join(place, 'a-program-ran');
  const program = path.join(place, 'program.sh');
  const plant = (file: string) => {
    writeFileSync(file, `#!/bin/sh\nps -o args= $PPID >>'${proof}'\n`);
    chmodSync(file, 0o755);
  };
  plant(program);
  const hooks = ['post-index-change', 'pre-commit', 'post-checkout', 'fsmonitor-watchman'];
  for (const hook of hooks) plant(path.join(repository, '.git', 'hooks', hook));
  writeFileSync(path.join(repository, '.gitattributes'), '* filter=evil diff=evil merge=evil\n');
  const settings = programsOfGit(program);
  for (const [name, setting] of settings) {
    execFileSync('git', ['-C', repository, 'config', name, setting]);
  }
  return { proof, settings: settings.length, hooks: hooks.length };
}

/** Settings of a repository by which git runs a program. */
function programsOfGit(program: string): [name: string, setting: string][] {
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
