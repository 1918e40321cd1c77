import type { CommandId } from '../../../src/domain/commandIds.ts';

/** Commands that only look, or show something: asked or not, nothing may be another afterwards. */
export const looks: readonly CommandId[] = [
  'keyrail.testConnection',
  'keyrail.manageConnections',
  'keyrail.manageEvidence',
  'keyrail.filterAndGroup',
  'keyrail.openChecklist',
  'keyrail.openPlayground',
  'keyrail.verifyReceipt',
  'keyrail.showAccountKeys',
  'keyrail.whereIsIt',
  'keyrail.findLeaks',
  'keyrail.showLedger',
  'keyrail.showMenu',
  'keyrail.refresh',
  'keyrail.filterKeys',
  'keyrail.clearFilter',
  'keyrail.showAttention',
  'keyrail.showLog',
];
