import { CancelledError } from '../../../../src/domain/errors.ts';
import type { Documents, Pages } from '../../../../src/commands/ports.ts';
import type { LifecycleFixture } from '../../lifecycle/lifecycleFixture.ts';
import { keyWindow, type KeyWindow } from './keyWindow.ts';
import type { ScriptedPerson } from './scriptedPerson.ts';

/** What is special about the documents of a window. */
interface Circumstances {
  /** The first open folder. */
  readonly folder?: string;
  /** Where the person saves the file; without it they dismiss the question. */
  readonly saves?: string;
}

/** A window with documents and what is kept for the person. */
export interface DocumentsWindow extends Omit<KeyWindow, 'ports'> {
  readonly ports: KeyWindow['ports'] & Documents & Pick<Pages, 'globalState'>;
  /** The names that were suggested, the texts that stood beside each other, the files that were shown. */
  readonly documents: readonly string[];
}

/** @param more what is special about the window, as `keyWindow` takes it */
export async function documentsWindow(
  fixture: LifecycleFixture,
  person: ScriptedPerson,
  { folder, saves }: Circumstances,
  more: Parameters<typeof keyWindow>[2] = {},
): Promise<DocumentsWindow> {
  const window = await keyWindow(fixture, person, more);
  const documents: string[] = [];
  const kept = new Map<string, unknown>();
  const ports = Object.assign(window.ports, {
    documents: {
      async sideBySide<T>(texts: { left: string; right: string }, ask: () => Promise<T>) {
        documents.push(`${texts.left} | ${texts.right}`);
        return ask();
      },
      folder: () => folder,
      async askFile(name: string) {
        documents.push(`suggested ${name}`);
        if (saves === undefined) throw new CancelledError();
        return saves;
      },
      open: async (file: string) => void documents.push(`open ${file}`),
    },
    globalState: {
      keys: () => [...kept.keys()],
      // `as`: a Memento gives back what it was given, unread.
      get: <T>(key: string, fallback?: T) => (kept.get(key) ?? fallback) as T,
      update: async (key: string, value: unknown) => void kept.set(key, value),
    },
  });
  return { ...window, ports, documents };
}
