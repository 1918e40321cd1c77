/** A button that an error message carries: the command it runs and the words on it. */
export interface Remedy {
  readonly label: string;
  readonly command: string;
  readonly args?: readonly unknown[];
}

/** A sentence for the person: what was tried, why it failed, what to do. Never holds a secret. */
export class UserFacingError extends Error {
  override readonly name: string = 'UserFacingError';
  readonly remedies: readonly Remedy[];

  constructor(message: string, remedies: readonly Remedy[] = []) {
    super(message);
    this.remedies = remedies;
  }
}

/** The person stopped it. Shown to nobody. */
export class CancelledError extends Error {
  override readonly name = 'CancelledError';

  constructor() {
    super('Cancelled.');
  }
}

/** Ends a `switch` over a union; adding a member without a case is then a compile error. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
