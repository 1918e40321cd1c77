import type { Places } from '../../lifecycle/model/ports.ts';

/** Places of programs; none is known without a recipe. */
export function createProgramPlaces(): Pick<Places, 'read' | 'replace'> {
  return {
    read: async () => undefined,
    replace: async () => ({ kind: 'refused', reason: 'no-recipe' }),
  };
}
