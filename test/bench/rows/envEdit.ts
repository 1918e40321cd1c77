import { open, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { editEnvFile } from '../../../src/dotenv/envFile.ts';
import { planEdit } from '../../../src/dotenv/text/envText.ts';
import { Secret } from '../../../src/domain/secrets/secret.ts';
import { temporaryFolder } from '../../support/owned.ts';
import { budgets } from '../budgets.ts';
import { resultOf, type Result } from '../result.ts';
import { interleave, timed } from '../samples.ts';

const lines = 200;
const variable = 'GOVRAIL_API_KEY';

/** Row 9: one line of a `.env` replaced, without git, against the replacement of the file alone. */
export async function envEditRow(): Promise<Result[]> {
  const place = await temporaryFolder('bench-env');
  const ours = path.join(place.path, '.env');
  const theirs = path.join(place.path, 'plain');
  const text = envOf('krl_local_first');
  await writeFile(ours, text);
  await writeFile(theirs, text);
  let turn = 0;
  try {
    const { subject, baseline } = await interleave(
      {
        subject: () => {
          const secret = new Secret(`krl_local_${++turn}`);
          return timed(async () => {
            const edited = await editEnvFile({ folder: place.path, file: ours }, (bytes) =>
              planEdit(bytes, variable, secret),
            );
            if (edited.kind !== 'written') throw new Error(`The edit ended as ${edited.kind}.`);
          });
        },
        baseline: () => {
          const next = envOf(`krl_local_${++turn}`);
          return timed(() => replace(theirs, next));
        },
      },
      { rounds: 41, warmUp: 6 },
    );
    return [
      resultOf({
        row: 9,
        what: `.env edit of ${lines} lines`,
        unit: 'ms',
        budget: budgets.envEdit,
        subject,
        baseline: { what: 'temporary file, fsync, rename', samples: baseline },
      }),
    ];
  } finally {
    place.dispose();
  }
}

function envOf(value: string): string {
  const others = Array.from({ length: lines - 1 }, (_, at) =>
    at % 5 === 0 ? `# part ${at}` : `NAME_${at}=value-${at}`,
  );
  return `${[...others, `${variable}=${value}`].join('\n')}\n`;
}

async function replace(file: string, text: string): Promise<void> {
  const temporary = `${file}.tmp`;
  const handle = await open(temporary, 'w', 0o600);
  await handle.writeFile(text);
  await handle.sync();
  await handle.close();
  await rename(temporary, file);
}
