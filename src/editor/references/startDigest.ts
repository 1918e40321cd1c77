import { t } from '@vscode/l10n';
import { createHash } from 'node:crypto';
import { plainLine } from '../../domain/text/plainLine.ts';
import { debuggers, ofEveryLaunch, terminalDebuggers } from './knownDebuggers.ts';
import { referenceIn } from './secretReference.ts';

type Values = Readonly<Record<string, unknown>>;

/** Names and looks of a launch, and what VS Code gives each start anew: none decides what runs. */
const notWhatRuns: ReadonlySet<string> = new Set([
  'name',
  'presentation',
  'noDebug',
  '__sessionId',
  '__configurationTarget',
]);

/**
 * A fingerprint of all that a folder chose of what is started: the whole of a launch or a task, so that
 * no property that decides it is forgotten, and what `StartedWith` found behind the names in it. Which key
 * a variable refers to is no part of it, as the consent names the key itself. Base64url of SHA-256; no
 * value can be read from it.
 */
export function startDigest(
  kind: 'launch' | 'task' | 'terminal',
  start: Values,
  bound: unknown,
): string {
  const chosen = Object.entries(start).filter(([name]) => !notWhatRuns.has(name));
  const text = JSON.stringify([
    kind,
    sorted({ ...Object.fromEntries(chosen), env: withoutReferences(start['env']) }),
    sorted(bound),
  ]);
  return createHash('sha256').update(text).digest('base64url');
}

/** Only what is a variable's value refers to a key; a program or an argument may begin like one. */
function withoutReferences(env: unknown): unknown {
  if (typeof env !== 'object' || env === null) return env;
  return Object.fromEntries(
    Object.entries(env).map(([variable, value]) => [
      variable,
      referenceIn(value) === undefined ? [value] : 'reference',
    ]),
  );
}

/** The same object however its properties were ordered. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, each]) => [name, sorted(each)]));
}

/** What decides what runs, by the words of launch.json and tasks.json, which are the same in all languages. */
const told = [
  'type',
  'request',
  'command',
  'program',
  'module',
  'mainClass',
  'classPaths',
  'modulePaths',
  'url',
  'runtimeExecutable',
  'python',
  'pythonPath',
  'debugAdapterPython',
  'debugLauncherPython',
  'javaExec',
  'dlvToolPath',
  'cargo',
  'buildFlags',
  'runtimeArgs',
  'pythonArgs',
  'vmArgs',
  'args',
  'cwd',
  'envFile',
  'launchSettingsFilePath',
  'launchSettingsProfile',
  'preLaunchTask',
  'postDebugTask',
] as const;
const longestValue = 240;

/** Of a debugger that nobody knows, any property may decide it; so many of them are told. */
const mostOthers = 8;

function untold(start: Values): [string, unknown][] {
  const type = String(start['type']);
  if (Object.hasOwn(debuggers, type) || terminalDebuggers.has(type)) return [];
  const known: ReadonlySet<string> = new Set([...told, ...ofEveryLaunch]);
  return Object.entries(start).filter(([name]) => !known.has(name));
}

/** The same for a person: a line for each thing that decides what runs, none longer than a line can be. */
export function describeStart(start: Values): readonly string[] {
  const unfamiliar = untold(start);
  const all = [
    ...told.map((name) => [name, start[name]] as const),
    ...unfamiliar.slice(0, mostOthers),
  ];
  const lines = all.flatMap(([name, value]) => {
    if (value === undefined || value === null || value === '') return [];
    if (Array.isArray(value) && value.length === 0) return [];
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return [plainLine(`${name}: ${text}`, longestValue)];
  });
  const others = Object.entries(Object(start['env']) as Values)
    .filter(([, value]) => referenceIn(value) === undefined)
    .map(([variable]) => variable);
  const rest = unfamiliar.slice(mostOthers).map(([name]) => name);
  return [
    ...lines,
    ...(rest.length === 0 ? [] : [t('More properties: {0}', plainLine(rest.join(', ')))]),
    ...(others.length === 0
      ? []
      : [t('Other variables: {0}', plainLine(others.join(', '), longestValue))]),
  ];
}
