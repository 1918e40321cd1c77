/** A debugger of which it is known what it does with the environment of what it starts. */
interface KnownDebugger {
  /** Properties that decide it, with the values that keep the environment out of sight. */
  readonly good: Readonly<Record<string, (value: unknown) => boolean>>;
  /** Properties that have nothing to do with it. */
  readonly plain: ReadonlySet<string>;
}

const words = (text: string) => new Set(text.split(/\s+/).filter((word) => word !== ''));

const oneOf =
  (...values: readonly unknown[]) =>
  (value: unknown) =>
    values.some((each) => each === value);
const off = oneOf(undefined, false);
const none = (value: unknown) =>
  value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
const ownConsole = oneOf(undefined, 'internalConsole');

/** Each word of a command line is known to write nothing down, as a list or as a text. */
const everyWord = (isGood: RegExp) => (value: unknown) =>
  none(value) ||
  [value]
    .flat()
    .flatMap((each) => (typeof each === 'string' ? each.trim().split(/\s+/) : ['?']))
    .every((word) => isGood.test(word));

/** By its name alone or where systems have it: any other path may be a wrapper that says what it was given. */
const usualRuntime = (value: unknown) =>
  value === undefined ||
  (typeof value === 'string' &&
    /^(?:\/(?:usr\/(?:local\/)?|opt\/homebrew\/)?bin\/)?(?:node|nodejs|npm|npx|pnpm|yarn|bun|bunx|deno|tsx|ts-node|nodemon|electron)(?:\.cmd|\.exe)?$/.test(
      value,
    ));

/** What the browser is opened at once the program has said where it listens: this machine, and no page of others. */
function opensOwnPage(action: unknown): boolean {
  if (action === undefined) return true;
  const { uriFormat, ...rest } = Object(action) as Record<string, unknown>;
  const isLocal =
    uriFormat === undefined ||
    (typeof uriFormat === 'string' &&
      /^(?:%s|https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\]|0\.0\.0\.0)(?:[:/].*)?)$/s.test(
        uriFormat,
      ));
  // Another launch that it starts is looked at by itself.
  return (
    isLocal &&
    Object.keys(rest).every((name) =>
      /^(?:action|pattern|killOnServerStop|webRoot|name)$/.test(name),
    )
  );
}

/** VS Code's own, of launches of every debugger. */
export const ofEveryLaunch = words(`
  type request name presentation preLaunchTask postDebugTask internalConsoleOptions
  noDebug suppressMultipleSessionWarning env envFile cwd args program
  __configurationTarget __sessionId`);

/** Of those the ones that decide, with their good values. */
export const goodInEveryLaunch = { serverReadyAction: opensOwnPage } as const;

/** Debuggers that have no other place for a program than a terminal. */
export const terminalDebuggers: ReadonlySet<string> = new Set(['node-terminal']);

/** js-debug's: it fills in `trace` as an object, in which no `logFile` means that none is written. */
function isUntraced(trace: unknown): boolean {
  if (typeof trace !== 'object' || trace === null) return !trace;
  const { stdio, logFile, ...rest } = trace as Record<string, unknown>;
  return !stdio && !logFile && Object.keys(rest).length === 0;
}

const ofJavaScript = `
  autoAttachChildProcesses cascadeTerminateToConfigurations customDescriptionGenerator
  customPropertiesGenerator enableContentValidation enableDWARF localRoot nodeVersionHint outFiles
  outputCapture pauseForSourceMap remoteRoot resolveSourceMapLocations rootPath
  runtimeSourcemapPausePatterns showAsyncStacks skipFiles smartStep sourceMapPathOverrides
  sourceMapRenames sourceMaps timeout timeouts
  __workspaceFolder __workspaceCachePath __remoteFilePrefix __breakOnConditionalError`;
const node: KnownDebugger = {
  good: { console: ownConsole, trace: isUntraced, runtimeExecutable: usualRuntime },
  plain: words(`${ofJavaScript}
    attachSimplePort experimentalNetworking killBehavior profileStartup restart runtimeArgs
    runtimeVersion stopOnEntry`),
};
const extensionHost: KnownDebugger = {
  good: { trace: isUntraced },
  plain: words(`${ofJavaScript}
    runtimeExecutable debugWebWorkerHost debugWebviews rendererDebugOptions testConfiguration testConfigurationLabel`),
};

const quietOptions = words(`
  RedirectOutput DebugStdLib StopOnEntry ShowReturnValue Django Jinja Flask Pyramid Multiprocess
  SubProcess FixFilePathCase WindowsClient UnixClient`);
const debugpy: KnownDebugger = {
  good: {
    console: oneOf('internalConsole'),
    logToFile: off,
    sudo: off,
    debugOptions: (value) =>
      value === undefined ||
      (Array.isArray(value) && value.every((each) => quietOptions.has(String(each)))),
  },
  plain: words(`
    autoReload autoStartBrowser clientOS debugAdapterPython debugLauncherPython django flask gevent
    guiEventLoop jinja justMyCode module pathMappings purpose pyramid python pythonArgs pythonPath
    redirectOutput rules showReturnValue stopOnEntry subProcess variablePresentation
    workspaceFolder`),
};

const go: KnownDebugger = {
  good: {
    console: ownConsole,
    trace: oneOf(undefined, 'error'),
    showLog: off,
    logOutput: none,
    logDest: none,
    dlvFlags: none,
    asRoot: off,
    debugAdapter: oneOf(undefined, 'dlv-dap'),
    // Another one records all that the program was given.
    backend: oneOf(undefined, 'default', 'native', 'lldb'),
    mode: oneOf(undefined, 'auto', 'debug', 'test', 'exec'),
  },
  plain: words(`
    apiVersion buildFlags dlvLoadConfig dlvToolPath followPointers hideSystemGoroutines
    output packagePathToGoModPathMap showGlobalVariables showPprofLabels showRegisters
    stackTraceDepth stopOnEntry substitutePath`),
};

const java: KnownDebugger = {
  good: {
    console: oneOf('internalConsole'),
    // A flight recording has the environment in it, and so has a dump.
    vmArgs: everyWord(
      /^-(?:X(?:m[nsx]|ss)\w+|D[\w.-]+(?:=.*)?|ea|esa|enableassertions|server|-enable-preview|-add-(?:opens|exports|modules|reads)(?:=.+)?|XX:\+(?:Use\w+GC|ShowCodeDetailsInExceptionMessages))$/,
    ),
  },
  plain: words(`
    classPaths encoding javaExec mainClass modulePaths projectName shortenCommandLine sourcePaths
    stepFilters stopOnEntry`),
};

const dotnet: KnownDebugger = {
  good: { console: ownConsole, logging: oneOf(undefined), externalConsole: off },
  plain: words(`
    enableStepFiltering justMyCode launchSettingsFilePath launchSettingsProfile requireExactSource
    sourceFileMap stopAtEntry`),
};

const lldb: KnownDebugger = {
  good: { terminal: oneOf('console') },
  plain: words('cargo expressions relativePathBase sourceLanguages sourceMap stopOnEntry'),
};

/** By the `type` of a launch, as it is once the debugger's extension has filled in what was left out. */
export const debuggers: Readonly<Record<string, KnownDebugger>> = Object.assign(
  // A folder names the type: nothing of what every object has may answer to it.
  Object.create(null) as object,
  {
    node,
    'pwa-node': node,
    extensionHost,
    'pwa-extensionHost': extensionHost,
    debugpy,
    python: debugpy,
    go,
    java,
    coreclr: dotnet,
    lldb,
  },
);
