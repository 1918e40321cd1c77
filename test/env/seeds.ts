import type { Corpus } from './corpus.ts';

/** Files to begin from where the shared corpus is not at hand. */
const OWN = [
  '# settings\nAPI_KEY=old\nDEBUG=true\nexport NAME="a b" # note\n',
  'A=1\nB=\'two words\'\nPEM="-----BEGIN-----\nabc\n-----END-----"\nAPI_KEY=\n',
  'URL=https://example.test/?a=1\nAPI_KEY="old" # rotate\n\n# end',
  'A=1\r\nAPI_KEY=old\r\nC=3\r\n',
  'API_KEY=${OTHER:-x}\nOTHER=$API_KEY\nLIST={"a": "b"}\n',
];

/** Small texts that mutation starts from. */
export function seedTexts(corpus: Corpus | undefined): string[] {
  const shared = (corpus?.cases ?? [])
    .filter(({ bytes }) => bytes.length > 0 && bytes.length < 6000)
    .map(({ bytes }) => bytes.toString('utf8'));
  return [...OWN, ...shared];
}
