import { ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import { spoken } from '../domain/text/spoken.ts';
import type { FactNode } from './factNodes.ts';

/** A row to be read; one that tells of a place of the value has its state as its icon. */
export function factItem(fact: FactNode): TreeItem {
  const { id, name, value, place, isProgram, needsHand, isSent, below, isOpen } = fact;
  const item = new TreeItem(name);
  item.id = id;
  item.description = value;
  item.contextValue = isProgram ? 'fact program' : 'fact';
  item.tooltip = `${name}: ${value}`;
  if (below.length > 0) {
    const { Collapsed, Expanded } = TreeItemCollapsibleState;
    item.collapsibleState = isOpen ? Expanded : Collapsed;
  }
  if (needsHand) item.iconPath = new ThemeIcon('warning', new ThemeColor('keyrail.attention'));
  else if (place !== undefined) item.iconPath = new ThemeIcon(isSent ? 'cloud-upload' : 'pass');
  item.accessibilityInformation = { label: `${name}, ${spoken(value)}` };
  return item;
}

/** What *Copy* takes of it: where the value stands, or what is said. */
export function factText({ place, value }: Pick<FactNode, 'place' | 'value'>): string {
  return place ?? value;
}
