/**
 * One way to write something in a `.env`. The value that an edit of `API_KEY` may put another in
 * place of stands between `⟦` and `⟧`; where there is none, `API_KEY` is not set there.
 */
export interface Shape {
  readonly name: string;
  readonly text: string;
  /** Why an edit may be refused here although the readers at hand would all have taken it. */
  readonly cautious?: string;
  /** A reader whose grammar, told again, does not hold here, and why. */
  readonly beyond?: { readonly reader: string; readonly why: string };
}

const quotes: readonly Shape[] = [
  { name: 'plain', text: 'API_KEY=⟦old⟧' },
  { name: 'empty', text: 'API_KEY=⟦⟧' },
  { name: 'single quotes', text: "API_KEY=⟦'two words'⟧" },
  { name: 'double quotes', text: 'API_KEY=⟦"two words"⟧' },
  { name: 'backticks', text: 'API_KEY=⟦`two words`⟧' },
  { name: 'empty single quotes', text: "API_KEY=⟦''⟧" },
  { name: 'empty double quotes', text: 'API_KEY=⟦""⟧' },
  { name: 'escaped quote', text: String.raw`API_KEY=⟦"say \"hi\""⟧` },
  { name: 'other quote inside', text: `API_KEY=⟦"it's"⟧` },
  { name: 'quotes in quotes', text: `API_KEY=⟦'{"a": "b"}'⟧` },
  { name: 'apostrophe without quotes', text: "API_KEY=⟦it's⟧" },
  { name: 'quote opened and never closed', text: 'API_KEY=⟦"old⟧' },
  {
    name: 'text behind the quotes',
    text: 'API_KEY=⟦"old"⟧tail',
    cautious: 'readers part ways about where such a value ends',
  },
  { name: 'escapes', text: String.raw`API_KEY=⟦"a\nb\tc"⟧` },
  {
    name: 'backslash before the closing quote',
    text: String.raw`API_KEY=⟦"C:\dir\"⟧`,
    beyond: { reader: 'python_dotenv', why: '1.2.4, and the one at hand may be older' },
  },
  { name: 'path of Windows', text: String.raw`API_KEY=⟦C:\Users\me⟧` },
];

const spaces: readonly Shape[] = [
  { name: 'export', text: 'export API_KEY=⟦old⟧' },
  { name: 'export with tabs', text: 'export\t\tAPI_KEY=⟦old⟧' },
  { name: 'export with quotes', text: 'export API_KEY=⟦"old one"⟧ # note' },
  { name: 'indented', text: '  API_KEY=⟦old⟧' },
  { name: 'indented export', text: '\texport API_KEY=⟦old⟧' },
  { name: 'spaces around the sign', text: 'API_KEY = ⟦old⟧' },
  { name: 'space before the sign', text: 'API_KEY =⟦old⟧' },
  { name: 'space behind the sign', text: 'API_KEY= ⟦old⟧' },
  { name: 'trailing spaces', text: 'API_KEY=⟦old⟧   ' },
  { name: 'words without quotes', text: 'API_KEY=⟦two words⟧' },
  {
    name: 'colon',
    text: 'API_KEY: ⟦old⟧',
    cautious: 'most readers do not know it, and a second line would make two of one',
  },
  { name: 'form feed', text: 'X=1\fY\nAPI_KEY=⟦old⟧' },
  { name: 'no-break space', text: 'X=a\u00a0b\nAPI_KEY=⟦old⟧' },
  { name: 'line separator', text: 'X=a\u2028b\nAPI_KEY=⟦old⟧' },
];

const comments: readonly Shape[] = [
  { name: 'comment behind', text: 'API_KEY=⟦old⟧ # rotate in May' },
  { name: 'comment behind a tab', text: 'API_KEY=⟦old⟧\t# note' },
  { name: 'comment behind quotes', text: 'API_KEY=⟦"old"⟧# tight' },
  {
    name: 'comment behind nothing',
    text: 'API_KEY=⟦⟧ # to be filled',
    beyond: { reader: 'python_dotenv', why: '1.2.4, and the one at hand may be older' },
  },
  { name: 'hash in the value', text: 'API_KEY=⟦a#b⟧' },
  { name: 'hash in quotes', text: 'API_KEY=⟦"a #b"⟧' },
  { name: 'apostrophe in a comment', text: "# don't edit\nAPI_KEY=⟦old⟧" },
  { name: 'apostrophe in a comment behind', text: "API_KEY=⟦old⟧ # don't" },
  { name: 'commented out', text: '#API_KEY=old' },
  { name: 'commented out with a space', text: '# API_KEY=old' },
  { name: 'name in a comment behind', text: 'X=1 # API_KEY=old' },
  { name: 'section headers', text: '[default]\nAPI_KEY=⟦old⟧' },
];

