/** What a page is handed when the server runs with its test driver. */
export interface TestPayload {
  /** Absolute paths on the server's machine. */
  readonly extension: string;
  readonly tests: string;
}

/**
 * Address of a workbench that shows `folder`, an absolute path on the server's machine of a folder or
 * of a `.code-workspace` file.
 * The authority is the fixed word `remote`: these servers know one machine, their own.
 */
export function workbenchUrl(server: string, folder: string, payload?: TestPayload): string {
  const query = [
    `${folder.endsWith('.code-workspace') ? 'workspace' : 'folder'}=${encodePath(slashes(folder))}`,
  ];
  if (payload) {
    const entries = [
      ['extensionDevelopmentPath', remote(payload.extension)],
      ['extensionTestsPath', remote(payload.tests)],
    ];
    query.push(`payload=${encodeURIComponent(JSON.stringify(entries))}`);
  }
  return `${server}/?${query.join('&')}`;
}

/** Slashes stay readable: a person sees this address. */
const encodePath = (file: string) => encodeURIComponent(file).replaceAll('%2F', '/');

const remote = (file: string) => `vscode-remote://remote${encodeURI(slashes(file))}`;

/** `C:\a` as `/C:/a`. */
export const slashes = (file: string) => {
  const forward = file.replaceAll('\\', '/');
  return forward.startsWith('/') ? forward : `/${forward}`;
};
