import type { Written } from './tasksBehind.ts';

/** Debuggers that read arguments and variables from a file beside the project. */
const dotnet = new Set(['coreclr', 'clr', 'dotnet']);
/** Debuggers that read one where none is named; the setting says which. */
const python = new Set(['python', 'debugpy']);

/**
 * The files that a launch takes variables from, as they are named: by a property of its debugger, or by
 * an argument of Node's. `usual` is Python's own, where the launch names none.
 */
export function envFilesOf(launch: Written, usual: string | undefined): readonly string[] {
  const named = Object.entries(launch)
    .filter(([property]) => /^env_?files?$/i.test(property))
    .flatMap(([, value]) => [value].flat());
  const words = [launch['runtimeArgs']].flat();
  const ofNode = words.flatMap((word, at) => {
    const [, isIt, value] = /^(--env-file(?:-if-exists)?)(?:=(.*))?$/s.exec(String(word)) ?? [];
    return isIt === undefined ? [] : [value ?? words[at + 1]];
  });
  const ofProject = dotnet.has(String(launch['type']))
    ? [launch['launchSettingsFilePath'] ?? 'Properties/launchSettings.json']
    : [];
  const files = [...named, ...ofNode, ...ofProject].filter(
    (each) => typeof each === 'string' && each !== '',
  );
  if (files.length === 0 && usual !== undefined && python.has(String(launch['type']))) {
    return [usual];
  }
  return files as string[];
}

const inCommandLines = [
  'command',
  'args',
  'program',
  'runtimeExecutable',
  'runtimeArgs',
  'windows',
  'linux',
  'osx',
  // What its file says for all tasks.
  'common',
] as const;

/** Whether a package manager is called anywhere in it, so that a script of `package.json` decides what runs. */
export function runsScripts(start: Written): boolean {
  const text = JSON.stringify(inCommandLines.map((name) => start[name]));
  return (
    /(?:^|[\s/\\&|;("'])(?:npm|npx|pnpm|pnpx|yarn|bunx?|corepack|turbo|nx|deno|vlt|lerna|rush|nr|concurrently|npm-run-all2?|run-[sp]|wireit)(?:\.cmd|\.exe)?(?=$|[\s"':)&|;\\])/.test(
      text,
    ) || /[\s"']--run[\s"'=]/.test(text)
  );
}
