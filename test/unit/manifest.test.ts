import assert from 'node:assert/strict';
import { commandIds } from '../../src/domain/commandIds.ts';
import { toolNames } from '../../src/commands/tools/names.ts';
import { manifestInEnglish } from '../support/manifest.ts';
import { personalSettings, settingDefaults } from '../../src/editor/settingDefaults.ts';
import { settingRules } from '../../src/editor/settingRules.ts';

interface Contributed {
  readonly commands: readonly {
    readonly command: string;
    readonly title: string;
    readonly category: string;
  }[];
  readonly configuration: {
    readonly properties: Record<
      string,
      { readonly default: unknown; readonly scope: string } & Readonly<Record<string, unknown>>
    >;
  };
  readonly views: { readonly keyrail: readonly { readonly id: string }[] };
  readonly viewsWelcome: readonly {
    readonly view: string;
    readonly when: string;
    readonly contents: string;
  }[];
  readonly menus: Record<
    string,
    readonly {
      readonly command?: string;
      readonly submenu?: string;
      readonly when?: string;
      readonly group?: string;
    }[]
  >;
  readonly languageModelTools: readonly {
    readonly name: string;
    readonly displayName: string;
    readonly userDescription: string;
    readonly modelDescription: string;
    readonly toolReferenceName: string;
    readonly canBeReferencedInPrompt: boolean;
    readonly icon: string;
    readonly tags: readonly string[];
    readonly when?: string;
    readonly inputSchema: {
      readonly additionalProperties: boolean;
      readonly properties: Record<string, { readonly type: string; readonly description: string }>;
    };
  }[];
}

// The manifest is ours, and every field that is read here is asserted on below.
const manifest = manifestInEnglish() as {
  readonly contributes: Contributed;
};
const { contributes } = manifest;
const registered: readonly string[] = [...commandIds].sort();

