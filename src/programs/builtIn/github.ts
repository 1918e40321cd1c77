import { t } from '@vscode/l10n';
import { knownPrograms, type KnownProgramId } from '../../domain/keys/programPlaceText.ts';
import type { Recipe } from '../recipe.ts';

/** Where GitHub keeps secrets, and what `gh` and its API call that. */
interface Kind {
  readonly id: KnownProgramId;
  readonly flags: readonly string[];
  readonly list: string;
  readonly asksEnvironment?: boolean;
}

/** Secrets of a repository on GitHub, by `gh`; they cannot be read back, but GitHub says when each was changed. */
export function githubRecipes(): readonly Recipe[] {
  const kinds: readonly Kind[] = [
    { id: 'gh-actions', flags: [], list: 'actions/secrets' },
    {
      id: 'gh-environment',
      flags: ['--env', '{environment}'],
      list: 'environments/{environment:url}/secrets',
      asksEnvironment: true,
    },
    {
      id: 'gh-dependabot',
      flags: ['--app', 'dependabot'],
      list: 'dependabot/secrets',
    },
    {
      id: 'gh-codespaces',
      flags: ['--app', 'codespaces'],
      list: 'codespaces/secrets',
    },
  ];
  return kinds.map(recipeOf);
}

function recipeOf({ id, flags, list, asksEnvironment }: Kind): Recipe {
  const target = ['--repo', '{host}/{repository}', ...flags];
  return {
    id,
    title: knownPrograms[id].title,
    program: 'gh',
    environment: {
      // `gh api --hostname` refuses a port.
      GH_HOST: '{host}',
      GH_PROMPT_DISABLED: '1',
      GH_NO_UPDATE_NOTIFIER: '1',
      // What a person sets to look into `gh` would be in what it says.
      GH_DEBUG: '',
      GH_FORCE_TTY: '',
    },
    signedIn: { args: ['auth', 'status'] },
    questions: [
      {
        name: 'repository',
        title: t('Repository (owner/name)'),
        pattern: String.raw`[\w.-]+/[\w.-]+`,
        ignoresCase: true,
      },
      ...(asksEnvironment === true ? [{ name: 'environment', title: t('Environment') }] : []),
      // GitHub makes capitals of others.
      { name: 'name', title: t('Name of the secret'), pattern: '(?!GITHUB_)[A-Z_][A-Z0-9_]*' },
      {
        name: 'host',
        title: t('GitHub host'),
        pattern: String.raw`[A-Za-z0-9][A-Za-z0-9.-]*(?::\d{1,5})?`,
        default: 'github.com',
        ignoresCase: true,
      },
    ],
    put: { args: ['secret', 'set', '{name}', ...target] },
    seen: {
      // The list: for one secret GitHub answers the same whether it or the repository is out of reach.
      args: ['api', `repos/{repository}/${list}?per_page=100`],
      read: { list: 'secrets', where: { field: 'name', is: '{name}' }, at: 'updated_at' },
    },
    remove: { args: ['secret', 'delete', '{name}', ...target] },
    says: {
      'signed-out': 'gh auth login|HTTP 401|Bad credentials|not logged in',
      offline: 'check your internet connection',
    },
  };
}
