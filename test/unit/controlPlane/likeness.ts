/** Where an answer is not like the recorded one: keys that lack, other types, other forms of text. */
export function unlike(recorded: unknown, ours: unknown, where = ''): string[] {
  if (recorded === null || recorded === undefined) return [];
  if (Array.isArray(recorded)) {
    if (!Array.isArray(ours)) return [`${where} is not a list`];
    // Every row of ours is held against every recorded one; it must be like at least one of them.
    if (recorded.length > 0 && ours.length === 0) return [`${where} is empty`];
    return ours.flatMap((row: unknown, index) => {
      const against = recorded.map((each: unknown) => unlike(each, row, `${where}.${index}`));
      return against.sort((a, b) => a.length - b.length)[0] ?? [];
    });
  }
  if (typeof recorded === 'object') {
    if (typeof ours !== 'object' || ours === null) return [`${where} is not an object`];
    return Object.entries(recorded).flatMap(([name, value]: [string, unknown]) =>
      name in ours
        ? unlike(value, Reflect.get(ours, name), `${where}.${name}`)
        : [`${where}.${name} is missing`],
    );
  }
  if (ours === null) return nullable.test(where) ? [] : [`${where} is null`];
  if (typeof ours !== typeof recorded) return [`${where} is a ${typeof ours}`];
  const [theirForm, ourForm] = [form(recorded), form(ours)];
  return theirForm === undefined || ourForm === theirForm ? [] : [`${where} is not ${theirForm}`];
}

/** Where `null` and a value are both right, and the recording happens to have the value. */
const nullable =
  /(_at|description|service_account_id|service_account_name|policy_id|decision|comment|reason_code|_by|notes|owner_user_id|current_step_id|step_id|limit|remaining|period_end|webhook_path)$/;

/** Ids and secrets that a server made up, as opposed to those that a request brought along. */
export const generatedIds =
  /(?:grk_live|krl_local|[a-z]+)_[0-9a-z]{8}[0-9a-f]{16}(?:_[0-9a-f]{48})?/g;

/** The form that a text keeps to, as far as clients rely on it. */
function form(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value)) return 'a time';
  if (/^[0-9a-f]{64}$/.test(value)) return 'a SHA-256';
  if (/^(grk_live|krl_local)_[0-9a-z]{8}[0-9a-f]{16}_[0-9a-f]{48}$/.test(value)) return 'a secret';
  const generated = /^([a-z]+)_[0-9a-z]{8}[0-9a-f]{16}$/.exec(value)?.[1];
  return generated === undefined ? undefined : `an id with ${generated}_`;
}

/** Keys of ours, at any depth, that the recorded answer does not have. */
export function extra(recorded: unknown, ours: unknown, where = ''): string[] {
  if (Array.isArray(recorded) && Array.isArray(ours)) {
    return ours.flatMap((row: unknown, index) => {
      const against = recorded.map((each: unknown) => extra(each, row, `${where}.${index}`));
      return against.sort((a, b) => a.length - b.length)[0] ?? [];
    });
  }
  if (!isObject(recorded) || !isObject(ours)) return [];
  return Object.entries(ours).flatMap(([name, value]) =>
    name in recorded
      ? extra(recorded[name], value, `${where}.${name}`)
      : [`${where}.${name}`.replaceAll(/\.\d+/g, '[]')],
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
