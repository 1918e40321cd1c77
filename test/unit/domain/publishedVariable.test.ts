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
      ['Next_Public_Key', 'Next.js'],
      ['WXT_KEY', 'WXT'],
      ['MIX_KEY', 'Laravel Mix'],
      ['NUXT_ENV_KEY', 'Nuxt 2'],
      ['PREACT_APP_KEY', 'Preact CLI'],
      ['ELM_APP_KEY', 'Create Elm App'],
      ['POI_APP_KEY', 'Poi'],
      ['FARM_KEY', 'Farm'],
      ['MODERN_KEY', 'Modern.js'],
      ['ICE_KEY', 'ice.js'],
      ['GRIDSOME_KEY', 'Gridsome'],
      ['SANITY_STUDIO_KEY', 'Sanity Studio'],
      ['STRAPI_ADMIN_KEY', 'Strapi'],
      ['RENDERER_VITE_KEY', 'electron-vite'],
      ['ELECTRON_WEBPACK_APP_KEY', 'electron-webpack'],
      ['INFERNO_APP_KEY', 'Create Inferno App'],
      ['FES_APP_KEY', 'Fes.js'],
      ['REMAX_APP_KEY', 'Remax'],
      ['QCLI_KEY', 'Quasar CLI'],
      ['MEDUSA_ADMIN_KEY', 'Medusa'],
      ['WMR_KEY', 'WMR'],
      ['NX_KEY', 'Nx'],
    ] as const;
    for (const [variable, tool] of published) assert.equal(publisherOf(variable)?.tool, tool);
  });

  it('is known by saying so, of tools that are in no list', () => {
    for (const tool of ['PLASMO', 'SNOWPACK', 'WAKU', 'FRESH', 'EXTENSION', 'ZE', 'ANYTHING2']) {
      const publisher = publisherOf(`${tool}_PUBLIC_KEY`);
      assert.deepEqual(publisher, { prefix: `${tool}_PUBLIC_`, tool: undefined });
    }
    assert.equal(publisherOf('plasmo_public_key')?.prefix, 'PLASMO_PUBLIC_');
  });

  it('is none that only holds such a word', () => {
    for (const variable of [
      'GOVRAIL_API_KEY',
      'MY_VITE_KEY',
      'INVITE_CODE',
      'PUBLICATION',
      'VITE',
      'MIXED_KEY',
      'OFFICE_KEY',
      'MY_OWN_PUBLIC_KEY',
      'NOT_PUBLIC',
    ]) {
      assert.equal(publisherOf(variable), undefined, variable);
    }
  });
});
