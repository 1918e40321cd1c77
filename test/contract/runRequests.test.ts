import { ask, post } from './ask.ts';
import { refusedWith } from './expect.ts';
import { fresh } from './names.ts';
import { demoRun, type Demo } from './runStage.ts';
import { needManager } from './stage.ts';

describe('requests for runs', () => {
  let demo: Demo;
  let path: string;
  before(async function () {
    await needManager(this);
    demo = await demoRun(this);
    path = `/runs/${demo.created.run_id}`;
  });
  const as = () => ({ as: demo.key.secret });

  const bad: [string, object][] = [
    ['a run without a kind', { body: { input: {} } }],
    ['a run whose context is a list', { body: { input: { kind: 'x' }, context: [] } }],
    ['a run that is no JSON', { raw: '{' }],
  ];
  for (const [title, question] of bad) {
    it(`refuses ${title}`, async () => {
      const answer = await post('/runs', fresh('bad'), { ...as(), ...question });
      refusedWith(answer, 400, 'invalid_request');
    });
  }

  it('asks for an idempotency key', async () => {
    const answer = await ask('POST', '/runs', { ...as(), body: { input: { kind: 'x' } } });
    refusedWith(answer, 400, 'invalid_request');
  });

  it('refuses a way of replaying that does not exist', async () => {
    const body = { mode: 'sideways' };
    const answer = await post(`${path}/replay`, fresh('bad'), { ...as(), body });
    refusedWith(answer, 400, 'invalid_request');
  });

  it('refuses pages that do not exist', async () => {
    refusedWith(await ask('GET', `${path}/events?page_size=0`, as()), 400, 'invalid_request');
    refusedWith(await ask('GET', `${path}/events?cursor=zzz`, as()), 400, 'invalid_request');
  });

  it('does not know runs and artifacts that do not exist', async () => {
    const none = `/runs/${fresh('none')}`;
    refusedWith(await ask('GET', none, as()), 404, 'run_not_found');
    refusedWith(await ask('GET', `${none}/graph`, as()), 404, 'run_not_found');
    refusedWith(await post(`${none}:cancel`, fresh('cancel'), as()), 404, 'run_not_found');
    const replay = await post(`${none}/replay`, fresh('replay'), { ...as(), body: {} });
    refusedWith(replay, 404, 'run_not_found');
    const artifact = await ask('GET', `${path}/artifacts/${fresh('none')}`, as());
    refusedWith(artifact, 404, 'artifact_not_found');
  });

  it('does not list runs', async () => {
    refusedWith(await ask('GET', '/runs', as()), 404, 'not_found');
  });
});
