import assert from 'node:assert/strict';
import { gitHubRepository, workerName } from '../../../src/domain/text/projectNames.ts';

describe('what a project’s files suggest', () => {
  it('is the repository of a remote on GitHub, in every way to write one, without credentials', () => {
    const urls = {
      'git@github.com:octo/app.git': 'github.com octo/app',
      'https://github.com/octo/app': 'github.com octo/app',
      'https://user:ghp_theirs@github.com/octo/app.js.git': 'github.com octo/app.js',
      'ssh://git@ssh.github.com:443/octo/app.git': 'github.com octo/app',
      'git@github.example.com:team/tool.git': 'github.example.com team/tool',
      'https://octo.ghe.com/octo/app/': 'octo.ghe.com octo/app',
    };
    for (const [url, expected] of Object.entries(urls)) {
      const found = gitHubRepository(url);
      assert.equal(`${found?.host} ${found?.repository}`, expected, url);
    }
  });

  it('is none elsewhere, nor of what only looks like it', () => {
    for (const url of [
      'git@gitlab.com:octo/app.git',
      '/srv/github.com/octo/app',
      'https://evil.test/github.com/octo/app',
      'https://notgithub.com/octo/app',
      'https://github.com/octo',
      '',
    ]) {
      assert.equal(gitHubRepository(url), undefined, url);
    }
  });

  it('is the worker of a configuration, not one of its environments', () => {
    const toml = '# ours\nname = "shop" # live\n[env.staging]\nname = "shop-staging"\n';
    assert.equal(workerName('/app/wrangler.toml', toml), 'shop');
    assert.equal(workerName('/app/wrangler.toml', '[env.a]\nname = "other"\n'), undefined);
    assert.equal(workerName('/app/wrangler.jsonc', '{ // ours\n "name": "shop", }'), 'shop');
    assert.equal(workerName('/app/wrangler.json', '{ "name": "--evil me" }'), undefined);
  });
});
