import { readLikeBash } from '../../../src/dotenv/readers/bashReader.ts';
import { readLikeCompose } from '../../../src/dotenv/readers/composeReader.ts';
import { readLikeDotenv } from '../../../src/dotenv/readers/dotenvReader.ts';
import { readLikeNode } from '../../../src/dotenv/readers/nodeReader.ts';
import { readLikePython } from '../../../src/dotenv/readers/pythonReader.ts';
import type { Reader } from '../../../src/dotenv/readers/reading.ts';
import type { RealReader } from './realReader.ts';

function restated(name: string, read: Reader): RealReader {
  return {
    name,
    version: 'restated',
    read: async (files) => files.map((bytes) => read(Buffer.from(bytes).toString('utf8'))),
    close: () => undefined,
  };
}

/** Tools that are not at hand; what is recorded of them proves that the restatements are right. */
export function restatedReaders(): RealReader[] {
  return [restated('compose', readLikeCompose), restated('dotenvx', readLikeDotenv)];
}

/** dotenv-expand, and so Vite: whatever the quotes, `$NAME` is taken for a variable. */
export function expandingReader(): RealReader {
  return restated('dotenv_expand', (text) => {
    const values = readLikeDotenv(text);
    const expand = (value: string): string =>
      value.replace(
        /\\?\$\{?([A-Za-z_]\w*)(?::?-[^}]*)?\}?/g,
        (_, name: string) => values.get(name) ?? '',
      );
    return new Map([...values].map(([name, value]) => [name, expand(value)]));
  });
}

/** Every grammar of the gate, under the name that its tool is recorded by. */
export function gateReaders(): RealReader[] {
  return [
    ...restatedReaders(),
    restated('dotenv18', readLikeDotenv),
    restated('python_dotenv', readLikePython),
    restated('bash', readLikeBash),
    restated('node24', readLikeNode),
  ];
}
