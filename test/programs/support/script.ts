import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Recipe } from '../../../src/programs/recipe.ts';

/** Writes a program of a test's own, which Node runs, and answers with its path. */
export function writeScript(file: string, text: string): string {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `#!${process.execPath}\n${text}\n`);
  chmodSync(file, 0o755);
  return file;
}

/** A person's own recipe for such a program; its first argument says what it is to do. */
export function recipeFor(program: string, more: Partial<Recipe> = {}): Recipe {
  return {
    id: 'own:mine',
    title: 'Mine',
    program,
    questions: [{ name: 'name', title: 'Name' }],
    put: { args: ['put', '{name}'] },
    get: { args: ['get', '{name}'] },
    ...more,
  };
}

export const ownPlace = { recipe: 'own:mine', answers: { name: 'key' } };
