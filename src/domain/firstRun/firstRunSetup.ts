import { t } from '@vscode/l10n';
import { serverWord } from '../text/serverWords.ts';
import { onlyDeadKeys, onlyDisabledAccounts, serverWords } from './firstRunBlockers.ts';
import type { Reading } from './firstRunReading.ts';
import type { FirstRunKey, FirstRunState, Lacking, StepCommand } from './firstRunState.ts';
import { keyLabel } from '../keys/keyLabel.ts';
import { after, blocked, command, open, type Verdict } from './firstRunVerdict.ts';
import { firstRunScope } from '../keys/scopes.ts';
import { statusLabels } from '../keys/statusText.ts';
import { connectionKind } from '../text/connectionKind.ts';

/** The session context, before and after a control plane could be read. */
export function sessionStep(state: FirstRunState): Verdict {
  const { connection, detail, problem, lacks } = state;
  if (connection === undefined) {
    return open('now', [], command('switchConnection', t('Connect…')), problem);
  }
  const where = `${connection.name}, ${connectionKind(connection)}`;
  if (detail === undefined) {
    const why = problem ?? t('The control plane has not answered yet.');
    const way = lacks === undefined ? command('refresh', t('Try Again')) : ways[lacks];
    return open('attention', [where], way, why);
  }
  const { workspace } = detail;
  const role = workspace.membership?.role;
  return {
    state: 'done',
    facts: [
      where,
      `${workspace.display_name} (${workspace.workspace_id})`,
      ...(role === undefined ? [] : [t('Your role: {0}', serverWord(role))]),
    ],
  };
}

/** The way out of what is missing. */
const ways: Readonly<Record<Lacking, StepCommand>> = {
  user: command('editConnection', t('Edit Connection…')),
  permission: command('switchWorkspace', t('Switch Control-Plane Workspace…')),
  workspace: command('createWorkspace', t('Create Control-Plane Workspace…')),
  'chosen-workspace': command('switchWorkspace', t('Switch Control-Plane Workspace…')),
  'usable-answer': command('refresh', t('Try Again')),
};

export function baselineStep(reading: Reading): Verdict {
  const { checklist, summary } = reading.detail.onboarding;
  const facts = [
    t('{0} tool providers, {1} policies', summary.providers_total, summary.policies_total),
  ];
  if (checklist.baseline_ready) return { state: 'done', facts };
  if (reading.mayNotManage !== undefined) return blocked(reading.mayNotManage);
  const create = command('bootstrapWorkspace', t('Bootstrap Baseline'));
  return open('now', [], create, serverWords(reading, 'baseline'));
}

export function accountStep(reading: Reading): Verdict {
  const { total, live } = reading.accounts;
  const facts = total === 0 ? [] : [coverage(live, total, 'account')];
  if (live !== undefined && live > 0) {
    const names = (reading.serviceAccounts ?? [])
      .filter((account) => account.status === 'active')
      .map((account) => account.name);
    return { state: 'done', facts: [...facts, ...some(names)] };
  }
  if (reading.mayNotManage !== undefined) return blocked(unseen(reading, live), facts);
  if (!reading.detail.onboarding.checklist.baseline_ready) return blocked(after.baseline, facts);
  if (live === undefined) return unknown('account', facts);
  const create = command('createServiceAccount', t('Create Service Account…'));
  const words = serverWords(reading, 'service-account');
  return total === 0
    ? open('now', facts, create, words)
    : open('attention', facts, create, words ?? onlyDisabledAccounts);
}

export function keyStep(reading: Reading): Verdict {
  const { total, live } = reading.keyCount;
  const [best] = reading.runnable;
  const facts = total === 0 ? [] : [coverage(live, total, 'key')];
  if (best !== undefined) return { state: 'done', facts: [...facts, keyLabel(best)] };
  if (reading.mayNotManage !== undefined) return blocked(unseen(reading, live), facts);
  if (reading.accounts.live === 0) return blocked(after.account, facts);
  if (live === undefined) return unknown('key', facts);
  const create = command('createKey', t('Create Key…'));
  const words = serverWords(reading, 'key');
  if (total === 0) {
    return open(
      'now',
      [t('Recommended for the first run: {0} only', firstRunScope)],
      create,
      words,
    );
  }
  const why = live === 0 ? (words ?? onlyDeadKeys) : t('None of the live keys may start runs.');
  return open('attention', [...facts, ...deadFacts(reading.keys ?? [])], create, why);
}

export function localCopyStep(reading: Reading): Verdict {
  const { runnable, atHand } = reading;
  const [best] = runnable;
  if (reading.keys === undefined && reading.keyCount.total > 0) {
    return reading.mayNotManage === undefined
      ? unknown('key', [])
      : blocked(t('Your role may not list keys, so a local copy cannot be matched to one.'));
  }
  if (best === undefined) return blocked(after.key);
  if (atHand === undefined) {
    const why = t(
      'This editor holds no copy of {0}. Import the secret if you have it, or rotate the key.',
      keyLabel(best),
    );
    const args = { keyId: best.key.api_key_id };
    return open('attention', [], command('importSecret', t('Import Secret…'), args), why);
  }
  const facts = [t('Local copy of {0}', keyLabel(atHand))];
  if (atHand.inEnv) return { state: 'done', facts: [...facts, t('Its value is in a .env file')] };
  const args = { keyId: atHand.key.api_key_id };
  const why = t('No .env file holds its value yet.');
  return open('now', facts, command('writeToEnv', t('Write to .env…'), args), why);
}

type Thing = 'key' | 'account';

function coverage(live: number | undefined, total: number, thing: Thing): string {
  const things = total === 1 ? oneOf[thing] : manyOf[thing](total);
  if (live === undefined) return t('{0}, state unknown', things);
  if (live < total) return t('{0} live of {1}', live, things);
  return total === 1 ? oneLive[thing] : manyLive[thing](total);
}

const oneOf = { key: t('1 key'), account: t('1 service account') };
const manyOf = {
  key: (count: number) => t('{0} keys', count),
  account: (count: number) => t('{0} service accounts', count),
};
const oneLive = { key: t('1 live key'), account: t('1 live service account') };
const manyLive = {
  key: (count: number) => t('{0} live keys', count),
  account: (count: number) => t('{0} live service accounts', count),
};

function some(names: readonly string[]): string[] {
  if (names.length <= 3) return names.length === 0 ? [] : [names.join(', ')];
  return [t('{0} and {1} more', names.slice(0, 3).join(', '), names.length - 3)];
}

/** `2 revoked, 1 expired`: why none of the keys counts. */
function deadFacts(keys: readonly FirstRunKey[]): string[] {
  const counts = new Map<string, number>();
  for (const { status } of keys) {
    const label = statusLabels[status.kind].toLowerCase();
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return [[...counts].map(([label, number]) => `${number} ${label}`).join(', ')].filter(Boolean);
}

/** The list failed, and *main* counts dead rows too: nothing is claimed. */
function unknown(thing: Thing, facts: readonly string[]): Verdict {
  const why =
    thing === 'key'
      ? t('The keys could not be listed, so whether one is live is not known.')
      : t('The service accounts could not be listed, so whether one is live is not known.');
  return open('attention', facts, command('refresh', t('Try Again')), why);
}

function unseen({ mayNotManage }: Reading, live: number | undefined): string {
  const cannotSee = t('Whether one is live cannot be seen with your role.');
  return live === undefined ? `${cannotSee} ${mayNotManage ?? ''}`.trim() : (mayNotManage ?? '');
}
