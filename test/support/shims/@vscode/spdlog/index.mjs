// VS Code's log files are written by a native module. The lean VS Code is installed without a
// compiler, and without this file it would write no logs: output channels would stay empty.
import { appendFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';

const levels = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];

export function setFlushOn() {
  // Every line is written at once.
}

export const createRotatingLogger = async (name, file) => createLogger(file);
export const createAsyncRotatingLogger = async (name, file) => createLogger(file);

function createLogger(file) {
  mkdirSync(path.dirname(file), { recursive: true });
  let least = 0;
  let plain = false;
  const at = (level) => (message) => {
    if (level < least) return;
    appendFileSync(file, plain ? message : `${stamp()} [${levels[level]}] ${message}\n`);
  };
  return {
    trace: at(0),
    debug: at(1),
    info: at(2),
    warn: at(3),
    error: at(4),
    critical: at(5),
    getLevel: () => least,
    setLevel: (level) => (least = level),
    clearFormatters: () => (plain = true),
    setPattern: () => (plain = false),
    flush: () => undefined,
    drop: () => undefined,
  };
}

/** Local time as `2026-01-31 09:08:07.123`, as the native module writes it. */
function stamp() {
  const now = new Date();
  const local = new Date(now.getTime() - now.getTimezoneOffset() * 60_000);
  return local.toISOString().replace('T', ' ').slice(0, -1);
}