describe('package.json', () => {
  it('contributes exactly the commands of the table', () => {
    assert.deepEqual(
      contributes.commands.map(({ command }) => command).sort(),
      registered,
      'contributes.commands of package.json and src/domain/commandIds.ts name different commands.',
    );
  });

  it('has the settings and defaults of the code', () => {
    const defaults = Object.fromEntries(
      Object.entries(contributes.configuration.properties).map(([name, { default: value }]) => [
        name.replace('keyrail.', ''),
        value,
      ]),
    );
    assert.deepEqual(defaults, settingDefaults);
  });

  it('lets no repository decide a personal setting', () => {
    for (const [name, { scope }] of Object.entries(contributes.configuration.properties)) {
      const isPersonal = [...personalSettings].some((known) => name === `keyrail.${known}`);
      assert.equal(isPersonal, scope === 'application' || scope === 'machine', name);
    }
  });

  it('has the limits, forms and choices that the code holds settings to', () => {
    const rules = Object.entries(contributes.configuration.properties).map(([name, property]) => {
      const stated = ['minimum', 'maximum', 'pattern', 'enum'].filter((rule) => rule in property);
      return [name.replace('keyrail.', ''), stated.map((rule) => [rule, property[rule]])] as const;
    });
    const ours = Object.entries(settingRules).map(([name, rule]) => [
      name,
      Object.entries(rule).map(([key, value]: [string, unknown]) => [
        key,
        value instanceof RegExp ? value.source : value,
      ]),
    ]);
    assert.deepEqual(
      rules.filter(([, stated]) => stated.length > 0),
      ours,
    );
  });

  it('puts only known commands into menus and welcome views', () => {
    const named = Object.values(contributes.menus).flatMap((items) =>
      items.flatMap(({ command }) => command ?? []),
    );
    for (const { contents } of contributes.viewsWelcome) {
      for (const [, id] of contents.matchAll(/\(command:([\w.]+)/g)) named.push(id ?? '');
    }
    for (const command of named) assert.ok(registered.includes(command), command);
  });

  it('gives each entry of a menu a place of its own, or one that two share in turn', () => {
    for (const [menu, entries] of Object.entries(contributes.menus)) {
      const taken = new Map<string, string>();
      for (const { command = 'A submenu', when = '', group } of entries) {
        if (!group) continue;
        const view = /view == ([\w.]+)/.exec(when)?.[1] ?? '';
        const place = `${menu} ${view} ${group}`;
        const other = taken.get(place);
        const isInTurn = other !== when && other?.replaceAll('!', '') === when.replaceAll('!', '');
        assert.ok(
          other === undefined || isInTurn,
          `${command} stands where another does: ${place}`,
        );
        taken.set(place, when);
      }
    }
  });

  it('has a welcome view for every state in which there is no row and nothing but a reason', () => {
    const states = [
      'notConnected',
      'noPermission',
      'noWorkspace',
      'leftWorkspace',
      'chooseWorkspace',
      'noBaseline',
      'noServiceAccount',
      'noKey',
    ];
    for (const state of states) {
      const found = contributes.viewsWelcome.filter(
        ({ view, when }) =>
          view === 'keyrail.apiKeys' &&
          when.includes(`== ${state}`) &&
          !when.includes('keyrail.role ==') &&
          !/keyrail\.\w+Elsewhere/.test(when),
      );
      assert.equal(found.length, 1, state);
      assert.match(found[0]?.contents ?? '', /\n\[/, `${state} has a button`);
    }
  });

  it('offers to edit and test a connection only where the one in use can be', () => {
    const words = /command:keyrail\.(edit|test)Connection/;
    const wrong = contributes.viewsWelcome.filter(
      ({ when, contents }) => words.test(contents) && !when.includes(' && keyrail.byUrl'),
    );
    assert.deepEqual(wrong, []);
    for (const { command = '', when = '' } of contributes.menus['view/title'] ?? []) {
      if (words.test(`command:${command}`)) assert.match(when, /keyrail\.byUrl/);
    }
  });

  it('points to nothing beside a title, which VS Code cuts', () => {
    for (const { contents } of contributes.viewsWelcome)
      assert.doesNotMatch(contents, /beside the title/);
  });

  it('names the role to each person who may not see keys', () => {
    for (const role of ['operator', 'approver', 'auditor', 'viewer']) {
      const [found] = contributes.viewsWelcome.filter(
        ({ when }) => when === `keyrail.role == ${role} && keyrail.state == noPermission`,
      );
      assert.match(found?.contents ?? '', new RegExp(`is ${role}, which may not see API keys`));
    }
  });

  it('contributes exactly the tools of the table, each with what an agent has to know', () => {
    const { languageModelTools: tools } = contributes;
    assert.deepEqual(tools.map(({ name }) => name).sort(), [...toolNames].sort());
    for (const tool of tools) {
      assert.match(tool.displayName, /^[A-Z][^%!]+$/, tool.name);
      assert.match(tool.userDescription, /^[A-Z][^%!]+\.$/, tool.name);
      // What it does, when to use it, and that no value comes out of it.
      assert.ok(tool.modelDescription.length > 150, tool.name);
      assert.match(tool.modelDescription, /never|secret/i, tool.name);
      assert.match(tool.toolReferenceName, /^keyrail[A-Z]\w+$/, tool.name);
      assert.equal(tool.canBeReferencedInPrompt, true, tool.name);
      assert.match(tool.icon, /^\$\([\w-]+\)$/, tool.name);
      assert.equal(tool.inputSchema.additionalProperties, false, tool.name);
      for (const field of Object.values(tool.inputSchema.properties)) {
        assert.match(field.description, /\.$/, tool.name);
      }
    }
  });

  it('lets agents only look in a folder that is not trusted, and has no tool that takes a value', () => {
    for (const { name, tags, when, inputSchema } of contributes.languageModelTools) {
      const isReader = /_(list_keys|key_status|explain_error)$/.test(name);
      assert.equal(tags.includes('read-only'), isReader, name);
      assert.equal(when, isReader ? undefined : 'isWorkspaceTrusted', name);
      for (const field of Object.keys(inputSchema.properties)) {
        assert.doesNotMatch(field, /secret|value|token|password/i, name);
      }
    }
  });
});
