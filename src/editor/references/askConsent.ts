import { t } from '@vscode/l10n';
import { commands, type Uri } from 'vscode';
import { keyLabel } from '../../domain/keys/keyLabel.ts';
import { CancelledError } from '../../domain/errors.ts';
import { plainLine } from '../../domain/text/plainLine.ts';
import { askedOn, whereText } from '../connection/askedOn.ts';
import type { KeyRow, SessionContext } from '../keys/snapshot.ts';
import { confirm } from '../prompts.ts';
import type { Consents } from './injectConsent.ts';

/** What is started, for the question and the ledger. */
export interface Started {
  readonly folder: { readonly uri: Uri; readonly name: string };
  /** `launch “Run the app”` */
  readonly what: string;
  readonly digest: string;
  /** What decides what runs, in lines. */
  readonly facts: readonly string[];
  /** Where the secret may be shown or logged, in sentences. */
  readonly exposures: readonly string[];
  /** Opens the file in which it stands. */
  readonly edit: { readonly label: string; readonly command: string };
  /** Throws where nobody is to be asked any more. */
  readonly beforeAsking?: () => void;
}

interface Asked {
  readonly context: SessionContext;
  readonly row: KeyRow;
  readonly lineage: readonly string[];
  readonly variable: string;
}

/**
 * Asks whether exactly this start may have the secret, unless that was said before.
 * @throws CancelledError where it may not
 */
export async function askConsent(
  consents: Consents,
  { folder, what, digest, facts, exposures, edit, beforeAsking }: Started,
  { context, row, lineage, variable }: Asked,
): Promise<void> {
  const { connection } = context;
  const start = { folder: folder.uri.toString(), connectionId: connection.id, variable, digest };
  const wanted = { ...start, lineage };
  if (consents.has(wanted)) return;
  beforeAsking?.();
  const label = keyLabel(row);
  const name = plainLine(folder.name, 80);
  const once = t('Allow Once');
  const session = t('Allow in This Window');
  const always = t('Always Allow Exactly This');
  const pressed = await confirm({
    message: askedOn(connection, t('Let {0} use the secret of {1}?', name, label), (on) =>
      t('Let {0} use the secret of {1} on production {2}?', name, label, on),
    ),
    detail: [
      [
        t('The {0} gets it in {1}, and can do with it what the key may do.', what, variable),
        ...(consents.hasForOther(wanted, what)
          ? [t('It was allowed before for something else: what is started has changed.')]
          : []),
      ],
      facts,
      ...(exposures.length > 0 ? [exposures] : []),
      whereText(context),
      t(
        'You are asked again when any of this changes. “Withdraw Consent for Launches, Tasks and Programs…” in the menu of the API Keys view takes it back.',
      ),
    ],
    buttons: [once, session, always, ...(exposures.length > 0 ? [edit.label] : [])],
  });
  if (pressed === edit.label) {
    await commands.executeCommand(edit.command);
    throw new CancelledError();
  }
  const consent = { ...start, keyId: row.key.api_key_id, label, what };
  if (pressed === session) consents.giveForSession(consent);
  if (pressed === always) await consents.give(consent);
}
