import assert from 'node:assert/strict';
import { exposuresOf } from '../../../src/editor/references/launchExposure.ts';

const launch = (type: string, more: object = {}, ...files: string[]) =>
  exposuresOf(
    { type, request: 'launch', name: 'x', program: 'app', env: { KEY: 'k' }, ...more },
    files.map((text) => ({ file: '.env', text, isUnread: text === 'unread' })),
  );

describe('what a launch does with its environment', () => {
  const good: readonly (readonly [string, object])[] = [
    ['node', {}],
    ['node', { console: 'internalConsole', trace: false, args: ['a'], skipFiles: [] }],
    // As js-debug hands it over, every property filled in.
    [
      'pwa-node',
      { trace: { stdio: false, logFile: null }, console: 'internalConsole', rootPath: '/app' },
    ],
    ['extensionHost', { args: ['--extensionDevelopmentPath=x'] }],
    ['debugpy', { console: 'internalConsole', justMyCode: true, module: 'app' }],
    ['python', { console: 'internalConsole', debugOptions: ['RedirectOutput'] }],
    ['go', { mode: 'debug', trace: 'error', showLog: false, dlvFlags: [] }],
    ['java', { console: 'internalConsole', mainClass: 'App' }],
    [
      'java',
      {
        console: 'internalConsole',
        vmArgs: '-Xmx2g -ea -Dspring.profiles.active=dev -XX:+ShowCodeDetailsInExceptionMessages',
      },
    ],
    ['node', { runtimeExecutable: 'npm', runtimeArgs: ['run', 'dev'] }],
    ['node', { runtimeExecutable: '/usr/local/bin/node' }],
    ['node', { args: ['--report-on-signal'] }],
    [
      'node',
      { serverReadyAction: { action: 'openExternally', uriFormat: 'http://localhost:%s/' } },
    ],
    ['go', { mode: 'test', backend: 'default' }],
    ['coreclr', {}],
    ['lldb', { terminal: 'console' }],
  ];
  for (const [type, more] of good) {
    it(`finds nothing wrong with ${type} and ${JSON.stringify(more)}`, () => {
      assert.deepEqual(launch(type, more), []);
    });
  }

  const bad: readonly (readonly [string, object, RegExp])[] = [
    ['node', { console: 'integratedTerminal' }, /"console": "integratedTerminal" .* terminal/],
    ['node', { console: 'externalTerminal' }, /terminal/],
    ['node', { console: 'terminal' }, /"console": "terminal" .* terminal/],
    ['node', { console: 'InternalConsole' }, /terminal/],
    ['node', { console: ['internalConsole'] }, /terminal/],
    ['node', { console: null }, /terminal/],
    ['node', { useTerminal: true }, /"useTerminal": true .* terminal/],
    ['node', { trace: true }, /"trace": true .* log/],
    ['node', { trace: 'verbose' }, /log/],
    ['pwa-node', { trace: { stdio: true, logFile: '/tmp/x.json' } }, /log/],
    ['pwa-node', { trace: { console: true } }, /log/],
    ['node', { logToFile: true }, /log/],
    ['node', { showLog: true }, /log/],
    ['node', { logging: { engineLogging: true } }, /log/],
    ['node', { somethingNew: 1 }, /does not know what "somethingNew": 1/],
    ['node', { debugServer: 4711 }, /goes to whatever listens/],
    ['node', { runtimeArgs: ['--report-on-signal'] }, /--report-on-signal Node may write/],
    [
      'node',
      { env: { NODE_OPTIONS: '--no-warnings --report-uncaught-exception' } },
      /Node may write/,
    ],
    ['node', { runtimeArgs: ['--trace_env'] }, /--trace-env Node may write/],
    [
      'node',
      { runtimeArgs: ['--abort_on_uncaught_exception'] },
      /--abort-on-uncaught-exception Node/,
    ],
    ['node', { runtimeArgs: '--experimental-default-config-file' }, /Node may write/],
    ['node', { env: { NODE_OPTIONS: '--re"port-on-signal"' } }, /--report-on-signal Node may/],
    ['node', { env: { npm_config_node_options: '--report-on-signal' } }, /Node may write/],
    ['node', { program: undefined, args: ['--report-on-signal', 'x.js'] }, /Node may write/],
    ['node', { runtimeExecutable: '/folder/tools/node' }, /does not know what "runtimeExecutable"/],
    ['node', { runtimeExecutable: 'strace' }, /does not know what "runtimeExecutable": "strace"/],
    ['node', { runtimeExecutable: ['node'] }, /does not know/],
    ['pwa-node', { runtimeExecutable: '../usr/bin/node' }, /does not know/],
    [
      'node',
      { serverReadyAction: { pattern: 'key=(\\S+)', uriFormat: 'https://evil.test/%s' } },
      /does not know what "serverReadyAction"/,
    ],
    [
      'node',
      { serverReadyAction: { uriFormat: 'http://localhost.evil.test/%s' } },
      /does not know what "serverReadyAction"/,
    ],
    [
      'dart',
      { serverReadyAction: { uriFormat: 'http://localhost@evil.test/%s' } },
      /does not know what "serverReadyAction"/,
    ],
    ['node', { env: { SHELLOPTS: 'xtrace' } }, /SHELLOPTS/],
    [
      'java',
      { console: 'internalConsole', vmArgs: '-Xmx1g -XX:StartFlightRecording=filename=x.jfr' },
      /does not know what "vmArgs"/,
    ],
    [
      'java',
      { console: 'internalConsole', vmArgs: ['-XX:+HeapDumpOnOutOfMemoryError'] },
      /does not know what "vmArgs"/,
    ],
    ['java', { console: 'internalConsole', vmArgs: { a: 1 } }, /does not know what "vmArgs"/],
    [
      'java',
      {
        console: 'internalConsole',
        env: { JDK_JAVA_OPTIONS: '-ea -XX:+FlightRecorder -XX:StartFlightRecording' },
      },
      /With -XX:\+FlightRecorder the program may write its environment into a file/,
    ],
    ['go', { backend: 'rr' }, /does not know what "backend": "rr"/],
    ['go', { mode: 'replay' }, /does not know what "mode": "replay"/],
    ['go', { env: { GOTRACEBACK: 'crash' } }, /GOTRACEBACK the program may write/],
    ['coreclr', { env: { DOTNET_DbgEnableMiniDump: '1' } }, /DOTNET_DbgEnableMiniDump the program/],
    ['node-terminal', { command: 'npm start' }, /terminal/],
    ['debugpy', {}, /Without "console" .* terminal/],
    ['debugpy', { console: 'integratedTerminal' }, /terminal/],
    ['debugpy', { console: 'internalConsole', logToFile: true }, /"logToFile": true .* log/],
    ['debugpy', { console: 'internalConsole', sudo: true }, /does not know what "sudo"/],
    ['debugpy', { console: 'internalConsole', debugOptions: ['Sudo'] }, /does not know/],
    [
      'debugpy',
      { console: 'internalConsole', env: { DEBUGPY_LOG_DIR: '/tmp' } },
      /DEBUGPY_LOG_DIR/,
    ],
    ['go', { console: 'integratedTerminal' }, /terminal/],
    ['go', { trace: 'verbose' }, /log/],
    ['go', { showLog: true, logOutput: 'dap' }, /log/],
    ['go', { dlvFlags: ['--log'] }, /does not know what "dlvFlags"/],
    ['java', {}, /Without "console"/],
    ['lldb', {}, /Without "terminal"/],
    ['coreclr', { logging: { engineLogging: true } }, /log/],
    ['dart', {}, /debugger “dart”/],
    ['rdbg', { useTerminal: true }, /"useTerminal": true .* terminal/],
    ['constructor', {}, /debugger “constructor”/],
    ['__proto__', {}, /debugger “__proto__”/],
  ];
  for (const [type, more, expected] of bad) {
    it(`explains ${type} with ${JSON.stringify(more)}`, () => {
      assert.match(launch(type, more).join('\n'), expected);
    });
  }

  it('looks into the files of variables, too, and does not mind how the names are written', () => {
    const debugpy = { console: 'internalConsole' };
    assert.match(launch('debugpy', debugpy, 'A=1\nDEBUGPY_LOG_DIR=logs').join(), /DEBUGPY_LOG_DIR/);
    assert.match(launch('debugpy', debugpy, 'export PYDEVD_DEBUG: 1').join(), /PYDEVD_DEBUG/);
    const options = 'NODE_OPTIONS="--no-warnings --report-on-signal"\r\n';
    assert.match(launch('node', {}, 'A=1\n', options).join(), /--report-on-signal Node may write/);
    assert.match(launch('node', { env: { node_options: '--heap-prof' } }).join(), /Node may write/);
    assert.match(
      launch('debugpy', { ...debugpy, env: { debugpy_log_dir: '.' } }).join(),
      /log_dir/,
    );
    assert.deepEqual(launch('node', {}, '# NODE_OPTIONS=--report\nA="--report"\n'), []);
  });

  it('explains a file of variables that could not be read', () => {
    assert.match(launch('node', {}, 'unread').join(), /could not read \.env: nobody knows/);
  });

  it('explains what starts nothing, and no type at all', () => {
    assert.match(
      exposuresOf({ type: 'node', request: 'attach' }, []).join(),
      /starts nothing \(attach\)/,
    );
    assert.equal(exposuresOf({ type: 7 }, []).length, 2);
  });

  it('says each on one line, however long or odd the value', () => {
    for (const sentence of launch('node', { trace: `\n${'x'.repeat(9000)}\u202e` })) {
      assert.doesNotMatch(sentence, /\n|\u202e/);
      assert.ok(sentence.length < 400);
    }
  });
});
