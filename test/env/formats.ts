import type { Random } from '../support/random.ts';

/** One generated file, with values of ours in random places. */
export type FormatName =
  'JSON' | 'YAML' | 'TOML' | 'properties' | 'INI' | '.npmrc' | 'shell' | 'Dockerfile';

/** Makes a file of a format; `value` hands out what stands in it. */
export type Generator = (random: Random, value: () => string) => string;

const words = ['alpha', 'b2', 'Größe', 'x-y', 'z.z', 'true', '007', 'null', 'ünï', '日本'];
const before = [
  '',
  '',
  'Bearer ',
  'Authorization=Basic ',
  'https://u:',
  'a b ',
  'k=',
  '[',
  '(',
  '/',
];
const after = ['', '', '@host/p?q=1', ' tail', ',x=1', ']', ')', '/', '.', ';v=2'];

/** A text, most of the time with a value in it: alone, in the middle, twice. */
function text(random: Random, value: () => string): string {
  switch (random.below(6)) {
    case 0:
      return random.pick(words);
    case 1:
      return `${value()} ${random.pick(words)} ${value()}`;
    case 2:
      return value();
    default:
      return `${random.pick(before)}${value()}${random.pick(after)}`;
  }
}

const times = <T>(random: Random, most: number, make: (at: number) => T): T[] =>
  Array.from({ length: 1 + random.below(most) }, (_, at) => make(at));

function tree(random: Random, value: () => string, depth: number): unknown {
  const kind = depth === 0 ? 4 : random.below(8);
  switch (kind) {
    case 0:
      return times(random, 3, () => tree(random, value, depth - 1));
    case 1:
    case 2:
      return Object.fromEntries(
        times(random, 4, (at) => [
          random.below(9) === 0 ? `${value()}-${at}` : `${random.pick(words)}${at}`,
          tree(random, value, depth - 1),
        ]),
      );
    case 3:
      return random.pick([null, true, -1.5e3, 0]);
    case 4:
      // Escapes that end in a letter or a digit stand right before the value.
      return `${random.pick(['\n', '\t', '"', '\\', '\u0001', 'é\n', '\\n'])}${text(random, value)}${random.pick(['\n', '"', '\\', ''])}`;
    default:
      return text(random, value);
  }
}

const json: Generator = (random, value) =>
  JSON.stringify(tree(random, value, 4), undefined, random.pick([0, 2, '\t']));

const yaml: Generator = (random, value) => {
  const quoted = (): string => {
    const it = text(random, value);
    return random.pick([
      JSON.stringify(`\n${it}`),
      JSON.stringify(it),
      `'${it.replaceAll("'", "''")}'`,
      value(),
      `!!str ${value()} # ${value()}`,
      `|\n    ${it}\n    ${value()}`,
      `>-\n    ${it}\n    second`,
      `[${value()}, "${value()}"]`,
      `{a: ${value()}, '${value()}': 1}`,
      `&anchor${random.below(1000)} ${value()}`,
    ]);
  };
  const lines = times(random, 6, (at) => `key${at}: ${quoted()}`);
  const list = times(random, 3, () => `  - ${JSON.stringify(text(random, value))}`);
  return [`# ${value()}`, ...lines, 'list:', ...list, `? ${value()}`, ': 1', ''].join('\n');
};

const toml: Generator = (random, value) => {
  const it = (): string =>
    random.pick([
      JSON.stringify(text(random, value)),
      `'${text(random, value).replaceAll("'", '')}'`,
      `"""\n${text(random, value).replaceAll('"', '')}\\n${value()}"""`,
      `'''${value()}\n${value()}'''`,
      `["${value()}", '${value()}']`,
      `{ a = "${value()}", b = "\\t${value()}" }`,
      String(random.below(99)),
    ]);
  return [
    `# ${value()}`,
    ...times(random, 4, (at) => `k${at} = ${it()} # ${value()}`),
    `[table.${value()}]`,
    ...times(random, 4, (at) => `k${at} = ${it()}`),
    '[[many]]',
    `"${value()}" = 1`,
    '',
  ].join('\r\n'.slice(random.below(2)));
};

const properties: Generator = (random, value) =>
  [
    `# ${value()}`,
    `! ${value()}`,
    ...times(random, 8, (at) =>
      random.pick([
        `k${at}=${text(random, value)}`,
        `k${at} : ${text(random, value)}`,
        `k${at} ${value()}`,
        `k${at}=one, \\\n    ${value()}`,
        `k${at}=\\n${value()}\\t${value()}`,
        `k${at}=\\u00e4${value()}`,
        `${value()}.${at}=1`,
      ]),
    ),
    '',
  ].join('\n');

const ini: Generator = (random, value) =>
  [
    `; ${value()}`,
    ...times(random, 4, (at) => `k${at} = ${text(random, value)}`),
    `[${random.pick(['section', 'a.b', value()])}]`,
    ...times(random, 5, (at) =>
      random.pick([
        `k${at}=${text(random, value)}`,
        `k${at} = "${value()}"`,
        `list[] = ${value()}`,
        `k${at} = ${value()} ; ${value()}`,
        value(),
      ]),
    ),
    '',
  ].join('\n');

const npmrc: Generator = (random, value) =>
  [
    `registry=https://r${random.below(9)}.example/`,
    `//r.example/:_authToken=${value()}`,
    `//r.example/:_password="${value()}"`,
    `; ${value()}`,
    `@scope:registry=https://u:${value()}@r.example/`,
    `always-auth = true`,
    ...times(random, 3, (at) => `k${at}=${text(random, value)}`),
    '',
  ].join('\n');

const shell: Generator = (random, value) =>
  [
    '#!/bin/bash',
    `# ${value()}`,
    ...times(random, 8, (at) =>
      random.pick([
        `export A${at}=${value()}`,
        `A${at}="Bearer ${value()}"`,
        `A${at}='${text(random, value).replaceAll("'", '')}'; B${at}=${value()}`,
        `A${at}=$'\\n${value()}\\t${value()}'`,
        `A${at}=\${NONE:-${value()}}`,
        `A${at}=pre"${value()}"'/x'`,
        `if [[ ${value()} == k* ]]; then A${at}=${value()}; fi`,
        `A${at}=${value()} # ${value()}`,
        `f${at}() { printf -v C${at} '%s' ${value()}; }; f${at}`,
        `read -r -d '' H${at} <<'END' || :\n${text(random, value)}\nEND`,
        `A${at}=one\\\n${value()}`,
      ]),
    ),
    '',
  ].join('\n');

const dockerfile: Generator = (random, value) =>
  [
    'FROM node:24 AS build',
    `ARG TOKEN=${value()}`,
    `ENV KEY=${value()} OTHER="a ${value()}"`,
    `# ${value()}`,
    ...times(random, 6, (at) =>
      random.pick([
        `ENV K${at} ${value()}`,
        `LABEL l${at}="${value()}"`,
        `RUN curl -H "Authorization: Bearer ${value()}" \\\n    https://u:${value()}@h/${at}`,
        `CMD ["node", "--key=${value()}", ${JSON.stringify(`\n${value()}`)}]`,
        `COPY --from=build /a /${value()}`,
        `HEALTHCHECK CMD test ${value()}`,
      ]),
    ),
    '',
  ].join('\n');

export const generators: Readonly<Record<FormatName, Generator>> = {
  JSON: json,
  YAML: yaml,
  TOML: toml,
  properties,
  INI: ini,
  '.npmrc': npmrc,
  shell,
  Dockerfile: dockerfile,
};
