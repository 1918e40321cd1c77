import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Folders that must run without an editor (docs/architecture.md), held by the linter. */
const plainRooms = [
  'domain',
  'wire',
  'client',
  'controlPlane',
  'lifecycle',
  'dotenv',
  'files',
  'programs',
];

export default tseslint.config(
  { ignores: ['dist/', 'out/', '.vscode-test/', 'node_modules/', 'test/fixtures/'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './webview/tsconfig.json', './test/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      // A method that is async only to satisfy a Promise-returning port is fine.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: plainRooms.map((room) => `src/${room}/**`),
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: [{ name: 'vscode', message: 'This room runs without an editor.' }] },
      ],
    },
  },
  {
    files: ['src/**'],
    // The two that ask modally, which shows no links; and the page-only extension, which has no names.
    ignores: ['src/editor/{notify,prompts}.ts', 'src/editor/env/openDocument.ts', 'src/web/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        ...['showInformationMessage', 'showWarningMessage', 'showErrorMessage'].map((property) => ({
          object: 'window',
          property,
          message: 'Say it through editor/notify: VS Code makes links of names that others choose.',
        })),
      ],
    },
  },
  {
    files: ['test/**', 'packaging/**'],
    rules: {
      'no-console': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      // mocha's describe/it return values that nobody awaits.
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [{ from: 'package', package: 'mocha', name: ['it', 'describe'] }],
        },
      ],
    },
  },
  { files: ['**/*.mjs', '**/*.cjs'], ...tseslint.configs.disableTypeChecked },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        fetch: 'readonly',
        Buffer: 'readonly',
        module: 'writable',
        require: 'readonly',
      },
    },
    rules: { 'no-console': 'off', '@typescript-eslint/no-require-imports': 'off' },
  },
);
