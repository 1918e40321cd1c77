import path from 'node:path';
import { mayHoldRareCopies } from './copies.ts';

/** Names of files in which values stand in rare forms: manifests, settings, headers, dumps. Looking into every file for those takes too long. */
const mayBeRare =
  /\.(?:ya?ml|toml|ini|conf|cfg|properties|http|rest|tfvars|ps1|txt|hex|dump|[ch])$|env|config|auth|secret|cred|header|settings|launch|mcp|token|rc$/i;

/** Whether a value may stand there in a rare form, by the file's name. */
export function mayBeRareCopies(file: string, bytes: Buffer): boolean {
  return mayBeRare.test(path.basename(file)) && mayHoldRareCopies(bytes);
}
