import type { RequestField } from './requestFields.ts';
import { h } from './dom.ts';
import { readFields, withField } from './requestFields.ts';
import { tellWritten } from './tellWritten.ts';

/** The JSON that is sent, and plain fields that each show a part of it. */
export interface RequestTexts {
  readonly json: HTMLTextAreaElement;
  readonly fields: Readonly<Record<RequestField, HTMLTextAreaElement | HTMLInputElement>>;
  /** Another text in place of whatever was written. */
  show(text: string): void;
}

/** @param tell told when something was written, in the JSON or in a field */
export function createRequestTexts(tell: () => void): RequestTexts {
  const json = area('request', 16, 'mono');
  const fields = {
    instruction: area('instruction', 4, ''),
    agent: line('agent'),
    risk: line('risk'),
    labels: line('labels'),
  } as const;
  // `as`: the names of `fields`, which are those of the request's fields.
  const all = Object.entries(fields) as readonly [RequestField, (typeof fields)[RequestField]][];
  const showFields = () => {
    const read = readFields(json.value);
    for (const [name, field] of all) {
      const value = read?.[name];
      field.value = value ?? '';
      field.disabled = value === undefined || value === null;
    }
  };
  tellWritten(json, tell);
  json.addEventListener('input', showFields);
  for (const [name, field] of all) {
    tellWritten(field, tell);
    field.addEventListener('input', () => {
      json.value = withField(json.value, name, field.value);
    });
  }
  return {
    json,
    fields,
    show(text) {
      json.value = text;
      showFields();
    },
  };
}

function area(id: string, rows: number, looks: string): HTMLTextAreaElement {
  return h('textarea', {
    id,
    'data-focus': id,
    class: looks,
    rows,
    spellcheck: 'false',
    autocomplete: 'off',
    'aria-describedby': 'request-note',
  });
}

function line(id: string): HTMLInputElement {
  return h('input', {
    id,
    'data-focus': id,
    type: 'text',
    spellcheck: 'false',
    autocomplete: 'off',
  });
}
