import assert from 'node:assert/strict';
import { createPerson, type Person } from './support/person.ts';
import { startGitHub, token, type GitHub } from './support/github.ts';
import { newSecret } from './support/secrets.ts';
import { needs } from './support/tools.ts';
import { withoutTraces } from './support/watchTraces.ts';

describe('gh', () => {
  let person: Person;
  let github: GitHub;

  before(function () {
    needs(this, 'gh', 'openssl');
  });

  beforeEach(async () => {
    person = createPerson();
    github = await startGitHub(person.home);
    Object.assign(person.env, {
      GH_HOST: host(),
      GH_ENTERPRISE_TOKEN: token,
      SSL_CERT_FILE: github.certificate,
    });
  });

  afterEach(async () => {
    await github.close();
    person.remove();
  });

  const host = () => `127.0.0.1:${github.port}`;
  const place = (recipe: string, more = {}) => ({
    recipe,
    answers: { repository: 'somebody/project', name: 'KEYRAIL_KEY', host: host(), ...more },
  });

  for (const [recipe, at, more] of [
    ['gh-actions', 'actions'],
    ['gh-environment', 'environments/live%20eu', { environment: 'live eu' }],
    ['gh-dependabot', 'dependabot'],
    ['gh-codespaces', 'codespaces'],
  ] as const) {
    it(`${recipe}: seals a value, says when it was changed, takes another one and forgets it`, async () => {
      const { programs, home } = person;
      const its = place(recipe, more);
      const path = `/api/v3/repos/somebody/project/${at}/secrets/KEYRAIL_KEY`;
      await person.agree(its);
      assert.deepEqual(await programs.seen(its), { kind: 'none' });
      assert.deepEqual(await programs.get(its), { kind: 'not-readable' });
      const secrets = [newSecret(), newSecret()];
      await withoutTraces({ secrets, folder: home }, async () => {
        for (const secret of secrets) {
          // GitHub tells whole seconds.
          const second = Math.floor(Date.now() / 1000) * 1000;
          assert.deepEqual(await programs.put(its, secret), { kind: 'stored' });
          assert.equal(github.values.get(path), secret.reveal());
          const seen = await programs.seen(its);
          assert.ok(seen.kind === 'changed' && Date.parse(seen.at) >= second, JSON.stringify(seen));
        }
      });
      assert.deepEqual(await programs.remove(its), { kind: 'stored' });
      assert.deepEqual([...github.values], []);
      assert.deepEqual(await programs.seen(its), { kind: 'none' });
      assert.deepEqual(await programs.remove(its), { kind: 'stored' });
    });
  }

  const refused = async () => {
    const its = place('gh-actions');
    await person.agree(its);
    const { programs } = person;
    const answers = [
      await programs.put(its, newSecret()),
      await programs.seen(its),
      await programs.remove(its),
    ];
    return answers.map((answer) => (answer.kind === 'failed' ? answer.trouble : answer.kind));
  };

  it('says that nobody is signed in', async () => {
    assert.equal(
      (await person.programs.installed()).find(({ recipe }) => recipe.id === 'gh-actions')
        ?.signedIn,
      'yes',
    );
    person.env['GH_ENTERPRISE_TOKEN'] = 'another';
    assert.deepEqual(await refused(), ['signed-out', 'signed-out', 'signed-out']);
    delete person.env['GH_ENTERPRISE_TOKEN'];
    assert.deepEqual(await refused(), ['signed-out', 'signed-out', 'signed-out']);
    assert.equal(
      (await person.programs.installed()).find(({ recipe }) => recipe.id === 'gh-actions')
        ?.signedIn,
      'no',
    );
  });

  it('says that GitHub cannot be reached', async () => {
    await github.close();
    assert.deepEqual(await refused(), ['offline', 'offline', 'offline']);
  });

  it('takes a repository that is out of reach for a failure, not for one without the secret', async () => {
    const its = { ...place('gh-actions', { repository: 'somebody/else' }) };
    await person.agree(its);
    const seen = await person.programs.seen(its);
    assert.ok(seen.kind === 'failed' && seen.trouble === 'program-failed', JSON.stringify(seen));
    assert.match(seen.said ?? '', /404/);
  });

  it('never shows the value where GitHub answers with it', async () => {
    const its = place('gh-actions', { repository: 'somebody/else' });
    await person.agree(its);
    const put = await person.programs.put(its, newSecret());
    assert.ok(put.kind === 'failed');
    assert.doesNotMatch(put.said ?? '', /krl_local_\w{9}/);
  });
});
