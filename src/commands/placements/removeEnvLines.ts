import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import { noteLabel } from '../../editor/env/namedKey.ts';
import { leftoverLines } from '../../editor/secrets/readLocalFacts.ts';
import { describePlace } from '../../editor/placements/placeName.ts';
import type { Placement } from '../../lifecycle/copies/placement.ts';
import type { Asking, Telling, ListedKeys, LocalKeys, Operations, Places } from '../ports.ts';
import { parseArguments } from '../argument.ts';

/** Takes lines out of `.env` files that hold the value of a key which was ended for good. */
export async function removeEnvLines(
  ports: Asking & Telling & ListedKeys & LocalKeys & Operations & Places,
  argument: unknown,
) {
  parseArguments(z.strictObject({}), argument);
  const lines = leftoverLines(await (await ports.lifecycle()).placements.all());
  if (lines.length === 0) {
    ports.messages.say(t('No .env line holds the value of a key that was ended.'));
    return { removed: 0, left: [] };
  }
  const notes = ports.keyNotes.all();
  const chosen = await ports.prompter.pickMany(
    lines.map((line) => ({
      label: describePlace(line),
      description: noteLabel(notes, line.keyId, line.keyId),
      picked: true,
      value: line,
    })),
    {
      title: t('Remove .env Lines'),
      placeHolder: t('These lines hold the value of a key that was ended for good.'),
    },
  );
  const left = await takeOutLines(ports, chosen);
  return { removed: chosen.length - left.length, left: left.map((line) => describePlace(line)) };
}

/** Takes these lines out, says so, and answers with those that could not be. */
export async function takeOutLines(
  ports: Asking & Telling & ListedKeys & Operations & Places,
  lines: readonly Placement[],
): Promise<readonly Placement[]> {
  const stayed = await ports.env.removeAll(lines);
  const left = await unlistOutside(ports, stayed);
  await ports.keyList.refresh();
  if (stayed.length === 0) {
    ports.messages.say(
      lines.length === 1
        ? t('1 .env line is removed.')
        : t('{0} .env lines are removed.', lines.length),
    );
  } else if (left.length > 0) {
    const names = left.map((line) => describePlace(line)).join('; ');
    void ports.messages.notify.warn(t('These lines could not be removed: {0}.', names));
  }
  return left;
}

/** Nothing is changed outside the trusted folders of this window; a line there need not be listed for ever. */
async function unlistOutside(
  ports: Asking & Operations & Places,
  lines: readonly Placement[],
): Promise<readonly Placement[]> {
  const outside: Placement[] = [];
  for (const line of lines) {
    const { place } = line;
    if (place.kind === 'env' && !(await ports.env.isWithin(place.file))) outside.push(line);
  }
  if (outside.length === 0) return lines;
  const agreed = await ports.prompter.agrees({
    message: t('Stop listing lines in folders that are not open here?'),
    detail: [
      t('Open the folder, and trust it, to have Keyrail remove them.'),
      outside.map((line) => `• ${describePlace(line)}`),
    ],
    buttons: [t('Stop Listing')],
  });
  if (!agreed) return lines;
  const { placements } = await ports.lifecycle();
  for (const line of outside) await placements.forget(line.place, line);
  return lines.filter((line) => !outside.includes(line));
}
