import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Session } from './support/session.ts';
import { eventually } from './support/eventually.ts';

/** One thing a person does, with a picture at its end. */
export interface JourneyStep {
  readonly name: string;
  /** Resolves with what is worth telling, e.g. a run id. */
  run(session: Session): Promise<string | undefined>;
}

const keyName = 'first run';

const sampleProgram = async (session: Session): Promise<{ code: number; output: string }> => {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, ['app.mjs'], {
      cwd: session.folder,
      env: {},
    });
    return { code: 0, output: stdout.trim() };
  } catch (error) {
    // `execFile` rejects with the exit code and what the program printed.
    const { code, stderr } = error as { code: number; stderr: string };
    return { code, output: stderr.trim() };
  }
};

/** From an empty profile to a key that works in an application, and to its end. */
export const mainJob: readonly JourneyStep[] = [
  {
    name: 'meets an empty profile',
    async run({ window }) {
      await window.activityBar.open('Keyrail');
      const { buttons } = await welcomeWith(window, /An API key, in your \.env/);
      assert.deepEqual(buttons, ['Connect to a Server…', 'Try It Here, No Account']);
      return undefined;
    },
  },
  {
    name: 'sets up the local control plane',
    async run({ window }) {
      await window.view('API Keys').clickWelcome('Set Up Local Control Plane');
      await welcomeWith(window, /has no baseline yet/);
      return undefined;
    },
  },
  {
    name: 'bootstraps the baseline',
    async run({ window }) {
      await window.view('API Keys').clickWelcome('Bootstrap Baseline');
      await welcomeWith(window, /Keys belong to a service account/);
      return undefined;
    },
  },
  {
    name: 'creates a service account',
    async run({ window }) {
      await window.view('API Keys').clickWelcome('Create Service Account…');
      await window.quickInput.waitForTitle(/Create Service Account/);
      await window.quickInput.accept();
      await welcomeWith(window, /has no key yet/);
      // Keys have all the room until somebody opens this.
      const accounts = window.view('Service Accounts');
      await accounts.expandView();
      return (await accounts.row('local-dev')).description;
    },
  },
  {
    name: 'chooses a narrow scope',
    async run({ window }) {
      await window.view('API Keys').clickWelcome('Create Key…');
      await window.quickInput.waitForTitle(/Create Key/);
      const scopes = await window.quickInput.items();
      const first = scopes.find(({ label }) => label === 'runs:write');
      assert.equal(first?.checked, true);
      assert.match(first.description, /recommended for the first run/);
      return scopes.map(({ label }) => label).join(', ');
    },
  },
  {
    name: 'creates the key',
    async run({ window }) {
      await window.quickInput.pickMany(['runs:write']);
      await window.quickInput.pick('In 90 days');
      await window.quickInput.answer(keyName);
      const { ariaLabel, icon } = await window.view('API Keys').row(keyName);
      assert.match(ariaLabel, /first run, active, runs:write, local-dev/);
      assert.equal(icon, 'key');
      await window.notifications.waitFor(/is kept by this editor/);
      return ariaLabel;
    },
  },
  {
    name: 'writes the secret to .env',
    async run({ window, folder, port }) {
      await window.notifications.click(/is kept by this editor/, 'Write to .env');
      await window.dialog.waitFor();
      const preview = await window.dialog.detail();
      assert.match(preview, /GOVRAIL_API_KEY=/);
      assert.doesNotMatch(preview, /_[0-9a-f]{48}/);
      await window.dialog.click('Write');
      await window.view('API Keys').waitForRows('the placement in .env', (rows) => rows.length > 0);
      await window.statusBar.waitForText('keyrail.keyrail', /./);
      const text = await fileWith(join(folder, '.env'), /GOVRAIL_API_KEY=krl_local_/);
      assert.match(text, new RegExp(`GOVRAIL_API_BASE_URL=http://127\\.0\\.0\\.1:${port}`));
      return '.env';
    },
  },
  {
    name: 'uses it in an application',
    async run(session) {
      const { code, output } = await sampleProgram(session);
      assert.equal(code, 0, output);
      return /run_\w+/.exec(output)?.[0];
    },
  },
  {
    name: 'makes the demo run',
    async run({ window }) {
      await window.view('API Keys').choose(keyName, 'Make Demo Run');
      await window.dialog.click('Make Demo Run');
      const { text } = await window.notifications.waitFor(/run_/);
      await window.notifications.dismiss(/run_/);
      return /run_\w+/.exec(text)?.[0];
    },
  },
  {
    name: 'finds everything again after a restart',
    async run(session) {
      await session.restart();
      await session.window.activityBar.open('Keyrail');
      const row = await session.window.view('API Keys').row(keyName);
      const menu = await session.window.view('API Keys').menu(keyName);
      assert.ok(menu.includes('Write Secret to .env…'), 'the local copy is still there');
      return row.ariaLabel;
    },
  },
  {
    name: 'reads in the row what comes next and where it is, and the rest below it',
    async run({ window }) {
      const keys = window.view('API Keys');
      assert.match((await keys.row(keyName)).description, /^\.env · (just used|used \d)/);
      await keys.expand(keyName);
      const rows = await keys.waitForRows('its facts', (all) => all.length > 8);
      assert.deepEqual(
        rows.slice(1).map(({ label }) => label),
        [
          ...['Status', 'Places', '.env, GOVRAIL_API_KEY', 'Local copy'],
          ...['Scopes', 'Owner', 'Rotation window', 'Last used'],
        ],
      );
      assert.match(rows[3]?.ariaLabel ?? '', /^\.env, GOVRAIL_API_KEY, current/);
      await keys.click('.env, GOVRAIL_API_KEY');
      await window.editors.waitForLine(/^GOVRAIL_API_KEY=/);
      return rows.map(({ ariaLabel }) => ariaLabel).join('\n');
    },
  },
  {
    name: 'sees the light theme',
    async run(session) {
      await session.setTheme('light');
      return undefined;
    },
  },
  {
    name: 'asks whether it is safe to revoke',
    async run(session) {
      await session.setTheme('dark');
      await session.window.view('API Keys').choose(keyName, 'Revoke Key…');
      await session.window.dialog.waitFor();
      const detail = await session.window.dialog.detail();
      assert.match(detail, /Last used/);
      assert.match(detail, /\.env, GOVRAIL_API_KEY/);
      assert.match(detail, /There is no undo/);
      return undefined;
    },
  },
  {
    name: 'revokes the key',
    async run({ window }) {
      await window.dialog.click('Revoke Key');
      const { text, buttons } = await window.notifications.waitFor(/is revoked/);
      assert.match(text, /dead secret is still in: .*\.env/);
      assert.ok(buttons.includes('Remove Local Copy and .env Lines'));
      // Above it stands what is left to be done.
      const isOf = ({ label }: { readonly label: string }) => label === keyName;
      const rows = await window
        .view('API Keys')
        .waitForRows('a revoked row', (all) => all.find(isOf)?.icon === 'circle-slash');
      return rows.find(isOf)?.ariaLabel;
    },
  },
  {
    name: 'is refused in the application',
    async run(session) {
      const { code, output } = await sampleProgram(session);
      assert.equal(code, 1);
      assert.match(output, /401/);
      return output;
    },
  },
  {
    name: 'removes what is left',
    async run({ window, folder }) {
      await window.notifications.click(/is revoked/, 'Remove Local Copy and .env Lines');
      await fileWith(join(folder, '.env'), /^(?![^]*krl_local_)/);
      return undefined;
    },
  },
];

type Window = Session['window'];

async function welcomeWith(window: Window, words: RegExp) {
  const keys = window.view('API Keys');
  await keys.waitForWelcome(words);
  return keys.welcome();
}

async function fileWith(path: string, pattern: RegExp): Promise<string> {
  return eventually(
    `A file ${path} matching ${pattern.source}`,
    async () => readIfThere(path),
    (text) => pattern.test(text),
  );
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