const lines: readonly Shape[] = [
  { name: 'several lines in double quotes', text: 'API_KEY=⟦"one\ntwo"⟧' },
  { name: 'several lines in single quotes', text: "API_KEY=⟦'one\ntwo'⟧" },
  { name: 'several lines in backticks', text: 'API_KEY=⟦`one\ntwo`⟧' },
  {
    name: 'certificate before',
    text: 'PEM="-----BEGIN X-----\nMIIB\n-----END X-----"\nAPI_KEY=⟦old⟧',
  },
  {
    name: 'name inside of several lines',
    text: 'PEM="one\nAPI_KEY=old\nthree"',
    cautious: 'whoever asks for it may mean the one inside of the value',
  },
  {
    name: 'name inside of single quotes',
    text: "NOTE='one\nAPI_KEY=old\nthree'",
    cautious: 'whoever asks for it may mean the one inside of the value',
  },
  {
    name: 'continuation before',
    text: 'X=1\\\nAPI_KEY=old',
    cautious: 'only the shell goes on with the next line',
  },
  {
    name: 'continuation of the value',
    text: 'API_KEY=⟦one\\\ntwo⟧',
    cautious: 'only the shell goes on with the next line',
  },
  { name: 'continuation in quotes', text: 'API_KEY=⟦"one\\\ntwo"⟧' },
  {
    name: 'document of the shell',
    text: 'cat <<EOF\nX\nEOF\nAPI_KEY=⟦old⟧',
    beyond: { reader: 'bash', why: 'it ends where a file becomes a program' },
  },
  { name: 'blank lines', text: '\n\nAPI_KEY=⟦old⟧\n\n' },
  { name: 'open quote before', text: 'X="never closed\nAPI_KEY=⟦old⟧' },
];

const meanings: readonly Shape[] = [
  { name: 'twice', text: 'API_KEY=first\nX=1\nAPI_KEY=⟦old⟧' },
  { name: 'twice, one exported', text: 'export API_KEY=first\nAPI_KEY=⟦old⟧' },
  { name: 'twice, the first in lines', text: 'API_KEY="one\ntwo"\nAPI_KEY=⟦old⟧' },
  { name: 'names that begin alike', text: 'API_KEY_2=x\nMY_API_KEY=y\nAPI_KEY=⟦old⟧' },
  { name: 'name in a value', text: 'X="API_KEY=old"' },
  {
    name: 'name alone',
    text: 'API_KEY',
    cautious: 'it takes the value from outside: setting it here as well may be an accident',
  },
  {
    name: 'exported alone',
    text: 'export API_KEY',
    cautious: 'it takes the value from outside: setting it here as well may be an accident',
  },
  { name: 'used by another', text: 'API_KEY=⟦old⟧\nURL=http://x/$API_KEY' },
  { name: 'used in braces', text: 'API_KEY=⟦old⟧\nURL="http://x/${API_KEY}"' },
  { name: 'default of another', text: 'API_KEY=⟦old⟧\nURL=${API_KEY:-none}' },
  { name: 'made from another', text: 'BASE=x\nAPI_KEY=⟦${BASE}/old⟧' },
  { name: 'default', text: 'API_KEY=⟦${FROM_ELSEWHERE:-old}⟧' },
  { name: 'dollar in single quotes', text: "X='$HOME'\nAPI_KEY=⟦old⟧" },
  { name: 'a command', text: 'X=$(echo hi)\nAPI_KEY=⟦old⟧' },
  { name: 'made by a command', text: 'API_KEY=⟦$(echo hi)⟧' },
  { name: 'encrypted before', text: 'DOTENV_PUBLIC_KEY="02ab"\nX=encrypted:BAAB\nAPI_KEY=⟦old⟧' },
  { name: 'encrypted', text: 'DOTENV_PUBLIC_KEY="02ab"\nAPI_KEY=⟦"encrypted:BAAB"⟧' },
  { name: 'template', text: 'API_KEY=⟦<your key here>⟧' },
  { name: 'template in braces', text: 'API_KEY=⟦{{ api_key }}⟧' },
  { name: 'reference to a vault', text: 'API_KEY=⟦op://vault/item/field⟧' },
  { name: 'json', text: 'X={"a": "b"}\nAPI_KEY=⟦old⟧' },
  { name: 'json before, in quotes', text: `X='{"a": "b c"}'\nAPI_KEY=⟦old⟧` },
  { name: 'two on a line', text: 'X=1 API_KEY=old' },
  { name: 'two on a line, with a semicolon', text: 'X=1; API_KEY=old' },
  {
    name: 'a command of the shell before',
    text: 'set -a\nAPI_KEY=⟦old⟧',
    beyond: { reader: 'bash', why: 'it ends where a file becomes a program' },
  },
  { name: 'appended by the shell', text: 'API_KEY=⟦old⟧\nAPI_KEY+=more' },
  { name: 'other letters', text: 'SCHLÜSSEL=x\nGRUSS=grüß 鍵 🔑\nAPI_KEY=⟦old⟧' },
  { name: 'dots and dashes in names', text: 'a.b=1\nc-d=2\nAPI_KEY=⟦old⟧' },
];

export const shapes: readonly Shape[] = [...quotes, ...spaces, ...comments, ...lines, ...meanings];
