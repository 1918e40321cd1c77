import { t } from '@vscode/l10n';
import { plainLine } from '../../domain/text/plainLine.ts';
import { assignmentsIn, type BoundFile } from './boundFile.ts';
import {
  debuggers,
  goodInEveryLaunch,
  ofEveryLaunch,
  terminalDebuggers,
} from './knownDebuggers.ts';

type Values = Readonly<Record<string, unknown>>;
type Files = Pick<BoundFile, 'file' | 'text' | 'isUnread'>;

/**
 * Where a launch may show or log its environment, as sentences for the person; none for the
 * combinations of debugger and property values that are known to do neither. What is not known is
 * said too: an unknown debugger, an unknown property, an unknown value.
 * @param files of variables that the launch takes
 */
export function exposuresOf(configuration: Values, files: readonly Files[]): readonly string[] {
  const { type, request } = configuration;
  const name = typeof type === 'string' ? type : '';
  const known = debuggers[name];
  return [
    ...(known || terminalDebuggers.has(name) ? [] : [unknownDebugger(name)]),
    ...(request === 'launch' ? [] : [unknownDebuggerRequest(request)]),
    ...(terminalDebuggers.has(name) ? [inTerminal(`"type": "${name}"`)] : []),
    ...decisive(configuration, { ...known?.good, ...goodInEveryLaunch }),
    ...unfamiliar(configuration, known),
    ...fromEnvironment(configuration, files),
    ...files
      .filter(({ isUnread }) => isUnread)
      .map(({ file }) =>
        t('Keyrail could not read {0}: nobody knows what its variables do.', plainLine(file, 120)),
      ),
  ];
}

/** Properties that decide, with a value that is not known to be good; also those that are left out. */
function decisive(configuration: Values, good: Readonly<Record<string, Good>>): string[] {
  return Object.entries(good).flatMap(([property, isGood]) => {
    const value = configuration[property];
    if (isGood(value)) return [];
    return value === undefined ? [byDefault(property)] : [explained(property, value)];
  });
}

type Good = (value: unknown) => boolean;

/** Properties of which nobody has looked what they do with the environment. */
function unfamiliar(
  configuration: Values,
  known: { readonly good: object; readonly plain: ReadonlySet<string> } | undefined,
): string[] {
  return Object.entries(configuration).flatMap(([property, value]) => {
    if (value === undefined || ofEveryLaunch.has(property)) return [];
    if (known?.plain.has(property) || Object.hasOwn(known?.good ?? {}, property)) return [];
    if (Object.hasOwn(goodInEveryLaunch, property)) return [];
    // Of a debugger that nobody knows only what speaks for itself is worth a sentence of its own.
    const isTelling = property === 'debugServer' || isAbout(property) !== undefined;
    return known || (isTelling && value !== false) ? [explained(property, value)] : [];
  });
}

function isAbout(property: string): 'terminal' | 'log' | undefined {
  if (/terminal|console/i.test(property)) return 'terminal';
  return /trace|log|verbose|dump|record/i.test(property) ? 'log' : undefined;
}

function explained(property: string, value: unknown): string {
  const setting = plainLine(`"${property}": ${JSON.stringify(value)}`, 160);
  if (property === 'debugServer') {
    return t(
      'With {0} all of the launch, the secret too, goes to whatever listens there.',
      setting,
    );
  }
  switch (isAbout(property)) {
    case 'terminal':
      return inTerminal(setting);
    case 'log':
      return t('With {0} the debugger may write the secret into a log.', setting);
    case undefined:
      return t('Keyrail does not know what {0} does with the environment.', setting);
  }
}

function inTerminal(setting: string): string {
  return t(
    'With {0} the debugger may start the program in a terminal: the secret is then typed onto the screen and into the shell’s history, and VS Code may keep it on its disk.',
    setting,
  );
}

function byDefault(property: string): string {
  return t(
    'Without "{0}" this debugger starts the program in a terminal: the secret is then typed onto the screen and into the shell’s history, and VS Code may keep it on its disk. Set it in launch.json to keep the secret out of there.',
    property,
  );
}

function unknownDebugger(type: string): string {
  return t(
    'Keyrail does not know whether the debugger “{0}” shows or logs the environment of what it starts.',
    plainLine(type, 60),
  );
}

function unknownDebuggerRequest(request: unknown): string {
  return t(
    'Keyrail does not know what a debugger does with an environment where it starts nothing ({0}).',
    plainLine(String(request), 60),
  );
}

const reporting =
  /--?(?:report|trace-env|heap|diagnostic|build-snapshot|snapshot|abort-on|experimental-(?:default-)?config-file)[\w-]*/;
/** In any case of letters: on Windows all of them are one. */
const telltale = /^(?:DEBUGPY|PYDEVD|VSCODE_INSPECTOR|NODE_DEBUG|NODE_V8|SHELLOPTS$)/i;
/** By which a runtime writes all of its memory into a file when it ends badly. */
const dumping = /^(?:(?:DOTNET|COMPLUS)_DBG|GOTRACEBACK$)/i;
const ofJava = /^(?:_JAVA_OPTIONS|JDK_JAVA_OPTIONS|JAVA_TOOL_OPTIONS)$/i;
const javaWrites = /-XX:[^\s"']*(?:FlightRecord|HeapDump|OnError|OnOutOfMemory)[^\s"']*/;

/** What programs are told beside the launch's own properties, and then write down what they were given. */
function fromEnvironment(configuration: Values, files: readonly Files[]): string[] {
  const { env, runtimeArgs, program, args } = configuration;
  const variables = [...Object.entries(Object(env) as Values), ...files.flatMap(assignmentsIn)];
  const valuesOf = (name: RegExp) =>
    variables.filter(([variable]) => name.test(variable)).map(([, value]) => value);
  const options = [
    runtimeArgs,
    // Without a program they are the runtime's own.
    ...(program === undefined || program === '' ? [args] : []),
    // Also npm's, which passes them on.
    ...valuesOf(/(?:^|_)NODE_OPTIONS$/i),
  ].flat();
  const writes = (found: RegExpExecArray | null) =>
    found === null ? [] : [t('With {0} Node may write its environment into a file.', found[0])];
  return [
    ...variables
      .filter(([variable]) => telltale.test(variable))
      .map(([variable]) =>
        t('With {0} the debugger may write the secret into a log.', plainLine(variable, 60)),
      ),
    ...options.flatMap((option) => writes(reporting.exec(asNodeReads(option)))),
    ...[
      ...variables.filter(([variable]) => dumping.test(variable)).map(([variable]) => variable),
      ...valuesOf(ofJava).flatMap((value) => javaWrites.exec(String(value)) ?? []),
    ].map((what) =>
      t('With {0} the program may write its environment into a file.', plainLine(what, 60)),
    ),
  ];
}

/** Words of an option may be joined by either line, and a text of several may have quotes anywhere in it. */
function asNodeReads(option: unknown): string {
  return String(option)
    .replaceAll('_', '-')
    .replaceAll(/["'\\]/g, '');
}
