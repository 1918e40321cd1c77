import { lintSource } from '@secretlint/core';
import { creator as recommended } from '@secretlint/secretlint-rule-preset-recommend';

/** A value of another service. */
export interface ForeignSecret {
  readonly value: string;
  readonly index: number;
  /** Name of the rule that knows it, e.g. `github`. */
  readonly format: string;
}

const options = {
  config: {
    rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: recommended, options: {} }],
  },
  maskSecrets: true,
  noPhysicFilePath: true,
};

/** Asks secretlint's recommended rules about a text. Its messages, which quote values, are dropped. */
export async function findForeignSecrets(path: string, text: string): Promise<ForeignSecret[]> {
  const { messages } = await lint(path, text);
  return messages.map(({ ruleId, range: [start, end] }) => ({
    value: text.slice(start, end),
    index: start,
    format: ruleId.replace(/^.*secretlint-rule-/, ''),
  }));
}

/** @throws Error without what secretlint says of its failure: that may quote the text, too */
async function lint(path: string, text: string) {
  const ext = /\.\w+$/.exec(path)?.[0] ?? '';
  try {
    return await lintSource({
      source: { content: text, filePath: path, ext, contentType: 'text' },
      options,
    });
  } catch {
    throw new Error('The rules for secrets of other services failed on a text.');
  }
}
