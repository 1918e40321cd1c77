import assert from 'node:assert/strict';
import { publisherOf } from '../../../src/domain/secrets/publishedVariable.ts';

describe('a variable that a build tool publishes', () => {
  it('is known by its prefix, however it is written', () => {
    const published = [
      ['NEXT_PUBLIC_GOVRAIL_API_KEY', 'Next.js'],
      ['NUXT_PUBLIC_KEY', 'Nuxt'],
      ['EXPO_PUBLIC_KEY', 'Expo'],
      ['REACT_APP_KEY', 'Create React App'],
      ['VITE_KEY', 'Vite'],
      ['PUBLIC_KEY', 'SvelteKit, Astro or Rsbuild'],
      ['GATSBY_KEY', 'Gatsby'],
      ['VUE_APP_KEY', 'Vue CLI'],
      ['vite_key', 'Vite'],
    ] as const;
    for (const [variable, tool] of published) assert.equal(publisherOf(variable)?.tool, tool);
  });

  it('is none that only holds such a word', () => {
    for (const variable of [
      'GOVRAIL_API_KEY',
      'MY_VITE_KEY',
      'INVITE_CODE',
      'PUBLICATION',
      'VITE',
    ]) {
      assert.equal(publisherOf(variable), undefined, variable);
    }
  });
});
