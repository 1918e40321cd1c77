import { window, type LogOutputChannel } from 'vscode';
import type { Disposable } from './disposables.ts';
import { redact } from '../domain/secrets/redact.ts';

/** The one log channel. Every line is redacted before VS Code sees it. */
export interface Log extends Disposable {
  info(line: string): void;
  warn(line: string): void;
  /** Logs name, message and stack of what was thrown, each redacted; never its other fields. */
  error(line: string, cause?: unknown): void;
  show(): void;
}

/** Makes the channel at the first line, so that activation does not pay for it. */
export function createLog(): Log {
  let channel: LogOutputChannel | undefined;
  const open = () => (channel ??= window.createOutputChannel('Keyrail', { log: true }));
  return {
    info(line) {
      open().info(redact(line));
    },
    warn(line) {
      open().warn(redact(line));
    },
    error(line, cause) {
      open().error(redact(cause === undefined ? line : `${line}\n${describe(cause)}`));
    },
    show() {
      open().show();
    },
    dispose() {
      channel?.dispose();
    },
  };
}

function describe(cause: unknown): string {
  if (cause instanceof Error) return cause.stack ?? `${cause.name}: ${cause.message}`;
  return `A value of type ${typeof cause} was thrown.`;
}
