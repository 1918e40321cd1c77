import assert from 'node:assert/strict';
import { manifestInEnglish } from '../support/manifest.ts';
import { faultOfTitle } from '../support/titleCase.ts';

interface Entry {
  readonly command?: string;
  readonly submenu?: string;
  readonly when?: string;
  readonly group?: string;
}

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly submenus: readonly { readonly id: string; readonly label: string }[];
    readonly menus: Readonly<Record<string, readonly Entry[]>>;
  };
}

// `as`: it is our own manifest.
const { commands, menus, submenus } = (manifestInEnglish() as Manifest).contributes;

/** Whether a clause of ours holds for a row: `view` or `viewItem`, `==` or `=~`, each also behind `!`, with `&&`. */
function holds(when: string, view: string, words: string): boolean {
  return when.split(' && ').every((part) => {
    const found = /^(!)?\(?(view|viewItem) (?:== (\S+?)|=~ \/(.+)\/)\)?$/.exec(part);
    assert.ok(found, `A clause that this test does not read: ${part}`);
    const [, not, key, text, pattern] = found;
    const value = key === 'view' ? view : words;
    const is = text === undefined ? new RegExp(pattern ?? '').test(value) : text === value;
    return is !== (not === '!');
  });
}

/** What a person sees when the menu of a row opens, in VS Code's order of groups. */
const menuOf = (view: string, words: string): readonly Entry[] =>
  (menus['view/item/context'] ?? [])
    .filter(({ when = '', group = '' }) => !group.startsWith('inline') && holds(when, view, words))
    .toSorted((one, other) => place(one).localeCompare(place(other)));

const place = ({ group = '' }: Entry) => {
  const [name, order = '0'] = group.split('@');
  return `${name} ${order.padStart(3, '0')}`;
};

const named = (entries: readonly Entry[]) =>
  entries.map(({ command, submenu }) => command?.replace('keyrail.', '') ?? `${submenu} ▸`);

/** Every combination of words that `src/views/keyItem.ts` gives to the row of a key. */
function* rowsOfKeys(): Generator<string> {
  const live = ['active', 'expiring', 'rotation-due', 'rotation-overdue'];
  for (const kind of [...live, 'orphaned', 'needs-review', 'expired', 'revoked']) {
    const words = ['key', kind];
    if (live.includes(kind)) words.push('live');
    if (kind !== 'revoked') words.push('revocable');
    for (const copy of [[], ['copy'], ['restorable']]) {
      for (const old of live.includes(kind) ? [[], ['retiring'], ['retiring', 'planned']] : [[]]) {
        for (const lent of [[], ['lent']]) {
          for (const undoable of [[], ['undoable']]) {
            yield [...words, ...copy, ...old, ...lent, ...undoable].join(' ');
          }
        }
      }
    }
  }
}

const first = (words: string) => named(menuOf('keyrail.apiKeys', words))[0];

