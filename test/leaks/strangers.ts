import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { dialectOf } from '../../src/domain/leaks/dialects.ts';
import { readFromEnvironment } from '../../src/domain/leaks/environmentAccess.ts';
import { findSecrets } from '../../src/domain/secrets/secretFormat.ts';
import { madeUpSecret } from '../fixtures/leaks/corpus.ts';
import { apply } from './judged.ts';
import { faultsOf, parse, placesIn, shapeWithout } from './parsedPlaces.ts';
import { complaint, inFolder } from './tool.ts';

/** Large ones of other people: a library in TypeScript, a program in JavaScript, an interface in JSX. */
const packages = ['rxjs@7', 'webpack@5', 'react-native-paper@5'];
const places = 1000;
const mostBytes = 1024 * 1024;
const variable = 'GOVRAIL_API_KEY';
const languages: Readonly<Record<string, string>> = {
  '.ts': 'typescript',
  '.tsx': 'typescriptreact',
  '.js': 'javascript',
  '.json': 'json',
};

/** A number below one, the same each time for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

interface Row {
  planted: number;
  found: number;
  expressions: number;
  offered: number;
  right: number;
}

/** Plants values where the parser says that one can stand, and lets it judge what becomes of them. */
export function runStrangers(seed: number): boolean {
  console.log(`${packages.join(', ')}, seed ${seed}`);
  return inFolder((folder) => {
    const failed = complaint(['npm', 'pack', '--silent', ...packages], folder);
    if (failed !== '') throw new Error(`npm could not fetch the packages: ${failed}`);
    for (const archive of globSync('*.tgz', { cwd: folder })) {
      complaint(['bash', '-c', `mkdir ${archive}.d && tar xzf ${archive} -C ${archive}.d`], folder);
    }
    return plantIn(folder, randomFrom(seed));
  });
}

function plantIn(folder: string, random: () => number): boolean {
  const files = globSync('**/*.{ts,tsx,js,json}', { cwd: folder })
    .filter((name) => !/\.d\.ts$|\.min\.js$/.test(name))
    .sort();
  const rows = new Map<string, Row>();
  let isRight = true;
  for (let number = 0, tried = 0; number < places && tried < places * 20; tried++) {
    const name = files[Math.floor(random() * files.length)] ?? '';
    const text = readFileSync(path.join(folder, name), 'utf8');
    if (text.length > mostBytes) continue;
    const file = parse(name, text);
    // What is in another language than its name says.
    if (faultsOf(file) > 0) continue;
    const all = placesIn(file);
    const kinds = [...new Set(all.map(({ kind }) => kind))];
    // Kinds that are rare are looked at as often as the others.
    const kind = kinds[Math.floor(random() * kinds.length)];
    const some = all.filter((each) => each.kind === kind);
    const place = some[Math.floor(random() * some.length)];
    if (!place) continue;
    const value = madeUpSecret(number);
    const body = place.text.replace('@@', value);
    const planted = text.slice(0, place.from) + body + text.slice(place.to);
    if (faultsOf(parse(name, planted)) > 0) continue;
    number += 1;
    const row = rows.get(place.kind) ?? {
      planted: 0,
      found: 0,
      expressions: 0,
      offered: 0,
      right: 0,
    };
    rows.set(place.kind, row);
    row.planted += 1;
    if (place.isExpression) row.expressions += 1;
    const [found] = findSecrets(planted).filter((each) => each.value === value);
    const said = `${place.kind} in ${name}: ${line(planted, place.from)}`;
    if (!found) {
      isRight = false;
      console.log(`  not found: ${said}`);
      continue;
    }
    row.found += 1;
    const dialect = dialectOf(languages[path.extname(name)] ?? '', name);
    if (!dialect) continue;
    const reading = readFromEnvironment(
      planted,
      { start: found.index, end: found.end },
      dialect,
      variable,
    );
    if (reading.kind === 'refused') {
      if (place.isExpression) console.log(`  ${reading.why}: ${said}`);
      continue;
    }
    row.offered += 1;
    const after = apply(planted, reading.changes);
    const now = parse(name, after);
    const [before, then] = [parse(name, planted), now].map((each) =>
      shapeWithout(each, place.start, variable),
    );
    if (faultsOf(now) === 0 && then !== before && then?.replace('@ read', '@') === before)
      row.right += 1;
    else {
      isRight = false;
      console.log(`  wrong: ${said}\n      ${line(after, place.from)}`);
    }
  }
  print(rows);
  return isRight;
}

function line(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset) + 1;
  return text.slice(Math.max(start, offset - 60), offset + 150).split('\n')[0] ?? '';
}

function print(rows: ReadonlyMap<string, Row>): void {
  const show = (name: string, { planted, found, expressions, offered, right }: Row) => {
    const cells = [planted, found, expressions, offered, right];
    console.log(`${name.padEnd(34)}${cells.map((cell) => String(cell).padStart(8)).join('')}`);
  };
  console.log(`${'where'.padEnd(34)} planted   found   could offered   right`);
  const sum: Row = { planted: 0, found: 0, expressions: 0, offered: 0, right: 0 };
  for (const [name, row] of [...rows].sort()) {
    show(name, row);
    for (const key of ['planted', 'found', 'expressions', 'offered', 'right'] as const)
      sum[key] += row[key];
  }
  show('all', sum);
}
