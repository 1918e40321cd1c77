import assert from 'node:assert/strict';
import { eventually } from './eventually.ts';
import type { Workbench } from './workbench.ts';

export interface NewConnection {
  readonly url: string;
  readonly name: string;
  readonly production?: boolean;
  /** Header names and values, entered as *other headers*; none: *no headers*. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Where it does not work and is kept all the same: already at its address, or only at its values. */
  readonly despite?: 'address' | 'values';
  /** Answers what is asked after the values. */
  readonly then?: () => Promise<void>;
}

/** Connects by URL as a person does, answering each question once it is there. */
export async function connectByUrl(window: Workbench, wanted: NewConnection): Promise<void> {
  const { quickInput } = window;
  const headers = Object.entries(wanted.headers ?? {});
  await window.palette.ask('Connect to a Server');
  await enterAddress(window, wanted);
  await quickInput.titleButton('Other Ways…');
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
  if (wanted.despite !== undefined) await keepAnyway(window, wanted.name);
  if (wanted.then) {
    await wanted.then();
  }
  // What is done next would close the box while the values in it are tested.
  await quickInput.waitUntilClosed();
}

/** As far as the box for the token: the address, then name and kind, which were guessed from it. */
export async function enterAddress(
  { quickInput, ...window }: Workbench,
  wanted: Pick<NewConnection, 'url' | 'name' | 'production' | 'despite'>,
): Promise<void> {
  await quickInput.waitForMessage(/Address of the control plane/);
  await quickInput.answer(wanted.url);
  if (wanted.despite === 'address') await insist({ quickInput, ...window });
  await quickInput.waitForMessage(/bearer token that your administrator gave you/);
  await quickInput.titleButton('Change Name…');
  await quickInput.waitForMessage(/Name of this connection/);
  await quickInput.answer(wanted.name);
  await quickInput.waitForMessage(/bearer token that your administrator gave you/);
  const kind = wanted.production ? 'production' : 'non-production';
  // What is guessed of an address is production, unless it is on this machine or named for tests.
  if (!(await quickInput.title()).includes(` · ${kind}`)) {
    await quickInput.titleButton(
      wanted.production ? 'Mark as Production' : 'Mark as Non-Production',
    );
  }
  await eventually(
    'Name and kind in the title',
    () => quickInput.title(),
    (title) => title.includes(`${wanted.name} · ${kind}`),
  );
}

/** Accepts once more what was refused in a box. */
async function insist({ quickInput }: Workbench): Promise<void> {
  await quickInput.waitForMessage(/Press Enter again/);
  await quickInput.accept();
}

/** Keeps a connection whose values were refused in their box. */
export async function keepAnyway(window: Workbench, name: string): Promise<void> {
  await insist(window);
  assert.equal(await window.dialog.message(), `Keep ${name} although it does not work?`);
  await window.dialog.click('Keep Connection');
}

/** Chooses a connection from those that are there. */
export async function switchTo(window: Workbench, label: string): Promise<void> {
  await window.palette.ask('Switch Connection');
  await window.quickInput.pick(label);
}
