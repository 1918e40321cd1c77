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
  const { messages } = await lintSource({
    source: {
      content: text,
      filePath: path,
      ext: /\.\w+$/.exec(path)?.[0] ?? '',
      contentType: 'text',
    },
    options,
  });
  return messages.map(({ ruleId, range: [start, end] }) => ({
    value: text.slice(start, end),
    index: start,
    format: ruleId.replace(/^.*secretlint-rule-/, ''),
  }));
}
