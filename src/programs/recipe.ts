import * as z from 'zod/mini';

/** An answer stands in the place of it; with `:url`, as a part of an address. */
export const hole = /\{([a-z][A-Za-z0-9]*)(:url)?\}/g;
/** The name of a hole, and of the answer that fills it. */
const holeName = z.string().check(z.regex(/^[a-z][A-Za-z0-9]{0,30}$/));

/** No pattern of a person's own is longer; one is tried on single lines that are cut. */
const pattern = z.string().check(
  z.minLength(1),
  z.maxLength(500),
  z.refine((text) => isPattern(text), 'This is no regular expression.'),
);

/** The same with holes, which answers fill to the letter. */
const patternWithHoles = z.string().check(
  z.minLength(1),
  z.maxLength(500),
  z.refine((text) => isPattern(text.replace(hole, 'answer')), 'This is no regular expression.'),
);

/** What is asked once, before a place is made. Answers that could be taken for options are refused (`answerTrouble`). */
const question = z.strictObject({
  name: holeName,
  title: z.string().check(z.minLength(1), z.maxLength(200)),
  /** What the whole answer has to match; everything that is one line where it is left out. */
  pattern: z.optional(pattern),
  /** The answer where none is given. */
  default: z.optional(z.string()),
  /** Capitals or not, it is the same. */
  ignoresCase: z.optional(z.boolean()),
  /** Without an answer and a default, the arguments that need it are left out. */
  optional: z.optional(z.boolean()),
});

const argument = z.string().check(z.maxLength(1000));
/**
 * Arguments as the program gets them: no shell reads them. `{name}` is the answer to a question, `{name:url}` the
 * same for a part of an address, and either never makes a further argument. A list in the list is left out
 * as a whole where one of its answers is not given.
 */
const args = z
  .array(z.union([argument, z.array(argument).check(z.minLength(1))]))
  .check(z.maxLength(60));
const command = z.strictObject({ args });

/** Reads out of what was printed whether a place is there, and when it was changed. */
const seenReading = z.union([
  z.strictObject({
    /** Where in the JSON text a list stands; `''` for the whole. Left out, the whole is the place. */
    list: z.optional(z.string()),
    /** Which entry of the list is the place. */
    where: z.optional(z.strictObject({ field: z.string(), is: z.string() })),
    /** Where in it the moment stands; left out where the program does not tell it. */
    at: z.optional(z.string()),
  }),
  /** A line that matches says that it is there; the first group of it is the moment. */
  z.strictObject({ line: patternWithHoles }),
]);

/** What a program says when it fails, by what it means: patterns that are looked for in every line. */
const says = z.partialRecord(z.enum(['signed-out', 'offline', 'locked', 'none']), pattern);

const parts = {
  title: z.string().check(z.minLength(1), z.maxLength(100)),
  /** A name that is looked up on the person's PATH, or an absolute path. */
  program: z
    .string()
    .check(z.minLength(1), z.maxLength(1000), z.regex(/^(?:[\w.+-]+|\/.+|[A-Za-z]:[\\/].+)$/)),
  /** Set for this program beside the person's own variables; left out where an answer in it is not given. Never a secret. */
  environment: z.optional(z.record(z.string().check(z.regex(/^[A-Za-z_]\w*$/)), z.string())),
  /** Ends well, and without words of `says`, where the person is signed in. */
  signedIn: z.optional(command),
  questions: z.array(question).check(z.maxLength(10)),
  /** Gets the value on standard input, and replaces what is there. */
  put: z.extend(command, {
    /** What stands before the value on standard input: `{name}=`, the beginning of a JSON text. */
    begin: z.optional(z.string().check(z.maxLength(1000))),
    /** What stands behind the value. */
    end: z.optional(z.string().check(z.maxLength(1000))),
    /** It takes nothing else than a pipe, or opens `/dev/stdin`: Node's standard input is a socket. */
    pipe: z.optional(z.boolean()),
    /** What `get` prints behind the value's line is the person's: it is put back, and not removed with the value. */
    keeps: z.optional(z.literal('further lines')),
  }),
  /** Where `put` refuses to replace: what is run instead where something is there, or whether that is removed before. */
  replace: z.optional(z.union([command, z.literal('remove first')])),
  /**
   * Prints the value: the whole, or the first group of the first line that matches `value`. A first line like
   * `folder` begins the list of a folder, which stands there instead. Each entry has a line like `entry`: of several
   * nobody knows which one a program would get, and none is changed.
   */
  get: z.optional(
    z.extend(command, {
      value: z.optional(pattern),
      folder: z.optional(patternWithHoles),
      entry: z.optional(pattern),
    }),
  ),
  /** Prints when the value was changed. */
  seen: z.optional(z.extend(command, { read: seenReading })),
  remove: z.optional(command),
  says: z.optional(says),
  /** It may ask the person in a window of its own before it ends (a pinentry, a keyring): it is given minutes. */
  asks: z.optional(z.boolean()),
};

/** A recipe of a person's own, as `keyrail.programs` has it under its name. */
export const ownRecipe = z.strictObject(parts);

/** How a program takes a value on its standard input, gives it back or says when it was changed, and forgets it. */
export interface Recipe extends z.infer<typeof ownRecipe> {
  /** A built-in one's name, or `own:` and the name of the person's. */
  readonly id: string;
}

export type Question = Recipe['questions'][number];
export type Command = z.infer<typeof command>;
export type SeenReading = z.infer<typeof seenReading>;
export type Answers = Readonly<Record<string, string>>;

function isPattern(text: string): boolean {
  try {
    new RegExp(text, 'u');
    return true;
  } catch {
    return false;
  }
}
