import { ThemeColor, ThemeIcon, TreeItem } from 'vscode';
import type { FactNode } from './factNodes.ts';

/** A row to be read; one that tells of a place of the value has its state as its icon. */
export function factItem({ id, name, value, place, needsHand }: FactNode): TreeItem {
  const item = new TreeItem(name);
  item.id = id;
  item.description = value;
  item.contextValue = 'fact';
  item.tooltip = `${name}: ${value}`;
  if (place !== undefined) {
    item.iconPath = needsHand
      ? new ThemeIcon('warning', new ThemeColor('keyrail.attention'))
      : new ThemeIcon('pass');
  }
  item.accessibilityInformation = { label: `${name}, ${value}` };
  return item;
}
