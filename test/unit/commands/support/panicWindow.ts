import type { KeyTerminals, Pages } from '../../../../src/commands/ports.ts';
import type { NotListed, Surveys } from '../../../../src/commands/panic/survey.ts';
import type { Terminals, TerminalUse } from '../../../../src/editor/placements/terminals.ts';
import type { LifecycleFixture } from '../../lifecycle/lifecycleFixture.ts';
import { keyWindow, type KeyWindow } from './keyWindow.ts';
import type { ScriptedPerson } from './scriptedPerson.ts';

/** What is special about the window of a panic. */
interface Circumstances {
  readonly notListed?: readonly NotListed[];
  /** Terminals of this window that have a key. */
  readonly uses?: readonly TerminalUse[];
  /** Names of terminals that borrowed a key, by key. */
  readonly loans?: ReadonlyMap<string, string>;
}

/** A window in which everything that may hold a key can be surveyed. */
export interface PanicWindow extends Omit<KeyWindow, 'ports'> {
  readonly ports: KeyWindow['ports'] & Surveys & KeyTerminals & Pick<Pages, 'reports'>;
  /** The Markdown of the reports that were shown. */
  readonly reports: readonly string[];
}

/** @param more what is special about the window, as `keyWindow` takes it */
export async function panicWindow(
  fixture: LifecycleFixture,
  person: ScriptedPerson,
  { notListed = [], uses = [], loans = new Map() }: Circumstances,
  more: Parameters<typeof keyWindow>[2] = {},
): Promise<PanicWindow> {
  const window = await keyWindow(fixture, person, more);
  const reports: string[] = [];
  const done = window.done as string[];
  const terminals: Terminals = {
    use: () => undefined,
    renew: () => false,
    stop: () => undefined,
    close: () => undefined,
    leftBy: () => [],
    valueOf: () => undefined,
    list: () => uses,
    dispose: () => undefined,
  };
  const ports = Object.assign(window.ports, {
    async survey() {
      const { context } = await window.ports.keyList.here();
      const rows = window.ports.keyList.snapshot.keys;
      const alive = rows.filter(({ status: { kind } }) => kind !== 'revoked' && kind !== 'expired');
      return { listed: alive.length === 0 ? [] : [{ context, rows: alive }], notListed };
    },
    terminals,
    channel: () => Promise.reject(new Error('No terminal is opened here.')),
    loans: async () => ({
      open: () => Promise.reject(new Error('No terminal is opened here.')),
      terminalOf: (keyId: string) => loans.get(keyId),
      closeTerminal: (keyId: string) => void done.push(`close the terminal of ${keyId}`),
      endAll: async () => undefined,
      dispose: () => undefined,
    }),
    reports: {
      show: async (_name: string, markdown: string) => void reports.push(markdown),
      showFile: async () => undefined,
      dispose: () => undefined,
    },
  });
  return { ...window, ports, reports };
}
