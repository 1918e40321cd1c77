import type { Recipe } from '../recipe.ts';
import { githubRecipes } from './github.ts';
import { keepassRecipe, passRecipe, podmanRecipe, secretToolRecipe } from './vaults.ts';
import { wranglerRecipe } from './wrangler.ts';

/** The recipes that `test/programs` drives with the real programs, in the display language. */
export function builtInRecipes(): readonly Recipe[] {
  return [
    ...githubRecipes(),
    wranglerRecipe(),
    passRecipe(),
    secretToolRecipe(),
    keepassRecipe(),
    podmanRecipe(),
  ];
}
