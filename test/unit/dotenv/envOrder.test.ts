import assert from 'node:assert/strict';
import { passedBy, rivalsOf, winner, type InTool } from '../../../src/dotenv/envOrder.ts';
import { toolsIn, type FolderFacts } from '../../../src/dotenv/envTools.ts';

const folder = (texts: Readonly<Record<string, string>>, ...names: string[]): FolderFacts => ({
  names: [...Object.keys(texts), ...names],
  texts: new Map(Object.entries(texts)),
});
const npm = (dependencies: readonly string[], scripts: Readonly<Record<string, string>> = {}) => ({
  'package.json': JSON.stringify({
    dependencies: Object.fromEntries(dependencies.map((name) => [name, '1'])),
    scripts,
  }),
});
const named = (tools: readonly InTool[]) =>
  tools.map(({ tool, modes }) => [tool, ...modes].join(' ').trim());
/** Who reads the rival, and who the target, where both set the variable. */
const against = (facts: FolderFacts, target: string, rival: string) => {
  const [found] = rivalsOf(facts, target, [rival]);
  return found && { wins: named(found.winsFor), loses: named(found.losesFor) };
};

describe('which env file of a folder is read', () => {
  const files = ['.env', '.env.local', '.env.development', '.env.production.local'];
  const all = new Set(files);

  for (const [facts, tool, held, free] of [
    [folder(npm(['next', 'dotenv'])), 'Next.js', '.env.local', '.env.local'],
    [folder(npm(['react-scripts'])), 'Create React App', '.env.local', '.env.local'],
    [folder(npm(['vite'])), 'Vite', '.env.development', '.env.local'],
    [folder({}, 'vite.config.ts'), 'Vite', '.env.development', '.env.local'],
    [folder(npm(['astro'])), 'Vite', '.env.development', '.env.local'],
    [folder(npm(['@sveltejs/kit'])), 'Vite', '.env.development', '.env.local'],
    [folder(npm(['dotenv-flow'])), 'dotenv-flow', '.env.development', '.env.local'],
    [folder(npm(['nuxt'])), 'Nuxt', '.env', '.env'],
    [folder(npm(['dotenv'])), 'dotenv', '.env', '.env'],
    [
      folder({ 'requirements.txt': 'flask\npython-dotenv==1.0\n' }),
      'python-dotenv',
      '.env',
      '.env',
    ],
    [folder({ 'go.mod': 'require github.com/joho/godotenv v1' }), 'godotenv', '.env', '.env'],
    [folder({ Gemfile: "gem 'dotenv-rails'" }), 'dotenv for Ruby', '.env.local', '.env.local'],
    [folder({}, 'bun.lock'), 'Bun', '.env.local', '.env.local'],
    [
      folder({ 'compose.yaml': 'services:\n  web:\n    image: a\n' }),
      'Docker Compose',
      '.env',
      '.env',
    ],
    [folder(npm(['wrangler'])), 'Wrangler', '.env.local', '.env.local'],
    [
      folder(npm([], { dev: 'node --env-file=.env.development a.js' })),
      'npm run dev',
      '.env.development',
      '.env.development',
    ],
    [folder({}), undefined, '.env.local', '.env.local'],
  ] as const) {
    it(`of ${tool ?? 'a folder that tells nothing'}`, () => {
      assert.equal(toolsIn(facts)[0]?.name, tool);
      assert.equal(winner(facts, files, all), held);
      assert.equal(winner(facts, files, new Set()), free);
      assert.equal(winner(facts, [], new Set()), undefined);
    });
  }

  it('is the one that holds the variable, where a stronger one does not', () => {
    const next = folder(npm(['next']));
    assert.equal(winner(next, files, new Set(['.env'])), '.env');
    assert.equal(winner(next, files, new Set(['.env.production.local'])), '.env.local');
    assert.equal(winner(next, ['.env'], new Set()), '.env');
  });

  it('is .dev.vars alone for Wrangler where there is one', () => {
    const worker = folder(npm(['wrangler']), '.dev.vars');
    assert.equal(winner(worker, ['.dev.vars', '.env'], new Set()), '.dev.vars');
    assert.deepEqual(against(worker, '.env', '.dev.vars'), { wins: ['Wrangler'], loses: [] });
    assert.deepEqual(named(passedBy(worker, '.env')), ['Wrangler']);
  });

  it('is the .envrc where that exports the variable, for it stands in the environment', () => {
    const direnv = folder({ ...npm(['vite']), '.envrc': 'export KEY=1\n' });
    assert.equal(winner(direnv, ['.env', '.envrc'], new Set(['.env', '.envrc'])), '.envrc');
    assert.equal(winner(direnv, ['.env', '.envrc'], new Set(['.env'])), '.env');
    assert.deepEqual(against(direnv, '.env', '.envrc'), { wins: ['direnv'], loses: [] });
    assert.deepEqual(against(direnv, '.envrc', '.env'), { wins: [], loses: ['Vite'] });
    const alone = folder({ '.envrc': 'dotenv_if_exists .env.local\n' });
    assert.deepEqual(against(alone, '.env', '.env.local'), { wins: ['direnv', ''], loses: [] });
    assert.deepEqual(passedBy(alone, '.env'), []);
  });

  it('leaves out what is this machine’s own in tests, where the tool does', () => {
    const [bun, symfony] = [
      folder({}, 'bun.lock'),
      folder({ 'composer.json': '{"require":{"symfony/framework-bundle":"7"}}' }),
    ];
    const orderIn = (facts: FolderFacts, mode: string) => toolsIn(facts)[0]?.order(mode);
    assert.deepEqual(orderIn(bun, 'test'), ['.env.test.local', '.env.test', '.env']);
    assert.equal(orderIn(bun, 'production')?.[0], '.env.production.local');
    assert.deepEqual(orderIn(symfony, 'test'), ['.env.test.local', '.env.test', '.env']);
    assert.equal(winner(bun, files, all), '.env.local');
  });

  it('is that of the mode instead of the other for Laravel', () => {
    const laravel = folder({ 'composer.json': '{"require":{"laravel/framework":"12"}}' });
    assert.equal(winner(laravel, ['.env', '.env.testing'], new Set()), '.env');
    assert.deepEqual(passedBy(laravel, '.env.testing'), []);
    assert.deepEqual(named(passedBy(laravel, '.env.local')), ['Laravel']);
    assert.deepEqual(against(laravel, '.env', '.env.testing'), {
      wins: ['Laravel testing'],
      loses: [],
    });
  });

  it('is said by tool, and by mode where it is so in some only', () => {
    const next = folder(npm(['next']));
    const vite = folder(npm(['vite']));
    assert.deepEqual(against(next, '.env', '.env.local'), { wins: ['Next.js'], loses: [] });
    assert.deepEqual(against(next, '.env.local', '.env'), { wins: [], loses: ['Next.js'] });
    assert.deepEqual(against(next, '.env.local', '.env.development'), {
      wins: [],
      loses: ['Next.js development'],
    });
    assert.deepEqual(against(vite, '.env.local', '.env.development'), {
      wins: ['Vite development'],
      loses: [],
    });
    assert.deepEqual(against(next, '.env.local', '.env.production.local'), {
      wins: ['Next.js production'],
      loses: [],
    });
    assert.deepEqual(against(vite, '.env', '.env.staging.local'), {
      wins: ['Vite staging'],
      loses: [],
    });
    assert.deepEqual(against(folder({}), '.env', '.env.local'), { wins: [''], loses: [] });
  });

  it('differs between the tools of one folder', () => {
    const both = folder(npm(['next', 'dotenv']));
    assert.deepEqual(against(both, '.env.local', '.env'), { wins: ['dotenv'], loses: ['Next.js'] });
    const compose = folder({
      'docker-compose.yml': 'services:\n  a:\n    env_file:\n      - .env\n      - ./web.env\n',
    });
    assert.deepEqual(against(compose, '.env', 'web.env'), { wins: ['Docker Compose'], loses: [] });
    assert.deepEqual(
      against(
        folder({ 'compose.yml': 'services:\n  a:\n    env_file: web.env\n' }),
        'web.env',
        '.env',
      ),
      { wins: [], loses: ['Docker Compose'] },
    );
  });

  it('is none for the tools that read another one', () => {
    assert.deepEqual(named(passedBy(folder(npm(['dotenv'])), '.env.local')), ['dotenv']);
    assert.deepEqual(passedBy(folder(npm(['vite', 'dotenv'])), '.env.local'), []);
    assert.deepEqual(passedBy(folder(npm(['vite'])), '.env.staging'), []);
    assert.deepEqual(passedBy(folder({}), 'web.env'), []);
  });

  it('is that of a list of Compose in which lines are comments, and of its override', () => {
    const list = (text: string, name = 'compose.yaml') =>
      toolsIn(folder({ [name]: `services:\n  a:\n    env_file:\n${text}` }))
        .at(-1)
        ?.order('');
    const both = ['.env.b', '.env.a', '.env'];
    for (const text of [
      '      - .env.a\n      - .env.b\n',
      '      # - .env.c\n      - .env.a # first\n\n      - .env.b\n    image: x\n',
      '    - path: ./.env.a\n      required: false\n    - path: .env.b\r\n',
    ]) {
      assert.deepEqual(list(text), both, text);
    }
    assert.deepEqual(list('      - .env.a\n', 'docker-compose.override.yml'), ['.env.a', '.env']);
  });

  it('is that of programs that read one where none is named', () => {
    const script = (text: string) => toolsIn(folder(npm([], { dev: text })))[0]?.order('');
    for (const text of ['dotenv -- node a', 'npx dotenvx run -- a', 'env-cmd node a']) {
      assert.deepEqual(script(text), ['.env'], text);
    }
    assert.deepEqual(script('dotenv -c -- node a'), ['.env.local', '.env']);
    assert.deepEqual(script('dotenv -c development -- node a'), [
      ...['.env.development.local', '.env.local', '.env.development', '.env'],
    ]);
    assert.deepEqual(script('dotenv -c -e .env.a -- node a'), ['.env.a']);
    assert.equal(script('node dotenv.js'), undefined);
  });

  it('is the one that a script of direnv loads, in whatever words', () => {
    const order = (text: string) => toolsIn(folder({ '.envrc': text }))[0]?.order('');
    for (const text of [
      ...['dotenv .env.local', 'set -a; source .env.local; set +a', '. ./.env.local'],
      ...['source_env_if_exists .env.local', '[ -f .env.local ] && . ".env.local"'],
    ]) {
      assert.deepEqual(order(`${text}\n`), ['.envrc', '.env.local'], text);
    }
    assert.deepEqual(order('dotenv\n. ./lib.sh\n'), ['.envrc', '.env']);
  });

  it('takes the last file that a script names, and no half-written package.json', () => {
    const script = (text: string) => toolsIn(folder(npm([], { dev: text })))[0]?.order('');
    assert.deepEqual(script('node --env-file=.env --env-file-if-exists ./.env.local a.js'), [
      '.env.local',
      '.env',
    ]);
    assert.deepEqual(script('dotenv -e .env.dev -- node a'), ['.env.dev']);
    assert.deepEqual(script('env-cmd -f prod.env node a'), ['prod.env']);
    assert.deepEqual(script('node -r dotenv/config a dotenv_config_path=.env.x'), ['.env.x']);
    assert.equal(script('rm -f .env && vite'), undefined);
    assert.deepEqual(toolsIn(folder({ 'package.json': '{"scripts": {' })), []);
    assert.deepEqual(toolsIn(folder({ 'package.json': '{"scripts": ["a", 1]}' })), []);
    assert.deepEqual(toolsIn(folder({ 'package.json': 'null' })), []);
  });
});
