import assert from 'node:assert/strict';
import type { Workbench } from './workbench.ts';

export interface NewConnection {
  readonly url: string;
  readonly name: string;
  readonly production?: boolean;
  /** Header names and values, entered as *other headers*; none: *no headers*. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Connects by URL as a person does, answering each question once it is there. */
export async function connectByUrl(window: Workbench, wanted: NewConnection): Promise<void> {
  const { quickInput } = window;
  const headers = Object.entries(wanted.headers ?? {});
  await window.palette.run('Keyrail: Connect to a control plane…');
  await quickInput.pick('Govrail control plane by URL');
  await quickInput.waitForMessage(/Address of the control plane/);
  await quickInput.answer(wanted.url);
  await quickInput.pick(wanted.production ? 'Production' : 'Non-production');
  await quickInput.waitForMessage(/Name of this connection/);
  await quickInput.answer(wanted.name);
  if (headers.length === 0) {
    await quickInput.pick('No headers');
    return;
  }
  await quickInput.pick('Other headers');
  await quickInput.waitForMessage(/Header names/);
  await quickInput.answer(headers.map(([name]) => name).join(', '));
  for (const [name, value] of headers) {
    await quickInput.waitForMessage(new RegExp(`Value of ${name}`));
    assert.equal(await quickInput.isPassword(), true, name);
    await quickInput.answer(value);
  }
}

/** Chooses a connection from those that are there. */
export async function switchTo(window: Workbench, label: string): Promise<void> {
  await window.palette.run('Keyrail: Switch connection…');
  await window.quickInput.pick(label);
}
