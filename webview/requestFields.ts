/** What the form shows of a request as plain fields; `null` where the JSON holds something else there. */
export interface RequestFields {
  readonly instruction: string | null;
  readonly agent: string | null;
  readonly risk: string | null;
  /** Separated by commas. */
  readonly labels: string | null;
}

const places = {
  instruction: ['input', 'text'],
  agent: ['entry_agent_id'],
  risk: ['policy_context', 'risk_tier'],
  labels: ['policy_context', 'labels'],
} as const;
export type RequestField = keyof typeof places;
type JsonObject = Record<string, unknown>;

/** The fields of a request; `undefined` where its text is no JSON object. */
export function readFields(text: string): RequestFields | undefined {
  const request = parsed(text);
  if (!request) return undefined;
  const at = (field: RequestField) => words(valueAt(request, places[field]));
  return {
    instruction: at('instruction'),
    agent: at('agent'),
    risk: at('risk'),
    labels: at('labels'),
  };
}

/** The request with one field changed and everything else as it was; an emptied option is left out. */
export function withField(text: string, field: RequestField, value: string): string {
  const request = parsed(text);
  if (!request) return text;
  const path = places[field];
  const name = path.at(-1) ?? '';
  const parent = path.length === 1 ? request : objectAt(request, path[0]);
  if (field === 'labels') {
    const labels = value.split(',').map((label) => label.trim());
    parent[name] = labels.filter((label) => label !== '');
  } else if (value === '' && field !== 'instruction') {
    Reflect.deleteProperty(parent, name);
  } else {
    parent[name] = value;
  }
  return JSON.stringify(request, undefined, 2);
}

function parsed(text: string): JsonObject | undefined {
  try {
    const json: unknown = JSON.parse(text);
    return isObject(json) ? json : undefined;
  } catch {
    // Somebody is in the middle of writing it.
    return undefined;
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What is there, made an object where it is none. */
function objectAt(request: JsonObject, name: string): JsonObject {
  const there = request[name];
  if (isObject(there)) return there;
  const made: JsonObject = {};
  request[name] = made;
  return made;
}

function valueAt(request: JsonObject, path: readonly string[]): unknown {
  let value: unknown = request;
  for (const name of path) value = isObject(value) ? value[name] : undefined;
  return value;
}

function words(value: unknown): string | null {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  const isList = Array.isArray(value) && value.every((each) => typeof each === 'string');
  return isList ? value.join(', ') : null;
}
