/** The buttons of each page by their names; what stands in `many` is there once for each of something. */
export const pageButtons = {
  checklist: [
    'quick-start',
    'refresh',
    'connection',
    'workspace',
    'copy-plain',
    'copy-markdown',
    'save-evidence',
  ],
  playground: [
    'connect',
    'refresh',
    'create-key',
    'import-secret',
    'run',
    'open-json',
    'stop',
    'instead',
    'remedy',
    'copy-request',
    'approved',
    'rejected',
    'find-approver',
    'check',
    'cancel-run',
    'replay',
    'copy-response',
  ],
  many: {
    checklist: ['step', 'blocker', 'link'],
    playground: ['id', 'show'],
  },
} as const;

type Page = 'checklist' | 'playground';
/** What a button may be called: whatever is not in the list does not compile. */
export type ButtonName =
  (typeof pageButtons)[Page][number] | `${(typeof pageButtons.many)[Page][number]}-${string}`;
