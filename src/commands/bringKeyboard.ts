import { commands } from 'vscode';
import type { Services } from '../services.ts';
import type { WelcomeView } from './welcome.ts';

/** Brings the keyboard to the key that was made, else to what the view shows now. */
export async function bringKeyboard(
  { keyFocus }: Pick<Services, 'keyFocus'>,
  view: WelcomeView,
  made: unknown,
): Promise<void> {
  const keyId =
    typeof made === 'object' && made !== null && 'keyId' in made ? made.keyId : undefined;
  if (typeof keyId === 'string') keyFocus.show(keyId);
  else await commands.executeCommand(`${view}.focus`);
}
