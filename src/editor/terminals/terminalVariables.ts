import type { WorkspaceFolder } from 'vscode';
import { keepApart } from '../env/keepApart.ts';
import { readSetting } from '../settings.ts';
import { checkedAddressVariable, checkedVariable } from './checkedVariable.ts';

/** What a terminal gets, by name: looked up once, shown in the question, and used as it was shown. */
export interface TerminalVariables {
  /** Of the secret. */
  readonly variable: string;
  /** Of the control plane's address; empty where none is given. */
  readonly baseUrlVariable: string;
}

/** @throws UserFacingError for names that no terminal gets a value in */
export async function terminalVariables(
  wanted: string,
  folder?: WorkspaceFolder,
): Promise<TerminalVariables> {
  const baseUrlVariable = readSetting('baseUrlVariable', folder);
  keepApart(wanted, baseUrlVariable);
  const variable = await checkedVariable(wanted);
  if (baseUrlVariable !== '') await checkedAddressVariable(baseUrlVariable);
  return { variable, baseUrlVariable };
}

/** The address with its variable, as terminals take it; `undefined` where none is given. */
export function addressIn({ baseUrlVariable }: TerminalVariables, value: string) {
  return baseUrlVariable === '' ? undefined : { variable: baseUrlVariable, value };
}
