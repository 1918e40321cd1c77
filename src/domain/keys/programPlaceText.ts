import { t } from '@vscode/l10n';

interface KnownProgram {
  readonly title: string;
  /** What is answered to its questions where nothing else is. */
  readonly usual?: Readonly<Record<string, string>>;
}

/** What programs that keep secrets are called, by the ids of their recipes. */
const known = {
  'gh-actions': { title: t('GitHub Actions'), usual: { host: 'github.com' } },
  'gh-environment': {
    title: t('GitHub Actions, one environment'),
    usual: { host: 'github.com' },
  },
  'gh-dependabot': { title: t('GitHub Dependabot'), usual: { host: 'github.com' } },
  'gh-codespaces': { title: t('GitHub Codespaces'), usual: { host: 'github.com' } },
  wrangler: { title: t('Cloudflare Worker') },
  pass: { title: t('pass (password store)') },
  'secret-tool': { title: t('Keyring of the desktop'), usual: { service: 'keyrail' } },
  keepassxc: { title: t('KeePassXC database with a key file') },
  podman: { title: t('Podman secret') },
} as const satisfies Record<string, KnownProgram>;

export type KnownProgramId = keyof typeof known;

export const knownPrograms: Readonly<Record<KnownProgramId, KnownProgram>> = known;

/**
 * `GitHub Actions: octo/app, GOVRAIL_API_KEY`: the program, and what was answered to its questions but for what is
 * usual. A program of the person's own has the name that it has in their settings.
 */
export function programPlaceText({
  recipe,
  answers,
}: {
  readonly recipe: string;
  readonly answers: Readonly<Record<string, string>>;
}): string {
  const program = isKnown(recipe) ? knownPrograms[recipe] : undefined;
  const given = Object.entries(answers)
    .filter(([name, answer]) => answer !== '' && answer !== program?.usual?.[name])
    .map(([, answer]) => answer);
  const title = program?.title ?? recipe.replace(/^own:/, '');
  return [title, given.join(', ')].filter((part) => part !== '').join(': ');
}

function isKnown(recipe: string): recipe is KnownProgramId {
  return Object.hasOwn(knownPrograms, recipe);
}