describe('menus, short enough to be read', () => {
  it('has at most 30 commands in the palette', () => {
    const hidden = new Set(
      (menus['commandPalette'] ?? [])
        .filter(({ when }) => when === 'false')
        .map(({ command }) => command),
    );
    const shown = commands.filter(({ command }) => !hidden.has(command));
    assert.ok(shown.length <= 30, `${shown.length} commands`);
    assert.ok(shown.length > 20);
  });

  it('reaches every command that is not in the palette from a menu, or is known to have another way', () => {
    const others = [
      // Ids for keybindings and other callers; “Rotate Key…” has them.
      'rotateKey',
      'rotateKeyWithOverlap',
      'retireOldKey',
      // “Manage Evidence…”
      'recordVerification',
      'recordGoLive',
      'exportAudit',
      'verifyReceipt',
      'exportEvidence',
      // “Manage Connections…”
      'editConnection',
      'testConnection',
      'disconnect',
      // The empty view, the checklist and the walkthrough.
      'setUpLocal',
      'bootstrapWorkspace',
      // The list of the places of a key.
      'stopUsingInTerminal',
      // The quick fix at the secret.
      'fixLeak',
      // The status bar.
      'showMenu',
      'showAttention',
    ].map((id) => `keyrail.${id}`);
    const inMenus = Object.entries(menus)
      .filter(([menu]) => menu !== 'commandPalette')
      .flatMap(([, entries]) => entries.map(({ command }) => command));
    const hidden = (menus['commandPalette'] ?? []).filter(({ when }) => when === 'false');
    const lost = hidden.filter(({ command }) => !inMenus.includes(command));
    assert.deepEqual(lost.map(({ command }) => command).toSorted(), others.toSorted());
  });

  it('has at most nine lines in the menu of a key in any state, in groups', () => {
    for (const words of rowsOfKeys()) {
      const entries = menuOf('keyrail.apiKeys', words);
      assert.ok(entries.length <= 9, `${words}: ${named(entries).join(', ')}`);
      assert.equal(new Set(named(entries)).size, entries.length, words);
      const groups = new Set(entries.map(({ group = '' }) => group.split('@')[0]));
      if (entries.length > 4) assert.ok(groups.size > 1, words);
    }
  });

  it('has one icon in the row of a key whose value is in a .env file, so that its words have room', () => {
    const icons = (words: string) =>
      named(
        (menus['view/item/context'] ?? []).filter(
          ({ when = '', group = '' }) =>
            group.startsWith('inline') && holds(when, 'keyrail.apiKeys', words),
        ),
      );
    assert.deepEqual(icons('key active live revocable copy'), ['writeToEnv', 'rotate']);
    assert.deepEqual(icons('key active live revocable placed copy'), ['rotate']);
  });

  it('ends the menu of the title with what ends keys on every connection', () => {
    const last = (menus['view/title'] ?? [])
      .filter(
        ({ when = '', group = '' }) =>
          when.includes('keyrail.apiKeys') && !group.startsWith('navigation'),
      )
      .toSorted((one, other) => place(one).localeCompare(place(other)))
      .at(-1);
    assert.equal(last?.command, 'keyrail.panic');
  });

  it('loses nothing of a key between the menu and its submenus', () => {
    for (const words of rowsOfKeys()) {
      const all = [
        ...menuOf('keyrail.apiKeys', words),
        ...submenus.flatMap(({ id }) =>
          (menus[id] ?? []).filter(({ when = '' }) => holds(when, 'keyrail.apiKeys', words)),
        ),
      ].flatMap(({ command = '' }) => (command === '' ? [] : [command.replace('keyrail.', '')]));
      assert.equal(new Set(all).size, all.length, `${words}: ${all.join(', ')}`);
      const has = (word: string) => words.split(' ').includes(word);
      for (const id of ['whereIsIt', 'copyKeyId', 'setKeyName']) assert.ok(all.includes(id), words);
      for (const id of ['rotate']) assert.equal(all.includes(id), has('live'), `${id}: ${words}`);
      for (const id of ['writeToEnv', 'useInTerminal', 'openPlayground', 'runDemo']) {
        assert.equal(all.includes(id), has('live') && has('copy'), `${id}: ${words}`);
      }
      assert.equal(all.includes('forgetSecret'), has('copy'), words);
      assert.equal(all.includes('importSecret'), !has('copy'), words);
      const isLost = has('live') && !has('copy');
      assert.equal(all.includes('restoreSecret'), isLost, words);
      assert.equal(all.includes('revokeKey'), has('revocable'), words);
    }
  });

  it('begins with what one most likely wants in this state', () => {
    assert.equal(first('key active live revocable copy'), 'writeToEnv');
    assert.equal(first('key active live revocable'), 'importSecret');
    assert.equal(first('key active live revocable restorable'), 'restoreSecret');
    assert.equal(first('key rotation-due live revocable copy'), 'rotate');
    assert.equal(first('key rotation-overdue live revocable'), 'rotate');
    assert.equal(first('key expiring live revocable copy'), 'rotate');
    assert.equal(first('key active live revocable copy retiring planned'), 'endOldKeyNow');
    assert.equal(first('key active live revocable lent'), 'endLoan');
    assert.equal(first('key revoked'), 'whereIsIt');
  });

  it('has submenus with a title, each of them used', () => {
    const used = (menus['view/item/context'] ?? []).map(({ submenu }) => submenu);
    for (const { id, label } of submenus) {
      assert.equal(faultOfTitle(label), undefined, label);
      assert.ok(used.includes(id), id);
    }
  });
});
