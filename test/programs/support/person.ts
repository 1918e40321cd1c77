import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createPrograms, type Programs } from '../../../src/programs/engine.ts';
import { builtInRecipes } from '../../../src/programs/builtIn/builtInRecipes.ts';
import type { AgreedProgram } from '../../../src/programs/identity.ts';
import type { ProgramOptions } from '../../../src/programs/options.ts';
import type { ProgramPlace } from '../../../src/programs/programPlace.ts';
import type { Recipe } from '../../../src/programs/recipe.ts';
import { personsEnvironment } from '../../support/personsEnvironment.ts';

/** A person with a home of their own, whose programs the engine runs. */
export interface Person {
  readonly home: string;
  readonly env: NodeJS.ProcessEnv;
  readonly programs: Programs;
  /** What they agreed to, by place. */
  readonly agreed: Map<string, AgreedProgram>;
  /** Looks at a place and agrees to what would be started there. */
  agree(place: ProgramPlace): Promise<void>;
  remove(): void;
}

/** What a person has beside a home. */
export type PersonOptions = Partial<
  Omit<ProgramOptions, 'agreed' | 'allAgreed' | 'folder' | 'environment' | 'recipes'>
> & {
  readonly env?: NodeJS.ProcessEnv;
  readonly own?: readonly Recipe[];
};

/** @returns a person whose home is a new folder: nothing of this machine's own person is read or changed */
export function createPerson({ env: more = {}, own = [], ...options }: PersonOptions = {}): Person {
  const home = mkdtempSync(path.join(tmpdir(), 'keyrail-programs-'));
  const folders = {
    runtime: path.join(home, 'run'),
    temporary: path.join(home, 'tmp'),
    cwd: path.join(home, 'cwd'),
  };
  for (const folder of Object.values(folders)) mkdirSync(folder, { mode: 0o700 });
  const env: NodeJS.ProcessEnv = {
    ...personsEnvironment(process.env),
    HOME: home,
    XDG_RUNTIME_DIR: folders.runtime,
    TMPDIR: folders.temporary,
    ...more,
  };
  for (const name of [
    'XDG_CONFIG_HOME',
    'XDG_DATA_HOME',
    'XDG_CACHE_HOME',
    'GH_TOKEN',
    'GITHUB_TOKEN',
  ]) {
    if (!(name in more)) Reflect.deleteProperty(env, name);
  }
  const agreed = new Map<string, AgreedProgram>();
  const recipes = [...builtInRecipes(), ...own];
  const programs = createPrograms({
    openFolders: () => [],
    ...options,
    recipes: () => recipes,
    agreed: (place) => agreed.get(JSON.stringify(place)),
    allAgreed: () => [...agreed.values()],
    folder: folders.cwd,
    environment: () => env,
  });
  return {
    home,
    env,
    programs,
    agreed,
    agree: async (place) => {
      const seen = await programs.look(place);
      if (seen.kind === 'failed') throw new Error(`Nothing to agree to: ${seen.trouble}`);
      agreed.set(JSON.stringify(place), { path: seen.path, identity: seen.identity });
    },
    remove: () => {
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
