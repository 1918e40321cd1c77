import type { Secret } from '../../domain/secrets/secret.ts';

/** A place on this machine, outside the vault, that holds the value of a key. */
export type Place =
  | {
      readonly kind: 'env';
      /** URI of the file, as `Uri.toString()` gives it. */
      readonly file: string;
      readonly variable: string;
    }
  | {
      /** The value anywhere else in a file: part of a value, or in a file of another format. */
      readonly kind: 'text';
      /** URI of the file, as `Uri.toString()` gives it. */
      readonly file: string;
      /** Tells the values in one file apart; another one once the value is replaced. */
      readonly keyPrefix: string;
      /** What its lines are called in the file, hashed (`namesAround`): how a line that changed is told from one that went. */
      readonly names?: readonly string[] | undefined;
    }
  | {
      readonly kind: 'terminal';
      /** URI of the folder whose terminals get the variable. */
      readonly folder: string;
      readonly variable: string;
    }
  | {
      /** A program that keeps secrets, in the spot that the answers to its recipe's questions name. */
      readonly kind: 'program';
      readonly recipe: string;
      readonly answers: Readonly<Record<string, string>>;
    };

export type ProgramPlace = Extract<Place, { kind: 'program' }>;
/** A place in a file. */
export type FilePlace = Extract<Place, { file: string }>;

/** Why a value could not be replaced; the words for the person are the caller's. */
export type ReplaceRefusal =
  | 'read-only'
  | 'mount-point'
  /** Other names of the file would keep the old value. */
  | 'hard-linked'
  /** Its access list or extended attributes would be lost. */
  | 'attributes'
  | 'dirty-editor'
  | 'tracked-by-git'
  | 'not-ignored-by-git'
  | 'git-not-asked'
  | 'unwritable-line'
  | 'outside-folder'
  | 'link'
  | 'odd-name'
  | 'too-large'
  | 'not-text'
  | 'encrypted'
  | 'encoded'
  /** Where applications would send it, somebody else may be listening. */
  | 'address-not-proven'
  | ProgramRefusal
  | 'failed';

/** Why a program did not take the value. */
export type ProgramRefusal =
  | 'program-missing'
  /** Another file than the one that the person agreed to is called by its name now. */
  | 'program-changed'
  | 'signed-out'
  | 'offline'
  | 'timed-out'
  /** Its own lock is closed: a keyring, a passphrase that nobody gave. */
  | 'locked'
  /** The person stopped it. */
  | 'stopped'
  | 'program-failed'
  /** More of the person's stands there than the value, and would be lost. */
  | 'not-alone'
  | 'no-recipe'
  /** It said that it had taken the value, and does not have it. */
  | 'not-stored'
  /** It took the value, and what it has now could not be read. */
  | 'not-read-back'
  /** It may ask the person something, and nobody has asked for this now. */
  | 'not-tried'
  /** Somebody else changed the place after our last delivery. */
  | 'changed-meanwhile';

export type Replaced =
  | { readonly kind: 'replaced' }
  /** A program accepted it, and does not give it back. */
  | {
      readonly kind: 'sent';
      /** By this machine's clock; ISO time. */
      readonly at: string;
      /** When it was changed, as the program itself tells it; ISO time. */
      readonly confirmedAt?: string | undefined;
    }
  /** Something else stands there now, which may stand for the value (encrypted, a template); it was left as it is. */
  | { readonly kind: 'changed' }
  /** It was looked at, and nothing there can hand the value to a program any more. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'refused'; readonly reason: ReplaceRefusal };

/** `gone`: nothing is there any more; `changed`: something else is, and was left. */
export type Removed = Exclude<Replaced, { kind: 'replaced' | 'sent' }>;

/** What is known before a place is delivered to. Files and terminals need none of it. */
export interface DeliveryTerms {
  readonly signal?: AbortSignal | undefined;
  /**
   * Our deliveries there so far, of which a program that cannot be read tells a newer change of somebody
   * else; left out: whatever stands there is replaced.
   */
  readonly earlier?: EarlierDeliveries | undefined;
  /**
   * Instead of `isOld`, for whoever knows a value by its fingerprint alone: to read it first would have the person
   * asked for their passphrase twice.
   */
  readonly isOurs?: ((value: Secret) => Promise<boolean>) | undefined;
  /** Called right before a program gets the value: from then on nobody but it knows whether the value is there. */
  readonly begins?: (() => Promise<void>) | undefined;
}

/** ISO times by this machine's clock, except where the program's is said. */
export interface EarlierDeliveries {
  readonly sentAt: string;
  /** By the program's clock, as it told after that delivery. */
  readonly confirmedAt?: string | undefined;
  /** Later ones that were begun, and nobody knows whether they came to anything. */
  readonly begun: readonly string[];
}

/** Reads and rewrites placements; `dotenv`, the terminals and programs stand behind it. */
export interface Places {
  /** That these are replaced next, in this order, so that what each costs can be paid for several at once. */
  readonly expect?: (places: readonly Place[]) => void;
  /**
   * The value that stands there now. `undefined` when file, line or terminal entry is gone, or
   * cannot be looked at from this window; `replace` then tells which (`gone`, `changed` or `refused`).
   * Also of a program that gives nothing back.
   */
  read(place: Place, signal?: AbortSignal): Promise<Secret | undefined>;
  /**
   * Puts `next` in the place of the value, in one atomic edit, only if `isOld` says yes to what
   * stands there at that moment. The lifecycle reads back afterwards by itself. `refused` also for
   * a place that this window cannot reach: `gone` makes the lifecycle forget the placement, and
   * `changed` hold the old key until the person has decided. A program that has `next` is not given it again.
   */
  replace(
    place: Place,
    isOld: (value: Secret) => boolean,
    next: Secret,
    terms?: DeliveryTerms,
  ): Promise<Replaced>;
  /** Whether a program may ask the person something in a window of its own before it does anything. */
  readonly mayAsk?: (place: ProgramPlace) => boolean;
  /** Whether a program can take a value away again. */
  readonly isRemovable?: (place: ProgramPlace) => boolean;
  /** Takes the value away where `isOld` says yes to what is given back, or nobody else has changed it. */
  readonly remove?: (
    place: ProgramPlace,
    isOld: (value: Secret) => boolean,
    terms?: DeliveryTerms,
  ) => Promise<Removed>;
}
