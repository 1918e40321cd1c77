import { existsSync, statSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { launchBrowser, workbenchOrigin } from './browser.ts';
import { startCodeServer } from './codeServer.ts';
import type { LeanCode } from './leanCode.mjs';
import { temporaryFolder } from './owned.ts';
import { downloads } from './root.mjs';
import { workbenchUrl } from './workbenchUrl.ts';

/** Which VS Code, and the browser that has loaded it. */
export interface Loaded {
  readonly code: LeanCode;
  readonly chromium: string;
}

/** VS Code's scripts as they came, and as V8 has compiled them; nothing of a person. */
const parts = ['Cache', 'Code Cache'].map((name) => path.join('Default', name));

/** Whether something in a browser's profile belongs to what is kept here. */
export const isOfCache = (profile: string, file: string) =>
  parts.some((part) => file.startsWith(path.join(profile, part)));

/** Another browser would not take what this one compiled. */
function placeOf({ code, chromium }: Loaded): string {
  const { size, mtimeMs } = statSync(chromium);
  return path.join(downloads, `compiled-${code.vscode}-${size}-${Math.round(mtimeMs)}`);
}

/**
 * Loads VS Code until the browser keeps it compiled, once on this machine. Nobody needs to wait for it: who
 * comes earlier loads VS Code as everybody does the first time.
 */
export async function ensureWarmCache(loaded: Loaded): Promise<void> {
  const place = placeOf(loaded);
  if (existsSync(place)) return;
  const machine = await temporaryFolder('warm');
  const aside = await mkdtemp(path.join(downloads, '.compiling-'));
  try {
    const profile = await loadTwice(loaded, machine.path);
    for (const part of parts)
      await cp(path.join(profile, part), path.join(aside, part), { recursive: true });
    await rename(aside, place).catch((error: unknown) => {
      // Another run was faster; what it made is as good.
      if (!existsSync(place)) throw error;
    });
  } finally {
    await rm(aside, { recursive: true, force: true });
    machine.dispose();
  }
}

/** What was loaded once is kept, what was loaded twice is kept compiled. */
async function loadTwice({ code, chromium }: Loaded, machine: string): Promise<string> {
  const profile = path.join(machine, 'profile');
  const folder = path.join(machine, 'folder');
  await mkdir(folder);
  const server = await startCodeServer({ code, data: path.join(machine, 'server'), listen: 0 });
  const browser = await launchBrowser({
    chromium,
    profile,
    keepsSecrets: true,
    server: server.url,
  });
  try {
    for (let load = 0; load < 2; load += 1) {
      const page = await browser.newPage();
      await page.goto(workbenchUrl(workbenchOrigin, folder));
      await page.locator('.monaco-workbench .statusbar-item:visible').first().waitFor();
      await page.close();
    }
  } finally {
    await browser.close();
    await server.dispose();
  }
  return profile;
}

/** Puts it into a profile, where it was made by now. */
export async function takeWarmCache(loaded: Loaded, profile: string): Promise<void> {
  const place = placeOf(loaded);
  if (!existsSync(place)) return;
  for (const part of parts)
    await cp(path.join(place, part), path.join(profile, part), { recursive: true });
}
