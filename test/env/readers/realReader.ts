/** What a real tool read; `null` where it knows a name without a value. */
export type Values = ReadonlyMap<string, string | null>;

/** A real tool, or a grammar told again where the tool is not at hand. */
export interface RealReader {
  readonly name: string;
  readonly version: string;
  /** One answer a file; `undefined` where the reader gave up on it. */
  read(files: readonly Uint8Array[]): Promise<(Values | undefined)[]>;
  close(): void;
}
