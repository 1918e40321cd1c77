import * as z from 'zod/mini';

/** Rows of a list that is asked for again and again. */
export interface SteadyRows<Row> {
  /** One reading of the list, page by page. */
  begin(): Reading<Row>;
}

export interface Reading<Row> {
  /**
   * Reads rows; one that says what it said at the last reading is not read again but the same object.
   * One schema for all of them: to ask a schema about each of ten thousand rows takes longer than to
   * compare it.
   */
  readonly schema: z.ZodMiniType<Row[]>;
  /** The list was read to its end: it is what the next reading begins with. */
  keep(): void;
}

type Fields = Readonly<Record<string, unknown>>;

interface Known<Row> {
  readonly said: Fields;
  readonly row: Row;
}

/** `idField` names the field that tells rows apart. */
export function createSteadyRows<Row extends Fields>(
  schema: z.ZodMiniType<Row>,
  idField: string,
): SteadyRows<Row> {
  let known: ReadonlyMap<unknown, Known<Row>> = new Map();
  return {
    begin() {
      const before = known;
      const now = new Map<unknown, Known<Row>>();
      const readRow = (said: unknown): z.core.util.SafeParseResult<Row> => {
        const id = isObject(said) ? said[idField] : undefined;
        const last = before.get(id);
        if (last && isObject(said) && isAlike(last.said, said)) {
          now.set(id, last);
          return { success: true, data: last.row };
        }
        const parsed = z.safeParse(schema, said);
        if (parsed.success && isObject(said)) {
          const { data: row } = parsed;
          // Nearly every row is plain already: then one object is kept of it, not two.
          now.set(id, { said: isAlike(said, row) ? row : said, row });
        }
        return parsed;
      };
      const read = z.pipe(
        z.custom<readonly unknown[]>((value) => Array.isArray(value)),
        z.transform((rows, context): Row[] => {
          const list: Row[] = [];
          for (const [at, said] of rows.entries()) {
            const parsed = readRow(said);
            if (!parsed.success) {
              for (const { path, message } of parsed.error.issues) {
                context.issues.push({ code: 'custom', path: [at, ...path], message, input: said });
              }
              return z.NEVER;
            }
            list.push(parsed.data);
          }
          return list;
        }),
      );
      return {
        schema: read,
        keep() {
          known = now;
        },
      };
    },
  };
}

/** The same fields with the same values; what lies deeper than an array of texts is never alike. */
function isAlike(one: Fields, other: Fields): boolean {
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => isSame(one[name], other[name]))
  );
}

function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  return (
    Array.isArray(one) &&
    Array.isArray(other) &&
    one.length === other.length &&
    one.every((value, at) => value === other[at])
  );
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}
