import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { account, startCloudflare, token, type Cloudflare } from './support/cloudflare.ts';
import { toolsPath } from './support/installTools.ts';
import { createPerson, type Person } from './support/person.ts';
import { newSecret } from './support/secrets.ts';
import { needs, skipHere } from './support/tools.ts';
import { withoutTraces } from './support/watchTraces.ts';

describe('wrangler', function () {
  // It takes seconds to start.
  this.timeout(120_000);
  let person: Person;
  let cloudflare: Cloudflare;

  before(function () {
    needs(this, 'openssl');
    if (!existsSync(path.join(toolsPath, 'wrangler'))) {
      skipHere(this, 'no wrangler: `npm run test:programs` fetches it');
    }
  });

  beforeEach(async () => {
    person = createPerson();
    cloudflare = await startCloudflare(person.home);
    Object.assign(person.env, {
      PATH: [toolsPath, path.dirname(process.execPath), person.env['PATH']].join(path.delimiter),
      CLOUDFLARE_API_BASE_URL: `https://127.0.0.1:${cloudflare.port}/client/v4`,
      CLOUDFLARE_API_TOKEN: token,
      NODE_EXTRA_CA_CERTS: cloudflare.certificate,
    });
  });

  afterEach(async () => {
    await cloudflare.close();
    person.remove();
  });

  const place = (worker = 'site') => ({
    recipe: 'wrangler',
    answers: { worker, name: 'KEYRAIL_KEY', account },
  });

  it('hands a value over, tells that it is there, takes another one and forgets it', async () => {
    const { programs, home } = person;
    const its = place();
    await person.agree(its);
    assert.deepEqual(await programs.seen(its), { kind: 'none' });
    const secrets = [newSecret(), newSecret()];
    await withoutTraces({ secrets, folder: home }, async () => {
      for (const secret of secrets) {
        assert.deepEqual(await programs.put(its, secret), { kind: 'stored' });
        assert.deepEqual([...cloudflare.values], [['KEYRAIL_KEY', secret.reveal()]]);
      }
    });
    assert.deepEqual(await programs.seen(its), { kind: 'not-told' });
    assert.deepEqual(await programs.remove(its), { kind: 'stored' });
    assert.deepEqual([...cloudflare.values], []);
  });

  it('makes no worker of a name that is misspelt', async () => {
    const its = place('sight');
    await person.agree(its);
    const put = await person.programs.put(its, newSecret());
    assert.ok(put.kind === 'failed' && put.trouble === 'program-failed', JSON.stringify(put));
    assert.match(put.said ?? '', /"sight" not found/);
    assert.deepEqual(
      cloudflare.asked.filter(({ method }) => method !== 'GET'),
      [],
    );
  });

  it('says that nobody is signed in, and that Cloudflare cannot be reached', async () => {
    const its = place();
    await person.agree(its);
    const trouble = async () => {
      const put = await person.programs.put(its, newSecret());
      return put.kind === 'failed' ? put.trouble : put.kind;
    };
    const isSignedIn = async () =>
      (await person.programs.installed()).find(({ recipe }) => recipe.id === 'wrangler')?.signedIn;
    assert.equal(await isSignedIn(), 'yes');
    person.env['CLOUDFLARE_API_TOKEN'] = 'another';
    assert.equal(await trouble(), 'signed-out');
    assert.equal(await isSignedIn(), 'no');
    delete person.env['CLOUDFLARE_API_TOKEN'];
    assert.equal(await trouble(), 'signed-out');
    assert.equal(await isSignedIn(), 'no');
    person.env['CLOUDFLARE_API_TOKEN'] = token;
    await cloudflare.close();
    assert.equal(await trouble(), 'offline');
  });
});
